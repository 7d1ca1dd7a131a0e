package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// AttachFile puts a file on a record: on an agreement, an event, a case, a
// fund, a scope or a party. Who may see the record may see the file; a party to
// the record may put one there, and who keeps the region on what it sees.
type AttachFile struct {
	Noun   hinterland.RecordKind `json:"noun"`
	Record string                `json:"record"`
	Name   string                `json:"name"`
	File   string                `json:"file"`
}

// Check implements Act.
func (a *AttachFile) Check() hinterland.Refusals {
	_, wrong := hinterland.ParseRecord(a.Noun, a.Record)
	return slices.Concat(oneFault(wrong),
		oneFault(hinterland.CheckText("name", a.Name, hinterland.MaxName)),
		oneFault(hinterland.CheckDigest("file", a.File)))
}

// Side implements Act.
func (a *AttachFile) Side(t *Turn) (hinterland.PartyCode, error) {
	to, err := a.to(t)
	if err != nil || slices.Contains(to.parties, t.Actor.Party) {
		return t.Actor.Party, err
	}
	return to.parties[0], nil
}

// Do implements Act.
func (a *AttachFile) Do(t *Turn) error {
	to, err := a.to(t)
	if err != nil {
		return err
	}
	beside, err := t.Attachments(to.record)
	if err != nil {
		return err
	}
	if twice := a.standsAmong(beside, t.Actor.Party); twice != nil {
		return twice
	}
	place, full := hinterland.Room(beside)
	if full != nil {
		return full
	}
	if _, err := t.UseFile(a.File); err != nil {
		return err
	}
	return t.AddAttachment(hinterland.Attachment{
		On: to.record, Ordinal: place, Agreement: to.agreement, Name: a.Name, File: a.File,
		Party: t.Actor.Party, Person: t.Actor.Person, At: t.At,
	})
}

// standsAmong refuses a file that its party has put on the record already. Of two
// who do so at once the second meets the first one's place.
func (a *AttachFile) standsAmong(
	beside []hinterland.Attachment, party hinterland.PartyCode,
) error {
	for _, f := range beside {
		if f.File == a.File && f.Party == party {
			return hinterland.Refuse(hinterland.Conflict, "file.twice",
				hinterland.Args{"name": f.Name}).In(hinterland.At("file", ""))
		}
	}
	return nil
}

// to is the record that the file is for. One that the actor may not see is
// refused as if it were not there.
func (a *AttachFile) to(t *Turn) (*holding, error) {
	record, wrong := hinterland.ParseRecord(a.Noun, a.Record)
	if wrong != nil {
		return nil, wrong
	}
	v, err := t.view()
	if err != nil {
		return nil, err
	}
	h, err := v.holding(record)
	return h, pointed(err, "record", a.Record)
}

// A holding is a record with what the files on it hang on: who are parties to it,
// at least one, and the agreement that it is about.
type holding struct {
	record    hinterland.Record
	parties   []hinterland.PartyCode
	agreement hinterland.ID[hinterland.Agreement]
}

// holding finds a record, or refuses. A draft holds no files: nobody else sees
// it, and what is on it would be seen of whom it is proposed to.
func (v *View) holding(r hinterland.Record) (h *holding, err error) {
	h = &holding{record: r}
	switch r.Kind {
	case hinterland.OnAgreement:
		h.agreement = hinterland.ID[hinterland.Agreement](r.Number)
		h.parties, err = v.partiesTo(h.agreement)
	case hinterland.OnEvent:
		var e hinterland.Event
		if e, err = v.tx.Event(hinterland.ID[hinterland.Event](r.Number)); err == nil {
			h.agreement = e.Agreement
			h.parties, err = v.partiesTo(e.Agreement)
		}
		if isRefusal(err, hinterland.NotFound) {
			err = hinterland.Refuse(hinterland.NotFound, "event.unknown",
				hinterland.Args{"value": r.Called()})
		}
	case hinterland.OnCase:
		var c hinterland.Case
		c, h.parties, err = v.caseSeen(hinterland.ID[hinterland.Case](r.Number))
		h.agreement = c.Agreement
	case hinterland.OnFund:
		h.parties, err = v.partiesOfFund(hinterland.ID[hinterland.Fund](r.Number))
	case hinterland.OnScope:
		var s hinterland.DatedScope
		s, err = v.Scope(hinterland.ID[hinterland.DatedScope](r.Number))
		h.parties = []hinterland.PartyCode{s.Buyer}
	default:
		var found []hinterland.Party
		found, err = v.PartiesBy([]hinterland.PartyCode{r.Code})
		if err == nil && len(found) == 0 {
			err = hinterland.Refuse(hinterland.NotFound, "party.unknown",
				hinterland.Args{"value": r.Code})
		}
		h.parties = []hinterland.PartyCode{r.Code}
	}
	if err != nil {
		return nil, err
	}
	return h, nil
}

// partiesTo are those who may act under an agreement that the actor may see.
func (v *View) partiesTo(
	id hinterland.ID[hinterland.Agreement],
) ([]hinterland.PartyCode, error) {
	agreement, err := v.tx.Agreement(id)
	if err != nil {
		return nil, err
	}
	if seen, err := v.seesAgreement(id); err != nil || !seen {
		return nil, cmp.Or(err, error(hinterland.Refuse(hinterland.NotFound, "agreement.unknown",
			hinterland.Args{"value": id.String()})))
	}
	if agreement.Stage == hinterland.DraftStage {
		return nil, hinterland.Refuse(hinterland.Conflict, "file.draft", nil)
	}
	found, err := v.tx.Members(id)
	return members(found).signers(), err
}

// partiesOfFund are its trustee and all who bring something or ask for something.
func (v *View) partiesOfFund(
	id hinterland.ID[hinterland.Fund],
) ([]hinterland.PartyCode, error) {
	d, err := v.Fund(id)
	if err != nil {
		return nil, err
	}
	parties := []hinterland.PartyCode{d.Trustee}
	for i := range d.Pledges {
		parties = append(parties, d.Pledges[i].Party)
	}
	for i := range d.Applications {
		parties = append(parties, d.Applications[i].Party)
	}
	return parties, nil
}

// Files are those on a record that the actor may see.
func (v *View) Files(on hinterland.Record) ([]hinterland.Attachment, error) {
	h, err := v.holding(on)
	if err != nil {
		return nil, err
	}
	return v.tx.Attachments(h.record)
}

// FilesUnder are those on an agreement that has been read, and on its events.
func (v *View) FilesUnder(d *Dossier) ([]hinterland.Attachment, error) {
	return v.tx.AttachmentsUnder(d.ID)
}

// FileName is what a file is called on which a record that the actor may see
// rests, or a word given on it; scans have no name. It refuses one that nothing
// there rests on.
func (v *View) FileName(on hinterland.Record, digest string) (string, error) {
	files, err := v.Files(on)
	if err != nil {
		return "", err
	}
	for i := range files {
		if files[i].File == digest {
			return files[i].Name, nil
		}
	}
	rests := false
	switch on.Kind {
	case hinterland.OnAgreement:
		d, err := v.Agreement(hinterland.ID[hinterland.Agreement](on.Number))
		if err != nil {
			return "", err
		}
		rests = d.RestsOn(digest)
	case hinterland.OnCase:
		f, err := v.Case(hinterland.ID[hinterland.Case](on.Number))
		if err != nil {
			return "", err
		}
		rests = slices.ContainsFunc(f.Remarks, func(r hinterland.Remark) bool {
			return digest != "" && r.File == digest
		})
	}
	if !rests {
		return "", hinterland.Refuse(hinterland.NotFound, "scan.unknown", nil)
	}
	return "", nil
}
