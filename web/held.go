package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/url"

	"hinterland"
)

// A form that comes back is held with its answer, and the browser sent to a page
// that shows both. So nothing is sent twice by going back or loading a page
// again, and what was typed stands there still.

// heldField is what an address calls the key of a page that is held.
const heldField = "held"

// A heldForm is what was typed into a form, and the answer to it.
type heldForm struct {
	Typed   url.Values          `json:"typed"`
	Faults  []fault             `json:"faults"`
	Status  int                 `json:"status"`
	Seen    *seenForm           `json:"seen"`
	Changes []hinterland.Change `json:"changes"` // that were seen

	Foreseen *foreseen `json:"foreseen,omitempty"`
}

// A notice is what a page says before anything else, with a link.
type notice struct {
	Text, Path, Link string
}

// heldPath is the address of a page that is held.
func heldPath(path, key string) string {
	return path + "?" + url.Values{heldField: {key}}.Encode()
}

// hold keeps something for a page, and returns its address. It is sealed under
// the token that the browser has of its session; the records have its digest.
func (a *ask) hold(path, key string, entry int64, what any) (string, error) {
	text, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	c, err := a.heldCipher()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, c.NonceSize())
	if _, err := io.ReadFull(a.Random, nonce); err != nil {
		return "", err
	}
	now := hinterland.InstantOf(a.Now())
	body := c.Seal(nonce, nonce, text, []byte(key+path))
	return heldPath(path, key), a.Keys.Hold(a.ctx, hinterland.Held{
		Session: a.me.Session.Token, Key: key, Path: path, Entry: entry, At: now,
		Body: base64.StdEncoding.EncodeToString(body),
	}, now-hinterland.HeldLasts)
}

// heldCipher is what pages are sealed with for the session of the request.
func (a *ask) heldCipher() (cipher.AEAD, error) {
	cookie, err := a.r.Cookie(sessionCookie)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, []byte(cookie.Value))
	mac.Write([]byte("held"))
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// errNotHeld says that nothing is held for a page, or not any more.
var errNotHeld = errors.New("web: not held")

// held reads what is held under a key for the address of the request, and returns
// the entry by which it was done.
func (a *ask) held(key string, into any) (entry int64, err error) {
	h, err := a.Keys.Held(a.ctx, a.me.Session.Token, key)
	if len(refusalsIn(err)) > 0 || err == nil && h.Path != a.r.URL.Path {
		err = errNotHeld
	}
	if err != nil {
		return 0, err
	}
	c, err := a.heldCipher()
	if err != nil {
		return 0, err
	}
	body, err := base64.StdEncoding.DecodeString(h.Body)
	if err != nil || len(body) < c.NonceSize() {
		return 0, errors.Join(errNotHeld, err)
	}
	text, err := c.Open(nil, body[:c.NonceSize()], body[c.NonceSize():], []byte(key+h.Path))
	if err != nil {
		return 0, errors.Join(errNotHeld, err)
	}
	return h.Entry, json.Unmarshal(text, into)
}

// release holds of a form that it was done, so that whoever comes back to its
// page learns that; whole, where the page shows something of it. It returns the
// page, empty where there is none.
func (d *draft) release(entry int64, whole bool) (path string) {
	h := &heldForm{}
	if whole {
		h.Typed = d.typed
	} else if d.typed.Get(heldField) == "" {
		return "" // it was never shown again
	}
	path, err := d.hold(d.r.URL.Path, d.typed.Get(keyField), entry, h)
	if err != nil { // done it is, whatever page comes next
		d.logFault("a form could not be held", err)
		return ""
	}
	return path
}

// waiting leads to what was typed into the form of the page and has not been
// done, if there is such.
func (a *ask) waiting() (*notice, error) {
	key, err := a.Keys.Waiting(a.ctx, a.me.Session.Token, a.r.URL.Path)
	if err != nil || key == "" {
		return nil, err
	}
	return &notice{
		Text: a.say.Say("web.held.waiting", nil), Path: heldPath(a.r.URL.Path, key),
		Link: a.say.Say("web.held.on", nil),
	}, nil
}

// gone says that what an address was made for is not held any more.
func (a *ask) gone() (*notice, error) {
	return &notice{Text: a.say.Say("web.held.gone", nil)}, nil
}

// over says of a form that it was done.
func (a *ask) over(entry int64) *notice {
	return &notice{
		Text: a.say.Say("web.held.over", nil), Path: entryPath(entry),
		Link: a.say.Say("web.done.entry", map[string]any{"entry": entry}),
	}
}
