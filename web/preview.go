package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"

	"hinterland"
	"hinterland/office"
)

// A previewBody is what an act would change, in words.
type previewBody struct {
	Seen    string
	Time    string
	Changes []changeWords
}

// A seenForm is a preview as it travels through the browser and back, with
// the digest of the act that it is of, and of whose.
type seenForm struct {
	office.Preview
	Of string `json:"of"`
}

// preview shows a form beside what it would do.
func (f form) preview(d *draft, r office.Request) error {
	p, err := d.Office.Preview(d.ctx, r)
	if err != nil {
		return f.refused(d, r, err)
	}
	if f.foresee != nil {
		if d.foreseen, err = f.foresee(d); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if len(d.faults) > 0 {
		status = http.StatusConflict // another preview was seen
	}
	return f.again(d, status, &seenForm{p, ofAct(r)})
}

// previewed words a preview, if there was one.
func (d *draft) previewed(v *office.View, h *heldForm) (*previewBody, error) {
	if h.Seen == nil {
		return nil, nil
	}
	text, err := json.Marshal(h.Seen)
	if err != nil {
		return nil, err
	}
	body := &previewBody{Seen: d.sealed(text)}
	if body.Time, err = d.moment(h.Seen.At, d.me.Charter); err != nil {
		return nil, err
	}
	body.Changes, err = d.changes(v, h.Changes)
	return body, err
}

// ofAct is one number for an act and its actor.
func ofAct(r office.Request) string {
	text, err := json.Marshal(struct {
		Actor office.Actor
		Act   office.Act
	}{r.Actor, r.Act})
	if err != nil {
		panic("web: acts are plain data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// sealed is a text that can be known again as ours.
func (s *Server) sealed(text []byte) string {
	mac := hmac.New(sha256.New, s.seal)
	mac.Write(text)
	b := base64.RawURLEncoding
	return b.EncodeToString(text) + "." + b.EncodeToString(mac.Sum(nil))
}

// unsealed is a text that sealed made, and whether it did.
func (s *Server) unsealed(sent string) ([]byte, bool) {
	head, _, _ := strings.Cut(sent, ".")
	text, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil || !hmac.Equal([]byte(s.sealed(text)), []byte(sent)) {
		return nil, false
	}
	return text, true
}

// seen is the preview that the form was shown beside, nil if there was none or
// what is typed is not what it was of. One that this server has not made, or
// made before it was started again, is stale.
func (d *draft) seen(act office.Act) (*office.Preview, error) {
	sent := d.typed.Get(seenField)
	if sent == "" {
		return nil, nil
	}
	stale := hinterland.Refuse(hinterland.Conflict, "preview.stale", nil)
	text, ours := d.unsealed(sent)
	if !ours {
		return nil, stale
	}
	var p seenForm
	if err := json.Unmarshal(text, &p); err != nil {
		return nil, stale
	}
	if p.Of != ofAct(office.Request{Actor: d.actor(), Act: act}) {
		return nil, nil
	}
	return &p.Preview, nil
}
