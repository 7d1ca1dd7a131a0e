package web

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"

	"hinterland/office"
)

// proveEntry answers with what shows, without the office, that an entry that
// the reader sees stands in the journal.
func proveEntry(a *ask) error {
	number, err := strconv.ParseInt(a.r.PathValue("number"), 10, 64)
	if err != nil {
		return nowhere(a)
	}
	err = a.view(func(v *office.View) error {
		return v.MayProve(number)
	})
	if err != nil {
		return err
	}
	p, err := a.Proofs.Prove(a.ctx, number, "")
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	name := "proof-" + strconv.FormatInt(number, 10) + ".json"
	a.attach(name, "application/json", append(text, '\n'))
	return nil
}

// showKey answers with the key that proofs are checked with.
func showKey(a *ask) error {
	key, err := a.Proofs.PublicKey(a.ctx)
	if err != nil {
		return err
	}
	a.attach("hinterland.key", "text/plain; charset=utf-8", []byte(key+"\n"))
	return nil
}

// attach answers with a file to keep.
func (a *ask) attach(name, kind string, content []byte) {
	h := a.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": name})) // somebody may have named it
	send(a.w, a.r, http.StatusOK, content, nil)
}
