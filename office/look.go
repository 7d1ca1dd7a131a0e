package office

import (
	"context"
	"encoding/json"

	"hinterland"
)

// LookForCases looks at an agreement as it stands on a day, today or before:
// opens a case for each cause that has none, and closes those whose cause is
// over. Where there is nothing to do it refuses, so that no entry says nothing.
// The office does it by itself, for one agreement after another.
type LookForCases struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	On        hinterland.Day                      `json:"on"`
}

// Check implements Act.
func (a *LookForCases) Check() hinterland.Refusals { return nil }

// Side implements Act. It is nobody's.
func (a *LookForCases) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act. The agreement is held, so that of two who look at once the
// second finds what the first has done.
func (a *LookForCases) Do(t *Turn) error {
	if a.On > t.Today {
		return hinterland.Refuse(hinterland.Invalid, "event.future",
			hinterland.Args{"today": t.Today}).In(hinterland.At("on", a.On.String()))
	}
	agreement, err := t.HoldAgreement(a.Agreement)
	if err != nil {
		return err
	}
	f, err := findings(t.Tx, agreement, a.On)
	if err != nil {
		return err
	}
	done := 0
	for _, c := range f.opening {
		c.ID = next[hinterland.Case](t)
		added, err := t.openCase(c.Case, c.parties)
		if err != nil {
			return err
		}
		if added {
			done++
		}
	}
	for i := range f.ended {
		if err := t.closeCase(&f.ended[i]); err != nil {
			return err
		}
		done++
	}
	if done == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "case.none", nil)
	}
	return err
}

// A finding is what there is to do about an agreement.
type finding struct {
	opening []opening
	ended   []hinterland.Case
}

// An opening is a case without a number so far, and whom it concerns.
type opening struct {
	hinterland.Case
	parties []hinterland.PartyCode
}

// none reports whether there is nothing to do.
func (f *finding) none() bool { return len(f.opening)+len(f.ended) == 0 }

// casesOpened is how many cases a look opens under an agreement at most: an entry
// bears no hundred thousand, nor does anybody read them. The next look opens more.
const casesOpened = 200

// findings compare the causes that there are on a day with the cases that there
// are. Under an agreement that has ended or is suspended none opens; those that
// are open stay, until they are kept or closed. Of an item that is at risk on
// several days the first counts, and while there is a case no other opens: what
// is too slow is so for all of them. What was lent is owed whatever became of
// the agreement.
func findings(
	tx hinterland.Tx, a hinterland.Agreement, day hinterland.Day,
) (f finding, err error) {
	p, err := performance(tx, a)
	if err != nil {
		return f, err
	}
	cases, err := tx.CasesUnder(a.ID, "")
	if err != nil {
		return f, err
	}
	causes := p.Causes(day)
	there, held, warned := map[hinterland.Cause]bool{}, map[hinterland.Cause]bool{}, map[int]bool{}
	for _, cause := range causes {
		there[cause] = true
	}
	for _, c := range cases {
		if c.Raised != "" || c.Closing == hinterland.EndedByItself {
			continue
		}
		held[c.Cause()] = true
		if c.Open() && c.Opened <= day && !there[c.Cause()] {
			c.Close(hinterland.EndedByItself, p.Outcome(c.Cause(), day), day)
			f.ended = append(f.ended, c)
		} else if c.Open() && c.Kind == hinterland.RiskCase {
			warned[c.Item] = true
		}
	}
	state := a.On(day)
	opens := state == hinterland.IsInForce || state == hinterland.IsProposed
	for _, cause := range causes {
		atRisk := cause.Kind == hinterland.RiskCase
		skips := held[cause] || atRisk && warned[cause.Item] ||
			!opens && cause.Kind != hinterland.KeptBackCase
		warned[cause.Item] = warned[cause.Item] || atRisk
		if len(f.opening) == casesOpened {
			break
		}
		if parties, good := p.Sides(cause); !skips && len(parties) > 0 {
			f.opening = append(f.opening, opening{hinterland.Case{
				Kind: cause.Kind, Agreement: a.ID, Item: cause.Item, Due: cause.Due,
				Event: cause.Event, Scope: cause.Scope, Good: good, Opened: day,
				Owner: parties[0], Deadline: day + hinterland.CaseDays,
			}, parties})
		}
	}
	return f, nil
}

// performance reads what was promised and what has come of it.
func performance(
	tx hinterland.Tx, a hinterland.Agreement,
) (p hinterland.Performance, err error) {
	p.Agreement = a
	if p.Items, err = tx.Items(a.ID); err != nil {
		return p, err
	}
	if p.Commitments, err = tx.Commitments(a.ID, 0); err != nil {
		return p, err
	}
	if p.Events, err = tx.Events(a.ID); err != nil {
		return p, err
	}
	p.Trespasses, err = tx.TrespassesUnder(a.ID)
	if err != nil || len(p.Trespasses) == 0 {
		return p, err
	}
	p.Scopes, err = tx.ScopesBy(scopesOf(p.Trespasses))
	return p, err
}

// Looked is how many cases a look has opened and closed.
type Looked struct {
	Opened int `json:"opened"`
	Closed int `json:"closed"`
}

// suspectsAtOnce is how many agreements are read in one go.
const suspectsAtOnce = 100

// Look looks for cases in the whole region as it stands today. Each agreement
// in which there is something to do gets an entry of its own, so that whoever
// sees the agreement sees it, and no act waits for a whole region.
func (o *Office) Look(ctx context.Context) (done Looked, err error) {
	for after := hinterland.ID[hinterland.Agreement](0); ; {
		acts, last, err := o.suspects(ctx, after)
		if err != nil {
			return done, err
		}
		for i := range acts {
			e, err := o.Do(ctx, Request{Act: &acts[i]})
			if isRefusal(err, hinterland.Conflict) || isRefusal(err, hinterland.NotFound) {
				continue // another has looked meanwhile, or it was undone
			}
			if err != nil {
				return done, err
			}
			if err := done.count(e.Changes); err != nil {
				return done, err
			}
		}
		if last == 0 {
			return done, nil
		}
		after = last
	}
}

// suspects are the looks at the next agreements in which there is something to
// do, and where to go on; 0 at the end.
func (o *Office) suspects(
	ctx context.Context, after hinterland.ID[hinterland.Agreement],
) (acts []LookForCases, last hinterland.ID[hinterland.Agreement], err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		v := &View{tx: tx}
		if err := v.dated(o); err != nil {
			return err
		}
		ids, err := tx.Suspects(v.Today, after, suspectsAtOnce)
		if err != nil {
			return err
		}
		acts, last = nil, 0
		if len(ids) == suspectsAtOnce {
			last = ids[len(ids)-1]
		}
		for _, id := range ids {
			agreement, err := tx.Agreement(id)
			if err != nil {
				return err
			}
			f, err := findings(tx, agreement, v.Today)
			if err != nil {
				return err
			}
			if !f.none() {
				acts = append(acts, LookForCases{Agreement: id, On: v.Today})
			}
		}
		return nil
	})
	return acts, last, err
}

// count adds the cases that an entry has opened and closed.
func (l *Looked) count(changes []hinterland.Change) error {
	for _, c := range changes {
		var row struct {
			Closing string `json:"closing"`
		}
		if c.Table != "cases" {
			continue
		}
		if err := json.Unmarshal([]byte(c.Row), &row); err != nil {
			return err
		}
		if row.Closing == "" {
			l.Opened++
		} else {
			l.Closed++
		}
	}
	return nil
}
