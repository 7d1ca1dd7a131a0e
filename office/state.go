package office

import (
	"slices"

	"hinterland"
)

// DraftAgreement keeps terms that nobody else is shown yet: a text that only the
// party sees whose it is, and to which nobody can assent. It is written anew by
// amend-agreement, and proposed by propose-draft.
type DraftAgreement struct {
	hinterland.Terms
	After hinterland.ID[hinterland.Agreement] `json:"after,omitempty"`
}

// Side implements Act.
func (a *DraftAgreement) Side(*Turn) (hinterland.PartyCode, error) {
	if len(a.Parties) == 0 {
		return "", nil // Check has refused it
	}
	return a.Parties[0], nil
}

// Do implements Act.
func (a *DraftAgreement) Do(t *Turn) error {
	agreement, err := t.newAgreement(&a.Terms, a.After)
	if err != nil {
		return err
	}
	agreement.Stage = hinterland.DraftStage
	if err := t.AddAgreement(agreement); err != nil {
		return err
	}
	return t.write(&agreement, &a.Terms)
}

// newAgreement begins an agreement with terms, after a former one that the actor
// sees, if there is one.
func (t *Turn) newAgreement(
	terms *hinterland.Terms, after hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, error) {
	if after != 0 {
		if _, err := t.membersOf(after); err != nil {
			return hinterland.Agreement{}, pointed(err, "after", after.String())
		}
	}
	return hinterland.Agreement{
		ID: next[hinterland.Agreement](t), Title: terms.Title, Ended: hinterland.Forevermore,
		After: after,
	}, nil
}

// write makes terms the text of a draft.
func (t *Turn) write(draft *hinterland.Agreement, terms *hinterland.Terms) error {
	version, err := t.freeze(draft.ID, terms)
	if err != nil {
		return err
	}
	draft.Title, draft.Latest, version.Number = terms.Title, 1, 1
	if err := t.ChangeAgreement(*draft); err != nil {
		return err
	}
	seen, err := t.Members(draft.ID) // both parties, if it was made by a plan
	if err == nil && len(seen) == 0 {
		err = t.enrol(draft.ID, []hinterland.PartyCode{t.Actor.Party}, hinterland.Named)
	}
	if err != nil {
		return err
	}
	return t.PutDraft(version)
}

// ProposeDraft puts a draft before its parties, as it stands.
type ProposeDraft struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Based
}

func (a *ProposeDraft) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *ProposeDraft) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *ProposeDraft) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.memberSide(a.Agreement)
}

// Do implements Act. What terms may say can have changed since the draft was
// written, and so is asked again.
func (a *ProposeDraft) Do(t *Turn) error {
	agreement, err := t.holdAs(a.Agreement, "propose-draft")
	if err != nil {
		return err
	}
	version, err := t.Version(a.Agreement, agreement.Latest)
	if err != nil {
		return err
	}
	terms, err := readTerms(version)
	if err == nil {
		err = terms.Check().Err()
	}
	if err != nil {
		return err
	}
	agreement.Stage, agreement.Latest = hinterland.OpenStage, 0
	if err := t.propose(&agreement, &terms); err != nil {
		return err
	}
	return t.promise(agreement.ID, &terms)
}

// DropDraft takes a draft away.
type DropDraft struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Based
}

func (a *DropDraft) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *DropDraft) Check() hinterland.Refusals { return nil }

// Side implements Act. A draft that is gone was its party's, which alone sees the
// entry that could be undone.
func (a *DropDraft) Side(t *Turn) (hinterland.PartyCode, error) {
	if _, err := t.Agreement(a.Agreement); isRefusal(err, hinterland.NotFound) {
		return t.Actor.Party, nil
	}
	return t.memberSide(a.Agreement)
}

// Do implements Act. The draft is noted once more before it goes, so that the
// entry is known for one about a draft.
func (a *DropDraft) Do(t *Turn) error {
	draft, err := t.holdAs(a.Agreement, "drop-draft")
	if err != nil {
		return err
	}
	if err := t.ChangeAgreement(draft); err != nil {
		return err
	}
	return t.DropDraft(a.Agreement)
}

// SuspendAgreement keeps an agreement from being due until a day, which is the
// first on which it holds again. Who has suspended it can change the day. What
// falls due meanwhile is due on that day; nothing is sent before, and what is
// under way may come.
type SuspendAgreement struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Until     hinterland.Day                      `json:"until"`
	Reason    string                              `json:"reason"`
	Based
}

func (a *SuspendAgreement) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *SuspendAgreement) Check() hinterland.Refusals { return checkReason(a.Reason) }

// Side implements Act.
func (a *SuspendAgreement) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.boundSide(a.Agreement)
}

// Do implements Act.
func (a *SuspendAgreement) Do(t *Turn) error {
	agreement, err := t.holdAs(a.Agreement, "suspend-agreement")
	if err != nil {
		return err
	}
	if a.Until <= t.Today || a.Until >= agreement.Ended {
		return hinterland.Refuse(hinterland.Invalid, "suspend.until",
			hinterland.Args{"today": t.Today}).
			In(hinterland.Where{Column: "until", Value: a.Until.String()})
	}
	agreement.Pause(t.Today, a.Until)
	agreement.PausedBy, agreement.Reason = t.Actor.Party, a.Reason
	return t.ChangeAgreement(agreement)
}

// ResumeAgreement lets an agreement hold again from today, before the day until
// which it was suspended.
type ResumeAgreement struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Based
}

func (a *ResumeAgreement) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *ResumeAgreement) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *ResumeAgreement) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.boundSide(a.Agreement)
}

// Do implements Act.
func (a *ResumeAgreement) Do(t *Turn) error {
	agreement, err := t.holdAs(a.Agreement, "resume-agreement")
	if err != nil {
		return err
	}
	agreement.Paused.To = t.Today
	return t.ChangeAgreement(agreement)
}

// CloseAgreement says that an agreement has been kept: everything that was firm
// was received, up to its floor. Nothing more is due from then on.
type CloseAgreement struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Based
}

func (a *CloseAgreement) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *CloseAgreement) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *CloseAgreement) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.boundSide(a.Agreement)
}

// Do implements Act.
func (a *CloseAgreement) Do(t *Turn) error {
	agreement, err := t.holdAs(a.Agreement, "close-agreement")
	if err != nil {
		return err
	}
	items, err := t.Items(a.Agreement)
	if err != nil {
		return err
	}
	for _, item := range items {
		if item.Effort.Binds() && item.Received < item.Floor {
			return hinterland.Refuse(hinterland.Conflict, "close.floor",
				hinterland.Args{"item": item.Number})
		}
	}
	agreement.Stage, agreement.Ended = hinterland.FulfilledStage, t.Today
	return t.ChangeAgreement(agreement)
}

// DeclareBreach is the word of who suffered it that an agreement was broken:
// something firm is late. A best effort never breaks one.
type DeclareBreach struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Reason    string                              `json:"reason"`
	Based
}

func (a *DeclareBreach) row() hinterland.Change { return rowOf("agreement", int64(a.Agreement)) }

// Check implements Act.
func (a *DeclareBreach) Check() hinterland.Refusals { return checkReason(a.Reason) }

// Side implements Act.
func (a *DeclareBreach) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.boundSide(a.Agreement)
}

// Do implements Act.
func (a *DeclareBreach) Do(t *Turn) error {
	agreement, err := t.HoldAgreement(a.Agreement)
	if err != nil {
		return err
	}
	suffers, err := t.suffers(&agreement, t.Actor.Party)
	if err != nil {
		return err
	}
	if refusal := agreement.Ask("declare-breach", suffers, t.Today); refusal != nil {
		if refusal.Reason == "agreement.side" {
			refusal = hinterland.Refuse(hinterland.Conflict, "breach.late", nil)
		}
		return refusal
	}
	agreement.Stage, agreement.Ended = hinterland.BreachedStage, t.Today
	agreement.Reason = a.Reason
	return t.ChangeAgreement(agreement)
}

// suffers reports whether something firm is late that a party is to be given.
func (t *Turn) suffers(
	agreement *hinterland.Agreement, party hinterland.PartyCode,
) (hinterland.Footing, error) {
	items, err := t.Items(agreement.ID)
	if err != nil {
		return 0, err
	}
	commitments, err := t.Commitments(agreement.ID, 0)
	for _, item := range items {
		due := slices.DeleteFunc(slices.Clone(commitments), func(c hinterland.Commitment) bool {
			return c.Item != item.Number
		})
		stands := item.Stand(agreement, due, t.Today)
		if item.To == party && item.Effort.Binds() && stands.Late > 0 {
			return hinterland.Sufferer, err
		}
	}
	return 0, err
}

// holdFor holds an agreement for an act, and refuses one that a footing may not
// do as the agreement stands.
func (t *Turn) holdFor(
	id hinterland.ID[hinterland.Agreement], act string, by hinterland.Footing,
) (hinterland.Agreement, error) {
	agreement, err := t.HoldAgreement(id)
	if err != nil {
		return agreement, err
	}
	if refusal := agreement.Ask(act, by, t.Today); refusal != nil {
		return agreement, refusal
	}
	return agreement, nil
}

// holdAs does so on the footing of the actor's party.
func (t *Turn) holdAs(
	id hinterland.ID[hinterland.Agreement], act string,
) (hinterland.Agreement, error) {
	agreement, err := t.HoldAgreement(id)
	if err != nil {
		return agreement, err
	}
	found, err := t.Members(id)
	if err != nil {
		return agreement, err
	}
	return t.holdFor(id, act, footing(&agreement, found, t.Actor.Party))
}

// whoseAssent are the footings of a party whose assent is given.
const whoseAssent = hinterland.Missing | hinterland.LastMissing

// footing is how a member stands to an agreement.
func footing(
	agreement *hinterland.Agreement, found members, party hinterland.PartyCode,
) hinterland.Footing {
	var by hinterland.Footing
	part := found.part(party)
	if part.Acts() {
		by |= hinterland.Member
	}
	if part&hinterland.Bound != 0 || part.Acts() && agreement.InForce == 0 {
		by |= hinterland.Binding
	}
	if agreement.PausedBy == party {
		by |= hinterland.Pauser
	}
	return by
}

// boundSide is the actor's party where the agreement binds it, or would if it
// were in force; else one that it binds, on whose side the actor is not.
func (t *Turn) boundSide(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.PartyCode, error) {
	side, err := t.memberSide(id)
	if err != nil {
		return "", err
	}
	found, err := t.membersOf(id)
	if err != nil || found.part(side)&hinterland.Bound != 0 {
		return side, err
	}
	for _, m := range found {
		if m.Part&hinterland.Bound != 0 {
			return m.Party, nil
		}
	}
	return side, nil
}

// checkReason refuses a reason that is no text.
func checkReason(reason string) hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", reason, hinterland.MaxName))
}
