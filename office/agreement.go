package office

import (
	"encoding/json"
	"slices"

	"hinterland"
)

// ProposeAgreement puts terms before their parties, as the first version of a
// new agreement. Deliveries may be recorded from then on; whether all have
// assented is shown beside them. The first party is the one that proposes.
type ProposeAgreement struct {
	hinterland.Terms
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
	agreement := hinterland.Agreement{
		ID: next[hinterland.Agreement](t), Title: a.Title, Ended: hinterland.Forevermore,
	}
	if err := t.AddAgreement(agreement); err != nil {
		return err
	}
	if err := t.propose(&agreement, &a.Terms); err != nil {
		return err
	}
	return t.promise(agreement.ID, &a.Terms)
}

// AmendAgreement proposes other terms for an agreement. What was in force
// stays in force until every party of the new terms has assented to them. A
// version that was proposed before and is not in force lapses.
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
	agreement, err := t.holdOpen(a.Agreement)
	if err != nil {
		return err
	}
	if err := t.propose(&agreement, &a.Terms); err != nil {
		return err
	}
	if agreement.InForce != 0 {
		return nil
	}
	return t.promise(agreement.ID, &a.Terms) // nothing is in force that it could disturb
}

// propose freezes terms as the next version of an agreement.
func (t *Turn) propose(agreement *hinterland.Agreement, terms *hinterland.Terms) error {
	text, err := json.Marshal(terms)
	if err != nil {
		return err
	}
	agreement.Latest++
	agreement.Title = terms.Title
	if err := t.ChangeAgreement(*agreement); err != nil {
		return err
	}
	for _, code := range terms.Parties {
		if _, err := t.Party(code); err != nil {
			return err
		}
		m := hinterland.Membership{Agreement: agreement.ID, Party: code}
		if err := t.AddMember(m); err != nil {
			return err
		}
	}
	return t.AddVersion(hinterland.Version{
		Agreement: agreement.ID, Number: agreement.Latest, Terms: string(text),
		Digest: terms.Digest(),
	})
}

// promise makes items and commitments what terms say, and keeps what has come
// of them. It refuses terms that leave no room for what was sent already.
func (t *Turn) promise(id hinterland.ID[hinterland.Agreement], terms *hinterland.Terms) error {
	former, err := t.Items(id)
	if err != nil {
		return err
	}
	for i := range terms.Items {
		good, err := t.Good(terms.Items[i].Good)
		if err != nil {
			return err
		}
		item, due, faults := terms.Items[i].Promise(id, &good)
		if len(faults) > 0 {
			return under(itemField(i), faults).Err()
		}
		same := func(f hinterland.Item) bool { return f.Number == item.Number }
		at := slices.IndexFunc(former, same)
		if at >= 0 {
			replaced, refusal := former[at].Replace(item)
			if refusal != nil {
				return refusal.In(hinterland.Where{Column: itemField(i)})
			}
			item, former = replaced, slices.Delete(former, at, at+1)
		}
		if err := t.PutItem(item); err != nil {
			return err
		}
		if err := t.schedule(item, due); err != nil {
			return err
		}
	}
	return t.close(former)
}

func itemField(i int) string { return "items." + hinterland.FormatDecimal(int64(i)+1, 0) }

// schedule makes the commitments of an item what a schedule says.
func (t *Turn) schedule(item hinterland.Item, due []hinterland.Commitment) error {
	former, err := t.Commitments(item.Agreement, item.Number)
	if err != nil {
		return err
	}
	for _, c := range due {
		at := slices.IndexFunc(former, func(f hinterland.Commitment) bool { return f.Due == c.Due })
		if at >= 0 {
			c.Sent, c.Received = former[at].Sent, former[at].Received
			former = slices.Delete(former, at, at+1)
		}
		if c.Sent > c.Quantity {
			return hinterland.Refuse(hinterland.Conflict, "commitment.sent",
				hinterland.Args{"value": c.Due.String()})
		}
		if err := t.PutCommitment(c); err != nil {
			return err
		}
	}
	for _, c := range former {
		if err := t.DropCommitment(c); err != nil {
			return err
		}
	}
	return nil
}

// close takes out of force the items that new terms do not have: nothing more
// is due for them. It refuses if something was sent.
func (t *Turn) close(former []hinterland.Item) error {
	for _, item := range former {
		if item.Sent > 0 {
			return hinterland.Refuse(hinterland.Conflict, "item.sent",
				hinterland.Args{"item": item.Number})
		}
		item.Floor = 0
		if err := t.PutItem(item); err != nil {
			return err
		}
		if err := t.schedule(item, nil); err != nil {
			return err
		}
	}
	return nil
}

// memberSide is the actor's party where that is a member of an agreement;
// else any member, on whose side the actor is not.
func (t *Turn) memberSide(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.PartyCode, error) {
	if _, err := t.Agreement(id); err != nil {
		return "", err
	}
	members, err := t.Members(id)
	if err != nil || len(members) == 0 {
		return "", err
	}
	if slices.Contains(members, t.Actor.Party) {
		return t.Actor.Party, nil
	}
	return members[0], nil
}

// holdOpen holds an agreement that has not ended.
func (t *Turn) holdOpen(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, error) {
	a, err := t.HoldAgreement(id)
	if err == nil {
		err = open(a, t.Today)
	}
	return a, err
}

// open refuses an agreement that has ended.
func open(a hinterland.Agreement, today hinterland.Day) error {
	if a.Ended > today {
		return nil
	}
	return hinterland.Refuse(hinterland.Conflict, "agreement.ended",
		hinterland.Args{"day": a.Ended.String()})
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
func (a *EndAgreement) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *EndAgreement) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.memberSide(a.Agreement)
}

// Do implements Act.
func (a *EndAgreement) Do(t *Turn) error {
	agreement, err := t.holdOpen(a.Agreement)
	if err != nil {
		return err
	}
	if a.Last < t.Today || a.Last == hinterland.Forevermore {
		return hinterland.Refuse(hinterland.Invalid, "day.past",
			hinterland.Args{"today": t.Today.String()}).
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
