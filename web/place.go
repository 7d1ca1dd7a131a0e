package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A place is one of the pages that every page leads to.
type place struct {
	Path, Text string
	What       string // is kept there, where an office can do without
	Here       string // "page" on it, "true" below it
	List       bool   // is a list that others rest on, and stands in a line of its own
}

// places are where people go, what they come for most first and lists last; and
// apart those where the office keeps nothing yet.
func (a *ask) places() (places, bare []place) {
	if a.me == nil {
		return nil, nil
	}
	for _, p := range []struct {
		place
		there bool
	}{
		{a.to("/agreements", "web.agreements"), true},
		{a.to("/account", "web.account"), true},
		{a.bare("/cases", "web.cases"), a.me.Cases},
		{a.bare("/funds", "web.funds"), a.me.Funds},
		{a.bare("/horizons", "web.horizons"), a.me.Horizons},
		{a.to("/plans", "web.plans"), a.me.Horizons},
		{a.to("/recipes", "web.recipes"), a.me.Horizons},
		{a.to("/runs", "web.runs"), a.plans()},
		{a.bare("/scopes", "web.scopes"), a.me.Scopes},
		{a.to("/zones", "web.zones"), a.me.Places},
		{listed(a.to("/parties", "web.parties")), true},
		{listed(a.to("/people", "web.people")), true},
		{listed(a.bare("/places", "web.places")), a.me.Places},
		{listed(a.to("/goods", "web.goods")), true},
		{listed(a.to("/import", "web.intake.short")), true},
		{listed(a.to("/journal", "web.journal")), true},
	} {
		if p.there {
			places = append(places, p.place)
		} else if p.What != "" {
			bare = append(bare, p.place)
		}
	}
	for i, p := range places {
		switch {
		case a.r.URL.Path == p.Path:
			places[i].Here = "page"
		case strings.HasPrefix(a.r.URL.Path, p.Path+"/"):
			places[i].Here = "true"
		}
	}
	return places, bare
}

// plans reports whether the reader plans for the region in the party that they
// act for.
func (a *ask) plans() bool {
	return len(a.me.Seats) > 0 && slices.Contains(a.me.Seat().Duties, hinterland.Planner)
}

func (a *ask) to(path, key string) place {
	// lang: web.agreements web.account web.cases web.funds web.horizons web.plans web.runs
	// lang: web.recipes
	// lang: web.scopes web.zones web.parties web.people web.places web.goods web.intake.short
	// lang: web.journal
	return place{Path: path, Text: a.say.Say(key, nil)}
}

// bare is a place that an office need not have.
func (a *ask) bare(path, key string) place {
	// lang: web.funds.what web.cases.what web.scopes.what web.places.what web.horizons.what
	p := a.to(path, key)
	p.What = a.say.Say(key+".what", nil)
	return p
}

func listed(p place) place { p.List = true; return p }

// A done is an act that was just done.
type done struct {
	Entry int64
	Text  string
}

// done finds the entry that the path says was just made, if the reader may
// see it.
func (a *ask) done() (*done, error) {
	number, err := strconv.ParseInt(a.r.URL.Query().Get("done"), 10, 64)
	if err != nil || a.me == nil || len(a.me.Seats) == 0 {
		return nil, nil
	}
	var d *done
	err = a.view(func(v *office.View) error {
		e, err := v.EntryHead(number)
		if err == nil {
			d = &done{Entry: number}
			d.Text, err = a.doneText(v, &e)
		}
		return err
	})
	if len(refusalsIn(err)) > 0 {
		err = nil
	}
	return d, err
}

// doneText says that what an entry did was done: of several acts together, which; where
// there was one among the several that a form could have made, as if it had come alone.
func (a *ask) doneText(v *office.View, e *hinterland.Entry) (string, error) {
	all, err := v.Steps([]hinterland.Entry{*e})
	switch steps := all[e.Number]; {
	case len(steps) == 0:
		return a.doneWords(e.Kind), err
	case len(steps) == 1 && steps[0].Times == 1:
		return a.doneWords(steps[0].Kind), err
	default:
		return a.say.Say("web.done.steps",
			lang.Args{"what": a.stepWords(e.Kind, steps)}), err
	}
}

// doneWords says that an act was done.
func (a *ask) doneWords(kind string) string {
	// lang: done.open-region done.register-party done.name-party done.register-person
	// lang: done.describe-person done.erase-person done.describe-good
	// lang: done.erase-signer
	// lang: done.register-place done.describe-place done.locate-party
	// lang: done.open-horizon done.describe-horizon done.close-horizon done.state-offer
	// lang: done.withdraw-offer done.state-need done.withdraw-need
	// lang: done.state-recipe done.withdraw-recipe
	// lang: done.keep-plan done.propose-plan done.sign-plan done.record-plan-paper
	// lang: done.withdraw-plan done.close-plan done.draft-by-plan done.fix-line done.unfix-line
	// lang: done.state-border done.state-tie done.state-distance
	// lang: done.found-zone done.describe-zone done.set-zone-state done.pin-place
	// lang: done.unpin-place done.set-zoning done.move-place done.draw-zones done.load-map
	// lang: done.state-belongings
	// lang: done.announce-scope done.grant-scope done.end-scope done.regulate
	// lang: done.mark-scarce
	// lang: done.give-post done.end-post done.register-good done.propose-agreement
	// lang: done.amend-agreement done.assent done.record-paper-assent done.offer-assent-link
	// lang: done.assent-by-link done.end-agreement done.draft-agreement done.propose-draft
	// lang: done.drop-draft done.suspend-agreement done.resume-agreement
	// lang: done.close-agreement done.declare-breach
	// lang: done.give-advance done.recover-advance done.return-advance done.write-off-advance
	// lang: done.reverse-settlement
	// lang: done.open-fund done.close-fund done.pledge-to-fund done.withdraw-pledge
	// lang: done.apply-to-fund done.withdraw-application done.grant-of-fund done.revoke-grant
	// lang: done.draw-grant done.repay-grant done.reverse-instalment
	// lang: done.record-delivery done.record-receipt done.record-return done.record-payment
	// lang: done.give-back done.confirm-payment done.reverse-event done.batch done.undo
	// lang: done.make-key done.revoke-key done.subscribe done.unsubscribe
	// lang: done.raise-case done.comment-case done.assign-case done.propose-closing
	// lang: done.agree-closing done.withdraw-case done.look-for-cases done.attach-file
	return a.say.Say("done."+kind, nil)
}

// region is what the region is called; nothing before it has been opened.
func (a *ask) region() (string, error) {
	if a.me != nil {
		return nameOf(a.say, a.me.Charter.Name, ""), nil
	}
	charter, err := a.Office.Charter(a.ctx)
	if len(refusalsIn(err)) > 0 {
		return "", nil
	}
	return nameOf(a.say, charter.Name, ""), err
}

// moment writes an instant by the region's clock.
func (a *ask) moment(at hinterland.Instant, charter hinterland.Charter) (string, error) {
	zone, err := time.LoadLocation(charter.Clock)
	if err != nil {
		return "", err
	}
	return moment(a.say, at, zone), nil
}

// partyNamed is what a party is called; its code where it is not seen.
func (a *ask) partyNamed(code hinterland.PartyCode) (name string, err error) {
	if a.me == nil {
		return string(code), nil // who has not signed in sees no list of parties
	}
	for _, s := range a.me.Seats {
		if s.Party.Code == code {
			return nameOf(a.say, s.Party.Name, code), nil
		}
	}
	if a.v != nil && a.named != nil && a.named.parties[code].Name != (hinterland.Name{}) {
		return a.named.party(code), nil
	}
	err = a.view(func(v *office.View) error {
		found, err := v.PartiesBy([]hinterland.PartyCode{code})
		if name = string(code); len(found) > 0 {
			name = nameOf(a.say, found[0].Name, code)
		}
		return err
	})
	if len(refusalsIn(err)) > 0 {
		return string(code), nil // nor does who holds no post any more
	}
	return name, err
}

// peopleNamed are what people are called.
func (a *ask) peopleNamed(
	people []hinterland.ID[hinterland.Person],
) (map[hinterland.ID[hinterland.Person]]string, error) {
	if a.v != nil {
		return a.v.Names(people)
	}
	return a.Office.Names(a.ctx, people)
}
