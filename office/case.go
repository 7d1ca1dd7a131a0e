package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// RaiseCase tells of a conflict that a party has with another: under an
// agreement, whose parties it then concerns, or with parties that it names. The
// party that raises it owns it until another takes it on.
type RaiseCase struct {
	Party     hinterland.PartyCode                `json:"party"`
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement,omitempty"`
	With      []hinterland.PartyCode              `json:"with,omitempty"`
	Good      hinterland.GoodCode                 `json:"good,omitempty"`
	Text      string                              `json:"text"`
	Deadline  hinterland.Day                      `json:"deadline"`
}

// Check implements Act.
func (a *RaiseCase) Check() hinterland.Refusals {
	faults := oneFault(hinterland.CheckText("text", a.Text, hinterland.MaxNote))
	if (a.Agreement == 0) == (len(a.With) == 0) || len(a.With) > hinterland.MaxParties {
		faults = append(faults, hinterland.Refuse(hinterland.Invalid, "case.about",
			hinterland.Args{"most": hinterland.MaxParties}).In(hinterland.At("with", "")))
	}
	for i, p := range a.With {
		if p == a.Party || slices.Contains(a.With[:i], p) {
			faults = append(faults, hinterland.Refuse(hinterland.Conflict, "party.repeated", nil).
				In(hinterland.At(numberedField("with", i), string(p))))
		}
	}
	return faults
}

// Side implements Act.
func (a *RaiseCase) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

// Do implements Act.
func (a *RaiseCase) Do(t *Turn) error {
	parties, err := a.parties(t)
	if err != nil {
		return err
	}
	if a.Good != "" {
		if _, err := t.Good(a.Good); err != nil {
			return pointed(err, "good", string(a.Good))
		}
	}
	c := hinterland.Case{
		ID: next[hinterland.Case](t), Kind: hinterland.ConflictCase, Agreement: a.Agreement,
		Good: a.Good, Text: a.Text, Raised: a.Party, Opened: t.Today, Owner: a.Party,
		Deadline: a.Deadline,
	}
	if refusal := c.CheckDeadline(t.Today); refusal != nil {
		return refusal
	}
	_, err = t.openCase(c, parties)
	return err
}

// parties are those whom the case concerns.
func (a *RaiseCase) parties(t *Turn) ([]hinterland.PartyCode, error) {
	if a.Agreement != 0 {
		found, err := t.membersOf(a.Agreement)
		if err == nil && !found.part(a.Party).Acts() {
			err = hinterland.Refuse(hinterland.Conflict, "case.stranger", nil).
				In(hinterland.At("party", string(a.Party)))
		}
		if err == nil && len(found.signers()) < 2 { // a draft, which nobody else has seen
			err = hinterland.Refuse(hinterland.Invalid, "case.about",
				hinterland.Args{"most": hinterland.MaxParties}).In(hinterland.At("agreement", ""))
		}
		return found.signers(), err
	}
	for i, p := range append([]hinterland.PartyCode{a.Party}, a.With...) {
		field := "party"
		if i > 0 {
			field = numberedField("with", i-1)
		}
		if _, err := t.Party(p); err != nil {
			return nil, pointed(err, field, string(p))
		}
	}
	return append([]hinterland.PartyCode{a.Party}, a.With...), nil
}

// openCase records a case and whom it concerns; false means that there is one
// of its cause.
func (t *Turn) openCase(c hinterland.Case, parties []hinterland.PartyCode) (bool, error) {
	added, err := t.AddCase(c)
	if err != nil || !added {
		return added, err
	}
	for _, p := range parties {
		if err := t.PutConcern(hinterland.Concern{Case: c.ID, Party: p, Open: 1}); err != nil {
			return true, err
		}
	}
	return true, nil
}

// closeCase records that a case, which is held, has been closed.
func (t *Turn) closeCase(c *hinterland.Case) error {
	if err := t.ChangeCase(*c); err != nil {
		return err
	}
	concerned, err := t.Concerned(c.ID)
	for _, one := range concerned {
		one.Open = 0
		if err := t.PutConcern(one); err != nil {
			return err
		}
	}
	return err
}

// OnCase is what every act about a case begins with.
type OnCase struct {
	Case hinterland.ID[hinterland.Case] `json:"case"`
}

// concerned lists the parties whom the case concerns. To whom it does not, and
// who does not keep the region, it looks as if it were not there.
func (a OnCase) concerned(t *Turn) ([]hinterland.PartyCode, error) {
	v, err := t.view()
	if err != nil {
		return nil, err
	}
	_, parties, err := v.caseSeen(a.Case)
	return parties, err
}

// ownSide is the actor's party where the case concerns it; else another that it
// does concern, on whose side the actor is not.
func (a OnCase) ownSide(t *Turn) (hinterland.PartyCode, error) {
	parties, err := a.concerned(t)
	if err != nil || slices.Contains(parties, t.Actor.Party) {
		return t.Actor.Party, err
	}
	return parties[0], nil // every case concerns somebody
}

// together reports whether a case concerns the actor's party too.
func (a OnCase) together(t *Turn) (bool, error) {
	parties, err := a.concerned(t)
	return slices.Contains(parties, t.Actor.Party), err
}

// hold holds the case and refuses one that is closed.
func (a OnCase) hold(t *Turn) (hinterland.Case, error) {
	c, err := t.HoldCase(a.Case)
	if err == nil && !c.Open() {
		err = hinterland.Refuse(hinterland.Conflict, "case.closed",
			hinterland.Args{"day": c.Closed})
	}
	return c, err
}

// remark adds a step to the history of a case.
func (t *Turn) remark(
	c *hinterland.Case, r hinterland.Remark,
) (hinterland.ID[hinterland.Remark], error) {
	r.ID, r.Case, r.Agreement = next[hinterland.Remark](t), c.ID, c.Agreement
	r.Person, r.At = t.Actor.Person, t.At
	return r.ID, t.AddRemark(r)
}

// CommentCase says something about a case.
type CommentCase struct {
	OnCase
	Text string `json:"text"`
}

// Check implements Act.
func (a *CommentCase) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("text", a.Text, hinterland.MaxNote))
}

// Side implements Act.
func (a *CommentCase) Side(t *Turn) (hinterland.PartyCode, error) { return a.ownSide(t) }

// Do implements Act. A closed case can still be commented: what was overlooked
// is said where people look for it.
func (a *CommentCase) Do(t *Turn) error {
	c, err := t.HoldCase(a.Case)
	if err != nil {
		return err
	}
	_, err = t.remark(&c, hinterland.Remark{
		Kind: hinterland.Commented, Text: a.Text, Party: t.Actor.Party,
	})
	return err
}

// AssignCase says who sees to a case by when. A party takes it upon itself and
// may name one of its people; who keeps the region may give it to any party that
// it concerns.
type AssignCase struct {
	OnCase
	Owner    hinterland.PartyCode             `json:"owner"`
	Person   hinterland.ID[hinterland.Person] `json:"person,omitempty"`
	Deadline hinterland.Day                   `json:"deadline"`
	Based
}

func (a *AssignCase) row() hinterland.Change { return rowOf("cases", int64(a.Case)) }

// Check implements Act.
func (a *AssignCase) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *AssignCase) Side(t *Turn) (hinterland.PartyCode, error) {
	_, err := a.concerned(t)
	return a.Owner, err
}

// Do implements Act.
func (a *AssignCase) Do(t *Turn) error {
	c, err := a.hold(t)
	if err != nil {
		return err
	}
	parties, err := a.concerned(t)
	if err != nil {
		return err
	}
	if !slices.Contains(parties, a.Owner) {
		return hinterland.Refuse(hinterland.Conflict, "case.stranger", nil).
			In(hinterland.At("owner", string(a.Owner)))
	}
	if err := t.holdsPost(a.Person, a.Owner); err != nil {
		return err
	}
	c.Owner, c.Person, c.Deadline = a.Owner, a.Person, a.Deadline
	if refusal := c.CheckDeadline(t.Today); refusal != nil {
		return refusal
	}
	if err := t.ChangeCase(c); err != nil {
		return err
	}
	_, err = t.remark(&c, hinterland.Remark{
		Kind: hinterland.Assigned, Party: t.Actor.Party, Owner: c.Owner, Deadline: c.Deadline,
	})
	return err
}

// holdsPost refuses a person who holds no post in a party today; nobody passes.
func (t *Turn) holdsPost(
	person hinterland.ID[hinterland.Person], party hinterland.PartyCode,
) error {
	if person == 0 {
		return nil
	}
	duties, err := dutiesOf(t.Tx, Actor{Person: person, Party: party}, t.Today)
	if err == nil && len(duties) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "case.person", nil).
			In(hinterland.At("person", person.String()))
	}
	return err
}

// ProposeClosing proposes on what a case is to be closed, and takes the place of
// any proposal before. Who proposes agrees; it closes when all others whom the
// case concerns have.
type ProposeClosing struct {
	OnCase
	Text string `json:"text"`
}

// Check implements Act.
func (a *ProposeClosing) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("text", a.Text, hinterland.MaxNote))
}

// Side implements Act.
func (a *ProposeClosing) Side(t *Turn) (hinterland.PartyCode, error) { return a.ownSide(t) }

// Do implements Act.
func (a *ProposeClosing) Do(t *Turn) error {
	c, err := a.hold(t)
	if err != nil {
		return err
	}
	c.Proposal, err = t.remark(&c, hinterland.Remark{
		Kind: hinterland.ClosingOffered, Text: a.Text, Party: t.Actor.Party,
	})
	if err != nil {
		return err
	}
	return t.ChangeCase(c)
}

// AgreeClosing is a party's agreement to close a case on a proposal. For a party
// without account another that the case concerns may write it down, with the
// document that it rests on.
type AgreeClosing struct {
	OnCase
	Proposal hinterland.ID[hinterland.Remark] `json:"proposal"`
	Party    hinterland.PartyCode             `json:"party"`
	Document string                           `json:"document,omitempty"`
	File     string                           `json:"file,omitempty"`
}

// Check implements Act.
func (a *AgreeClosing) Check() hinterland.Refusals {
	var faults hinterland.Refusals
	if a.Document != "" {
		faults = oneFault(hinterland.CheckText("document", a.Document, hinterland.MaxName))
	}
	if a.File != "" {
		faults = append(faults, oneFault(hinterland.CheckDigest("file", a.File))...)
	}
	return faults
}

// Side implements Act.
func (a *AgreeClosing) Side(t *Turn) (hinterland.PartyCode, error) {
	parties, err := a.concerned(t)
	if err == nil && !slices.Contains(parties, a.Party) {
		err = hinterland.Refuse(hinterland.Conflict, "case.stranger", nil).
			In(hinterland.At("party", string(a.Party)))
	}
	return a.Party, err
}

// Do implements Act.
func (a *AgreeClosing) Do(t *Turn) error {
	c, err := a.hold(t)
	if err != nil {
		return err
	}
	if c.Proposal == 0 || c.Proposal != a.Proposal {
		return hinterland.Refuse(hinterland.Conflict, "closing.other", nil).
			In(hinterland.At("proposal", a.Proposal.String()))
	}
	file, err := t.caseFile(c)
	if err != nil {
		return err
	}
	if !slices.Contains(file.Missing(), a.Party) {
		return hinterland.Refuse(hinterland.Conflict, "closing.twice",
			hinterland.Args{"value": a.Party})
	}
	told := t.toldTo(a.Party)
	if (told == "") != (a.Document == "") || told == "" && a.File != "" {
		return hinterland.Refuse(hinterland.Invalid, "closing.document", nil).
			In(hinterland.At("document", a.Document))
	}
	if a.File != "" {
		if err := t.useScan(a.File); err != nil {
			return err
		}
	}
	if _, err := t.remark(&c, hinterland.Remark{
		Kind: hinterland.ClosingAgreed, About: c.Proposal, Party: a.Party, ToldTo: told,
		Document: a.Document, File: a.File,
	}); err != nil {
		return err
	}
	if file, err = t.caseFile(c); err != nil || len(file.Missing()) > 0 {
		return err
	}
	c.Close(hinterland.ClosedByAgreement, file.Offered().Text, t.Today)
	return t.closeCase(&c)
}

// WithdrawCase closes a case whose raiser does not uphold it.
type WithdrawCase struct {
	OnCase
	Reason string `json:"reason"`
}

// Check implements Act.
func (a *WithdrawCase) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *WithdrawCase) Side(t *Turn) (hinterland.PartyCode, error) {
	if _, err := a.concerned(t); err != nil {
		return "", err
	}
	c, err := t.Case(a.Case)
	return cmp.Or(c.Raised, t.Actor.Party), err
}

// Do implements Act.
func (a *WithdrawCase) Do(t *Turn) error {
	c, err := a.hold(t)
	if err != nil {
		return err
	}
	if c.Raised == "" {
		return hinterland.Refuse(hinterland.Conflict, "case.itself", nil)
	}
	c.Close(hinterland.Withdrawn, a.Reason, t.Today)
	return t.closeCase(&c)
}
