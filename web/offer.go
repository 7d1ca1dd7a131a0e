package web

import (
	"slices"

	"hinterland"
	"hinterland/office"
)

// An action is something that can be done from a page.
type action struct {
	Path, Text string
	Main       bool // what most come for
	Rare       bool // folded away from the rest
}

// A barred is an action that the reader may not do, and who may.
type barred struct{ Text, Who string }

// offer shows an action to whoever may do its act. Others are told who may.
func (a *ask) offer(act office.Act, can action) {
	err := a.v.May(act)
	refusals := refusalsIn(err)
	switch {
	case err == nil:
		a.put(can)
	case len(refusals) == 0:
		a.fail(err)
	case refusals[0].Reason == "act.denied":
		words, err := a.refusal(refusals[0])
		a.barred = append(a.barred, barred{can.Text, words.Text})
		a.fail(err)
	}
}

// put offers an action. One of a page is the main one: the last to be called so,
// which goes before all others.
func (a *ask) put(can action) {
	if !can.Main {
		a.offers = append(a.offers, can)
		return
	}
	for i := range a.offers {
		a.offers[i].Main = false
	}
	a.offers = slices.Insert(a.offers, 0, can)
}

// may reports whether the reader may do an act.
func (a *ask) may(act office.Act) bool {
	err := a.v.May(act)
	if len(refusalsIn(err)) == 0 {
		a.fail(err)
	}
	return err == nil
}

// fail keeps what went wrong until the page is to be shown.
func (a *ask) fail(err error) {
	if a.failed == nil {
		a.failed = err
	}
}

// own is the terms of an agreement that the reader's party would propose.
func (a *ask) own() office.Act {
	party := a.v.Actor().Party
	return &office.ProposeAgreement{
		Terms: hinterland.Terms{Parties: []hinterland.PartyCode{party}},
	}
}
