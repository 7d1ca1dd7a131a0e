package office

import (
	"slices"

	"hinterland"
)

// ProposeAgreement puts terms before their parties, as the first version of a
// new agreement. Deliveries may be recorded from then on; whether all have
// assented is shown beside them. The first party is the one that proposes.
// After is the agreement that it was made from, if there is one.
type ProposeAgreement struct {
	hinterland.Terms
	After hinterland.ID[hinterland.Agreement] `json:"after,omitempty"`
}

// Side implements Act.
func (a *ProposeAgreement) Side(*Turn) (hinterland.PartyCode, error) {
	if len(a.Parties) == 0 {
		return "", nil // Check has refused it
	}
	return a.Parties[0], nil
}

// Do implements Act.
func (a *ProposeAgreement) Do(t *Turn) error {
	agreement, err := t.newAgreement(&a.Terms, a.After)
	if err == nil {
		err = t.AddAgreement(agreement)
	}
	if err == nil {
		err = t.propose(&agreement, &a.Terms)
	}
	if err != nil {
		return err
	}
	return t.promise(agreement.ID, &a.Terms)
}

// AmendAgreement proposes other terms for an agreement. What was in force
// stays in force until every party of the new terms has assented to them. A
// version that was proposed before and is not in force lapses. A draft is simply
// written anew.
type AmendAgreement struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Based
	hinterland.Terms
}

func (a *AmendAgreement) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Side implements Act.
func (a *AmendAgreement) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.memberSide(a.Agreement)
}

// Do implements Act.
func (a *AmendAgreement) Do(t *Turn) error {
	agreement, err := t.holdAs(a.Agreement, "amend-agreement")
	if err != nil {
		return err
	}
	if agreement.Stage == hinterland.DraftStage {
		return t.write(&agreement, &a.Terms)
	}
	if err := t.propose(&agreement, &a.Terms); err != nil {
		return err
	}
	if agreement.InForce != 0 {
		return nil
	}
	return t.promise(agreement.ID, &a.Terms) // nothing is in force that it could disturb
}

// propose makes terms the next version of an agreement.
func (t *Turn) propose(agreement *hinterland.Agreement, terms *hinterland.Terms) error {
	version, err := t.freeze(agreement.ID, terms)
	if err != nil {
		return err
	}
	first := agreement.Latest == 0 // which takes the place of a draft's, if it was one
	agreement.Latest++
	agreement.Title, version.Number = terms.Title, agreement.Latest
	if agreement.InForce == 0 {
		agreement.Class, agreement.Last = terms.Class, terms.Last
	}
	if err := t.ChangeAgreement(*agreement); err != nil {
		return err
	}
	if err := t.enrol(agreement.ID, terms.Parties, hinterland.Named); err != nil {
		return err
	}
	if err := t.keepTermsInScope(agreement.ID, terms); err != nil {
		return err
	}
	if first {
		return t.PutDraft(version)
	}
	return t.AddVersion(version)
}

// freeze makes a version of terms, without its number. It refuses what could
// never come into force: parties and goods that are not there, numbers that
// goods do not allow, items that cannot take the place of those there are.
func (t *Turn) freeze(
	id hinterland.ID[hinterland.Agreement], terms *hinterland.Terms,
) (hinterland.Version, error) {
	for i, code := range terms.Parties {
		if _, err := t.Party(code); err != nil {
			return hinterland.Version{}, pointed(err, numberedField("parties", i), string(code))
		}
	}
	if _, err := t.promised(id, terms); err != nil {
		return hinterland.Version{}, err
	}
	called, err := t.called(terms)
	if err != nil {
		return hinterland.Version{}, err
	}
	frozen := hinterland.Frozen{Terms: *terms, Called: called}
	text, digest := frozen.Freeze()
	return hinterland.Version{Agreement: id, Terms: text, Digest: digest}, nil
}

// called is what parties and goods are called that terms name.
func (t *Turn) called(terms *hinterland.Terms) (*hinterland.Called, error) {
	called := &hinterland.Called{}
	for _, code := range terms.Parties {
		party, err := t.Party(code)
		if err != nil {
			return nil, err
		}
		called.Parties = append(called.Parties,
			hinterland.CalledParty{Code: code, Name: party.Name})
	}
	for i := range terms.Items {
		code := terms.Items[i].Good
		if slices.ContainsFunc(called.Goods, func(g hinterland.CalledGood) bool {
			return g.Code == code
		}) {
			continue
		}
		good, err := t.Good(code)
		if err == nil {
			err = terms.Takes(&good)
		}
		if err != nil {
			return nil, pointed(err, numberedField("items", i)+".good", string(code))
		}
		called.Goods = append(called.Goods,
			hinterland.CalledGood{Code: code, Name: good.Name, Unit: good.Unit})
	}
	return called, nil
}

// A promise is what an item of terms comes to.
type promise struct {
	item hinterland.Item
	due  []hinterland.Commitment
	of   hinterland.Good
}

// promised works out what terms come to, with what has come of each item so
// far. It refuses every item that cannot be, each by its fields, and terms that
// leave no room for what was sent already.
func (t *Turn) promised(
	id hinterland.ID[hinterland.Agreement], terms *hinterland.Terms,
) ([]promise, error) {
	former, err := t.Items(id)
	if err != nil {
		return nil, err
	}
	var faults hinterland.Refusals
	promises := make([]promise, len(terms.Items))
	for i := range terms.Items {
		at := numberedField("items", i)
		good, err := t.Good(terms.Items[i].Good)
		if err != nil {
			return nil, pointed(err, at+".good", string(terms.Items[i].Good))
		}
		item, due, found := terms.Items[i].Promise(id, &good)
		item.Class = terms.Class
		for _, f := range former {
			if f.Number != item.Number || len(found) > 0 {
				continue
			}
			replaced, refusal := f.Replace(item)
			if refusal != nil {
				found = append(found, refusal)
			}
			item = replaced
		}
		faults = append(faults, under(at, found)...)
		promises[i] = promise{item, due, good}
	}
	return promises, faults.Err()
}

// promise makes items and commitments what terms say, and keeps what has come
// of them.
func (t *Turn) promise(id hinterland.ID[hinterland.Agreement], terms *hinterland.Terms) error {
	former, err := t.Items(id)
	if err != nil {
		return err
	}
	promises, err := t.promised(id, terms)
	if err != nil {
		return err
	}
	for _, p := range promises {
		former = slices.DeleteFunc(former, func(f hinterland.Item) bool {
			return f.Number == p.item.Number
		})
		if err := t.PutItem(p.item); err != nil {
			return err
		}
		if err := t.schedule(p.item, p.due); err != nil {
			return err
		}
	}
	if err := t.counted(promises); err != nil {
		return err
	}
	return t.close(former)
}

// counted refuses promises in units that have been changed while they were made.
// The items that stand by now keep any later change off.
func (t *Turn) counted(promises []promise) error {
	goods, err := t.Goods()
	if err != nil {
		return err
	}
	now := map[hinterland.GoodCode]hinterland.Good{}
	for _, g := range goods {
		now[g.Code] = g
	}
	for _, p := range promises {
		if g := now[p.of.Code]; g.Unit != p.of.Unit || g.Decimals != p.of.Decimals {
			return hinterland.Refuse(hinterland.Conflict, "good.changed",
				hinterland.Args{"value": p.of.Code})
		}
	}
	return nil
}

// numberedField names the field of the nth part of a list, from 0.
func numberedField(list string, n int) string {
	return list + "." + hinterland.FormatDecimal(int64(n)+1, 0)
}

// schedule makes the commitments of an item what a schedule says, and deals out
// to them what has come of it.
func (t *Turn) schedule(item hinterland.Item, due []hinterland.Commitment) error {
	former, err := t.Commitments(item.Agreement, item.Number)
	if err != nil {
		return err
	}
	kept := func(f hinterland.Commitment) bool {
		same := func(c hinterland.Commitment) bool { return c.Due == f.Due }
		return slices.ContainsFunc(due, same)
	}
	for n := range due {
		for _, f := range former {
			if f.Due == due[n].Due {
				due[n].Meant, due[n].MeantReceived = f.Meant, f.MeantReceived
			}
		}
	}
	if err := t.void(slices.DeleteFunc(former, kept)); err != nil {
		return err
	}
	for _, c := range item.Deal(due) {
		if err := t.PutCommitment(c); err != nil {
			return err
		}
	}
	return nil
}

// void makes commitments be for nothing. They stay, since events have counted
// for them, and are still meant for them.
func (t *Turn) void(former []hinterland.Commitment) error {
	for _, c := range former {
		c.Quantity, c.Sent, c.Received = 0, 0, 0
		if err := t.PutCommitment(c); err != nil {
			return err
		}
	}
	return nil
}

// close ends the items that new terms do not have: nothing more is due for
// them, and nothing more can be sent.
func (t *Turn) close(former []hinterland.Item) error {
	for _, item := range former {
		item.Floor, item.Ceiling = 0, item.Sent
		if err := t.PutItem(item); err != nil {
			return err
		}
		due, err := t.Commitments(item.Agreement, item.Number)
		if err != nil {
			return err
		}
		if err := t.void(due); err != nil {
			return err
		}
	}
	return nil
}

// EndAgreement takes an agreement out of force after a last day, today or
// later. What was delivered stays recorded.
type EndAgreement struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Last      hinterland.Day                      `json:"last"`
	Reason    string                              `json:"reason"`
	Based
}

func (a *EndAgreement) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *EndAgreement) Check() hinterland.Refusals { return checkReason(a.Reason) }

// Side implements Act. Once a version is in force, only those whom it binds
// end it.
func (a *EndAgreement) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.boundSide(a.Agreement)
}

// Do implements Act.
func (a *EndAgreement) Do(t *Turn) error {
	agreement, err := t.holdAs(a.Agreement, "end-agreement")
	if err != nil {
		return err
	}
	if a.Last < t.Today || a.Last == hinterland.Forevermore {
		return hinterland.Refuse(hinterland.Invalid, "day.past",
			hinterland.Args{"today": t.Today}).
			In(hinterland.Where{Column: "last", Value: a.Last.String()})
	}
	if a.Last >= agreement.Ended-1 {
		return hinterland.Refuse(hinterland.Conflict, "agreement.ends",
			hinterland.Args{"last": agreement.Ended - 1}).
			In(hinterland.Where{Column: "last", Value: a.Last.String()})
	}
	agreement.Ended = a.Last + 1
	return t.ChangeAgreement(agreement)
}

// oneFault makes a list of what may be a refusal.
func oneFault(r *hinterland.Refusal) hinterland.Refusals {
	if r == nil {
		return nil
	}
	return hinterland.Refusals{r}
}
