package office

import (
	"cmp"
	"encoding/json"

	"hinterland"
)

// Assent is a party's own yes to a version, given by its signatory. Digest is
// that of the text the signatory has read: another text is refused. When the
// last party has assented the version comes into force.
type Assent struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Version   int                                 `json:"version"`
	Party     hinterland.PartyCode                `json:"party"`
	Digest    string                              `json:"digest"`
}

// Check implements Act.
func (a *Assent) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *Assent) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

// Do implements Act.
func (a *Assent) Do(t *Turn) error {
	return t.assent(hinterland.Assent{
		Agreement: a.Agreement, Version: a.Version, Party: a.Party,
		Manner: hinterland.BySignIn, Person: t.Actor.Person, At: t.At,
	}, a.Digest)
}

// settled implements settling: whoever has given their word, and been given
// the others', takes it back by ending the agreement.
func (a *Assent) settled(t *Turn) error { return t.binding(a.Agreement, a.Version) }

// RecordPaperAssent records that a party has assented on paper, which another
// party of the agreement keeps. It is shown as that party's word, never as
// the signatory's own. File is the digest of the scan, where it is kept here.
type RecordPaperAssent struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Version   int                                 `json:"version"`
	Party     hinterland.PartyCode                `json:"party"`
	Digest    string                              `json:"digest"`
	Document  string                              `json:"document"`
	File      string                              `json:"file,omitempty"`
}

// Check implements Act.
func (a *RecordPaperAssent) Check() hinterland.Refusals {
	faults := oneFault(hinterland.CheckText("document", a.Document, hinterland.MaxName))
	if a.File != "" {
		faults = append(faults, oneFault(hinterland.CheckDigest("file", a.File))...)
	}
	return faults
}

// Side implements Act. It is the act of the member that keeps the paper.
func (a *RecordPaperAssent) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.memberSide(a.Agreement)
}

// Do implements Act.
func (a *RecordPaperAssent) Do(t *Turn) error {
	if a.Party == t.Actor.Party {
		return hinterland.Refuse(hinterland.Conflict, "assent.own", nil).
			In(hinterland.Where{Column: "party", Value: string(a.Party)})
	}
	if _, _, err := t.proposed(a.Agreement, a.Version, a.Party, a.Digest); err != nil {
		return err
	}
	if manned, err := held(t.Tx, a.Party, t.Today); err != nil || manned {
		return cmp.Or(err, t.denied("assent", a.Party)) // it gives its own word
	}
	err := t.assent(hinterland.Assent{
		Agreement: a.Agreement, Version: a.Version, Party: a.Party, File: a.File,
		Manner: hinterland.ByPaper, Document: a.Document, Person: t.Actor.Person, At: t.At,
	}, a.Digest)
	if err == nil && a.File != "" {
		err = t.useScan(a.File)
	}
	return err
}

// useScan keeps a file for good that another's word on paper rests on: a scan.
func (t *Turn) useScan(digest string) error {
	kind, err := t.UseFile(digest)
	if err == nil && !kind.Scanned() {
		err = hinterland.Refuse(hinterland.Invalid, "scan.type", nil).
			In(hinterland.Where{Column: "file"})
	}
	return err
}

// settled implements settling.
func (a *RecordPaperAssent) settled(t *Turn) error { return t.binding(a.Agreement, a.Version) }

// binding refuses once a version is in force, or has been.
func (t *Turn) binding(id hinterland.ID[hinterland.Agreement], version int) error {
	agreement, err := t.HoldAgreement(id)
	if err == nil && agreement.InForce >= version {
		err = hinterland.Refuse(hinterland.Conflict, "assent.binding",
			hinterland.Args{"version": version})
	}
	return err
}

// assent records a yes, and puts the version in force if it was the last one
// that was missing.
func (t *Turn) assent(a hinterland.Assent, digest string) error {
	agreement, terms, err := t.proposed(a.Agreement, a.Version, a.Party, digest)
	if err != nil {
		return err
	}
	if err := t.AddAssent(a); err != nil {
		return err
	}
	found, err := t.Members(a.Agreement)
	if err != nil {
		return err
	}
	given, err := t.Assents(a.Agreement, a.Version)
	if err != nil || len(given) < len(members(found).signers()) {
		return err
	}
	agreement.InForce, agreement.Class, agreement.Last = a.Version, terms.Class, terms.Last
	if err := t.ChangeAgreement(agreement); err != nil {
		return err
	}
	if err := t.enrol(agreement.ID, terms.Parties, hinterland.Bound); err != nil {
		return err
	}
	if err := t.keepTermsInScope(agreement.ID, terms); err != nil {
		return err
	}
	return t.promise(agreement.ID, terms)
}

// proposed holds an agreement and refuses what is not the version that is
// proposed now, by its digest, or does not need a party's assent.
func (t *Turn) proposed(
	id hinterland.ID[hinterland.Agreement], number int, party hinterland.PartyCode, digest string,
) (hinterland.Agreement, *hinterland.Terms, error) {
	agreement, err := t.holdFor(id, "assent", whoseAssent)
	if err != nil {
		return agreement, nil, err
	}
	version, err := t.Version(id, number)
	if err != nil {
		return agreement, nil, err
	}
	if number != agreement.Latest || digest != version.Digest {
		return agreement, nil, hinterland.Refuse(hinterland.Conflict, "assent.other",
			hinterland.Args{"latest": agreement.Latest})
	}
	terms, err := readTerms(version)
	if err != nil {
		return agreement, nil, err
	}
	found, err := t.Members(id)
	if err == nil && !members(found).part(party).Acts() {
		err = hinterland.Refuse(hinterland.Conflict, "assent.stranger", nil).
			In(hinterland.Where{Column: "party", Value: string(party)})
	}
	return agreement, &terms, err
}

// readTerms reads the terms of a version.
func readTerms(v hinterland.Version) (hinterland.Terms, error) {
	frozen, err := readFrozen(v)
	return frozen.Terms, err
}

// readFrozen reads the whole text of a version.
func readFrozen(v hinterland.Version) (hinterland.Frozen, error) {
	var frozen hinterland.Frozen
	err := json.Unmarshal([]byte(v.Terms), &frozen)
	return frozen, err
}
