package office

import "hinterland"

// A SignBody says which part of a plan is signed. Digest is that of the part
// that was read: another is refused.
type SignBody struct {
	Plan   hinterland.ID[hinterland.KeptPlan] `json:"plan"`
	Party  hinterland.PartyCode               `json:"party"`
	Digest string                             `json:"digest"`
}

// SignPlan is a party's own yes to its part of a plan, given by its signatory.
// When the last party has signed the plan comes into force.
type SignPlan struct{ SignBody }

// Check implements Act.
func (a *SignPlan) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *SignPlan) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

// Do implements Act.
func (a *SignPlan) Do(t *Turn) error {
	return t.signPlan(&a.SignBody, hinterland.PlanSignature{Manner: hinterland.BySignIn})
}

// settled implements settling: what binds all is taken back by closing the plan.
func (b *SignBody) settled(t *Turn) error {
	k, err := t.HoldPlan(b.Plan)
	if err == nil && (k.State == hinterland.IsInForce || k.State == hinterland.IsClosed) {
		err = hinterland.Refuse(hinterland.Conflict, "plan.binding", nil)
	}
	return err
}

// RecordPlanPaper records that a party in which nobody holds a post has signed
// its part on paper, which the office keeps. File is the digest of the scan,
// where it is kept here.
type RecordPlanPaper struct {
	SignBody
	Document string `json:"document"`
	File     string `json:"file,omitempty"`
}

// Check implements Act.
func (a *RecordPlanPaper) Check() hinterland.Refusals {
	faults := oneFault(hinterland.CheckText("document", a.Document, hinterland.MaxName))
	if a.File != "" {
		faults = append(faults, oneFault(hinterland.CheckDigest("file", a.File))...)
	}
	return faults
}

// Side implements Act. Once somebody holds a post in the party, it gives its own
// word.
func (a *RecordPlanPaper) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

func (a *RecordPlanPaper) together(*Turn) (bool, error) { return true, nil }

// Do implements Act.
func (a *RecordPlanPaper) Do(t *Turn) error {
	if a.Party == t.Actor.Party {
		return hinterland.Refuse(hinterland.Conflict, "assent.own", nil).
			In(hinterland.At("party", string(a.Party)))
	}
	err := t.signPlan(&a.SignBody, hinterland.PlanSignature{
		Manner: hinterland.ByPaper, Document: a.Document, File: a.File,
	})
	if err == nil && a.File != "" {
		err = t.useScan(a.File)
	}
	return err
}

// A signing is what of a plan there is to sign: the digest of each part, and how
// many are not signed. A batch that brings the papers of a thousand parties reads it
// once: while the plan is held nobody else signs.
type signing struct {
	parts map[hinterland.PartyCode]string
	open  int
}

func (t *Turn) signing(plan hinterland.ID[hinterland.KeptPlan]) (*signing, error) {
	parts, err := t.PlanParts(plan)
	if err != nil {
		return nil, err
	}
	given, err := t.PlanSignatures(plan)
	s := &signing{map[hinterland.PartyCode]string{}, len(parts) - len(given)}
	for _, p := range parts {
		s.parts[p.Party] = p.Digest
	}
	return s, err
}

// signPlan records a yes, and puts the plan in force if it was the last one that
// was missing.
func (t *Turn) signPlan(b *SignBody, s hinterland.PlanSignature) error {
	k, err := t.HoldPlan(b.Plan)
	if err != nil {
		return err
	}
	if t.signs == nil {
		t.signs = map[hinterland.ID[hinterland.KeptPlan]]*signing{}
	}
	of, err := kept(t.signs, b.Plan, t.signing)
	if err != nil {
		return err
	}
	by := hinterland.Missing
	if of.open == 1 {
		by = hinterland.LastMissing
	}
	to, refusal := k.Ask("sign-plan", by)
	if refusal != nil {
		return refusal
	}
	digest, has := of.parts[b.Party]
	if !has {
		return hinterland.Refuse(hinterland.Conflict, "plan.stranger", nil).
			In(hinterland.At("party", string(b.Party)))
	}
	if digest != b.Digest {
		return hinterland.Refuse(hinterland.Conflict, "plan.part", nil).
			In(hinterland.At("digest", b.Digest))
	}
	s.Plan, s.Party, s.Person, s.At = b.Plan, b.Party, t.Actor.Person, t.At
	if err := t.AddPlanSignature(s); err != nil {
		return err
	}
	if of.open--; to == k.State {
		return nil
	}
	if err := t.replace(k.Former); err != nil {
		return err
	}
	k.State = to
	return t.ChangePlan(k)
}

// replace closes a plan in whose place another comes into force.
func (t *Turn) replace(former hinterland.ID[hinterland.KeptPlan]) error {
	if former == 0 {
		return nil
	}
	k, err := t.HoldPlan(former)
	if err != nil || k.State != hinterland.IsInForce {
		return err
	}
	to, refusal := k.Ask("close-plan", hinterland.Keeping)
	if refusal != nil {
		return refusal
	}
	k.State = to
	return t.ChangePlan(k)
}
