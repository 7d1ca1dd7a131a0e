package web

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A form is one act as people fill it in. Fields are named as refusals name
// the fields of the act, so that each fault finds its place by itself.
type form struct {
	start   func(*draft) error              // fills in what a new form shows; may be nil
	rival   func(*draft) (int64, error)     // fills in what another recorded, and tells its entry
	edit    func(*draft, string)            // does what a button of the form's own says; may be nil
	read    func(*draft) office.Act         // makes the act of what was typed
	paint   func(*draft) (*formPage, error) // lays the fields out
	then    func(*draft, hinterland.Entry) string
	uploads bool // it may hold files
	// foresee works out, beside a preview, what comes of the act beyond its own
	// change; may be nil.
	foresee func(*draft) (*foreseen, error)
	// done answers in the place of then, where something is shown only once;
	// else nil.
	done func(*draft) error
}

// A draft is a form while somebody fills it in.
type draft struct {
	*ask
	typed  url.Values
	faults hinterland.Refusals
	told   []fault // in words, when the form is shown again

	foreseen *foreseen // beside a preview, where the form foresees anything
}

// The names of the fields that every form has.
const (
	doField   = "do"   // the button that was pressed
	keyField  = "key"  // the request's own name, made when the form is shown
	baseField = "base" // the entry that last changed what the form would overwrite
	forField  = "for"  // the party that the form is filled in for
	byField   = "by"   // the person who opened the form
	seenField = "seen" // the preview that was shown
	sureField = "sure" // what is meant although there is one like it
)

// The buttons that every form has; one that begins with tongueButton changes
// the language.
const (
	sendButton    = "send"
	previewButton = "preview"
	tongueButton  = "lang:"
)

// show shows what is held for the address, or a new form.
func (f form) show(a *ask) error {
	if !a.r.Form.Has(heldField) {
		return f.fresh(a, a.waiting)
	}
	var h heldForm
	entry, err := a.held(a.r.Form.Get(heldField), &h)
	switch {
	case errors.Is(err, errNotHeld):
		return f.fresh(a, a.gone)
	case err != nil:
		return err
	case entry == 0:
		return f.answer(&draft{ask: a}, &h)
	case f.done != nil:
		return f.done(&draft{ask: a, typed: h.Typed})
	}
	return f.fresh(a, func() (*notice, error) { return a.over(entry), nil })
}

// fresh shows a new form, and what is to be said before.
func (f form) fresh(a *ask, tell func() (*notice, error)) error {
	d := &draft{ask: a, typed: url.Values{}}
	d.typed.Set(keyField, a.token())
	d.typed.Set(forField, string(a.me.Seat().Party.Code))
	d.typed.Set(byField, a.me.Session.Person.String())
	notice, err := tell()
	if err != nil {
		return err
	}
	return a.view(func(*office.View) error {
		if f.start != nil {
			if err := f.start(d); err != nil {
				return err
			}
		}
		if err := f.rest(d); err != nil {
			return err
		}
		page, err := f.paint(d)
		if err != nil {
			return err
		}
		act := f.read(&draft{ask: a, typed: maps.Clone(d.typed)})
		if err := denied(a.v.May(act)); err != nil {
			return err
		}
		page.Notice = notice
		return f.lay(d, page, http.StatusOK)
	})
}

// faulted reports whether the form was shown with faults that are to be mended.
func (d *draft) faulted() (bool, error) {
	if d.typed.Get(heldField) == "" {
		return false, nil
	}
	var h heldForm
	entry, err := d.held(d.typed.Get(keyField), &h)
	if errors.Is(err, errNotHeld) {
		return false, nil
	}
	return entry == 0 && len(h.Faults) > 0 && !doubts(h.Faults[0].Reason), err
}

// denied is an error that denies an act to its actor. That an act which has not
// been filled in could not be done is no reason to hide its form, nor that it
// does not say yet whose act it is, so that no duty would do.
func denied(err error) error {
	for _, r := range refusalsIn(err) {
		if r.Kind == hinterland.Denied && r.Args["duties"] != "" {
			return err
		}
	}
	if len(refusalsIn(err)) > 0 {
		return nil
	}
	return err
}

// send does what a form asks for: the act, its preview, another row. What was
// typed is shown again unless the act is done.
func (f form) send(a *ask) error {
	d := &draft{ask: a, typed: a.r.PostForm, faults: a.misread}
	if !keyForm(d.typed.Get(keyField)) {
		return hinterland.Refuse(hinterland.Invalid, "form.key", nil)
	}
	do := d.typed.Get(doField)
	if wish, ok := strings.CutPrefix(do, tongueButton); ok {
		a.speak(lang.Match(wish))
		faulted, err := d.faulted()
		if err != nil {
			return err
		}
		if !faulted {
			return f.again(d, http.StatusOK, nil)
		}
		do = previewButton // which tells the same in the other language
	}
	if do != sendButton && do != previewButton {
		if f.edit != nil {
			f.edit(d, do)
		}
		if a.failed != nil {
			return a.failed
		}
		status := http.StatusOK
		if len(d.faults) > 0 {
			status = http.StatusUnprocessableEntity
		}
		return f.again(d, status, nil)
	}
	act := f.read(d)
	if a.failed != nil {
		return a.failed
	}
	d.faults = office.Beside(d.faults, act)
	if len(d.faults) > 0 {
		return f.again(d, http.StatusUnprocessableEntity, nil)
	}
	request := office.Request{Actor: d.actor(), Act: act, Key: d.typed.Get(keyField)}
	request.Wary = d.typed.Get(sureField) != ofAct(request)
	if do == previewButton {
		return f.preview(d, request)
	}
	entry, err := d.perform(request)
	if err != nil {
		return f.refused(d, request, err)
	}
	path := d.release(entry.Number, f.done != nil)
	switch {
	case f.done == nil:
		path = withDone(f.then(d, entry), entry.Number)
	case path == "":
		return f.done(d)
	}
	return a.goTo(path)
}

// perform does the act, exactly as it was previewed if it was.
func (d *draft) perform(r office.Request) (entry hinterland.Entry, err error) {
	if err := d.sameHand(); err != nil {
		return entry, err
	}
	if r.Seen, err = d.seen(r.Act); err != nil {
		return entry, err
	}
	return d.Office.Do(d.ctx, r)
}

// sameHand refuses a form that somebody else opened, whose session has ended
// since: nobody's words are to become another's unseen. Sent again they are.
func (d *draft) sameHand() error {
	var by hinterland.ID[hinterland.Person]
	err := by.UnmarshalText([]byte(d.typed.Get(byField)))
	if err != nil || by == 0 || by == d.me.Session.Person {
		return nil // what names nobody was not filled in by anybody else
	}
	name, err := d.Office.Person(d.ctx, by)
	if err != nil {
		return err
	}
	d.typed.Set(byField, d.me.Session.Person.String())
	return hinterland.Refuse(hinterland.Conflict, "form.other",
		hinterland.Args{"person": cmp.Or(name, by.String())})
}

// withDone is an address that tells what was just done.
func withDone(path string, entry int64) string {
	join := "?"
	if strings.Contains(path, "?") {
		join = "&"
	}
	return path + join + "done=" + hinterland.FormatDecimal(entry, 0)
}

// keyForm reports whether a key is one that a form of ours had.
func keyForm(key string) bool {
	return len(key) == 32 && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

// actor is for whom the form was filled in, whatever party its sender turned
// to since in another window. The office asks whether they may.
func (d *draft) actor() office.Actor {
	return office.Actor{
		Person: d.me.Session.Person, Party: hinterland.PartyCode(d.typed.Get(forField)),
	}
}

// refused shows a form again beside why it was not done. A key that belongs
// to something done before is used up, and a preview that has gone stale is
// shown as it is now.
func (f form) refused(d *draft, r office.Request, err error) error {
	d.faults = refusalsIn(err)
	if len(d.faults) == 0 {
		return err
	}
	switch d.faults[0].Reason {
	case "key.used":
		d.typed.Set(keyField, d.token())
	case "preview.stale":
		return f.preview(d, r)
	}
	if doubts(d.faults[0].Reason) {
		d.typed.Set(sureField, ofAct(r))
		r.Wary = false
		return f.preview(d, r)
	}
	return f.again(d, statusOf(d.faults[0].Kind), nil)
}

// doubts reports whether a reason only asks whether what was asked for is meant.
func doubts(r hinterland.Reason) bool {
	return r == "event.twin" || r == "event.double" || r == "scope.stops"
}

// again answers with the form, what was typed into it, and why it was not done
// or what it would do: on a page of its own, or at once where none can be held.
func (f form) again(d *draft, status int, seen *seenForm) error {
	told, err := d.ask.faults(d.faults)
	if err != nil {
		return err
	}
	d.typed.Del(doField)
	d.typed.Del(seenField)
	h := &heldForm{Typed: d.typed, Faults: told, Status: status, Seen: seen}
	if seen != nil {
		h.Changes, h.Foreseen = seen.Changes, d.foreseen
	}
	path, err := d.hold(d.r.URL.Path, d.typed.Get(keyField), 0, h)
	if err != nil {
		d.logFault("a form could not be held", err)
		return f.answer(d, h)
	}
	return d.goTo(path)
}

// answer shows a form as it was answered.
func (f form) answer(d *draft, h *heldForm) error {
	d.typed, d.told, d.foreseen = h.Typed, h.Faults, h.Foreseen
	return d.view(func(v *office.View) error {
		page, err := f.paint(d)
		if err != nil {
			return err
		}
		if page.Preview, err = d.previewed(v, h); err != nil {
			return err
		}
		page.Hidden = append(page.Hidden, field{Name: heldField, Value: "yes"})
		if sure := d.typed.Get(sureField); sure != "" {
			page.Hidden = append(page.Hidden, field{Name: sureField, Value: sure})
		}
		return f.lay(d, page, h.Status)
	})
}

// lay lays a form out that has been painted, and shows it.
func (f form) lay(d *draft, page *formPage, status int) (err error) {
	page.Action = d.r.URL.Path
	page.Key, page.For = d.typed.Get(keyField), d.typed.Get(forField)
	page.By = d.typed.Get(byField)
	if page.ForName, err = d.partyNamed(hinterland.PartyCode(page.For)); err != nil {
		return err
	}
	page.Faults = d.told
	if len(d.told) > 0 && doubts(d.told[0].Reason) { // which is no fault
		page.Faults, page.Notice = nil, &notice{Text: d.line(d.told[0])}
	}
	page.place()
	d.choose(page)
	if err := f.compare(d, page); err != nil {
		return err
	}
	page.Base = d.typed.Get(baseField)
	return d.ask.show(status, "form", page.Title, page)
}
