package office

import (
	"slices"

	"hinterland"
)

// A CaseFile is a case with whom it concerns and what was said of it.
type CaseFile struct {
	hinterland.Case
	Parties []hinterland.PartyCode
	Title   string              // of its agreement, if the actor may see that
	Remarks []hinterland.Remark // the earliest first; in lists none
	Asked   bool                // a proposal waits for the actor's party; of CasesWaiting only
}

// Offered is the proposal to close the case that stands; nil if none does.
func (f *CaseFile) Offered() *hinterland.Remark {
	for i := range f.Remarks {
		if f.Remarks[i].ID == f.Proposal {
			return &f.Remarks[i]
		}
	}
	return nil
}

// Missing lists the parties whose agreement the proposal that stands still
// needs, in order; all if none stands.
func (f *CaseFile) Missing() []hinterland.PartyCode {
	return slices.DeleteFunc(slices.Clone(f.Parties), func(p hinterland.PartyCode) bool {
		return slices.ContainsFunc(f.Remarks, func(r hinterland.Remark) bool {
			stands := r.ID == f.Proposal ||
				r.Kind == hinterland.ClosingAgreed && r.About == f.Proposal
			return r.Party == p && stands
		})
	})
}

// caseFile adds to a case whom it concerns and what was said of it.
func (t *Turn) caseFile(c hinterland.Case) (*CaseFile, error) {
	concerned, err := t.Concerned(c.ID)
	if err != nil {
		return nil, err
	}
	remarks, err := t.Remarks(c.ID)
	return &CaseFile{Case: c, Parties: partiesConcerned(concerned), Remarks: remarks}, err
}

func partiesConcerned(concerned []hinterland.Concern) []hinterland.PartyCode {
	parties := make([]hinterland.PartyCode, len(concerned))
	for i, c := range concerned {
		parties[i] = c.Party
	}
	return parties
}

// caseSeen finds a case and whom it concerns. One that the actor may not see is
// refused as if it were not there.
func (v *View) caseSeen(
	id hinterland.ID[hinterland.Case],
) (hinterland.Case, []hinterland.PartyCode, error) {
	c, err := v.tx.Case(id)
	if err != nil {
		return c, nil, err
	}
	concerned, err := v.tx.Concerned(id)
	parties := partiesConcerned(concerned)
	own := slices.Contains(parties, v.actor.Party) && v.sees(Cases, Own)
	if err == nil && !own && !v.sees(Cases, Other) {
		err = hinterland.Refuse(hinterland.NotFound, "case.unknown",
			hinterland.Args{"value": id.String()})
	}
	if err != nil {
		return hinterland.Case{}, nil, err
	}
	return c, parties, nil
}

// Case is one case with its history, read once. One that the actor may not see is
// refused as if it were not there.
func (v *View) Case(id hinterland.ID[hinterland.Case]) (*CaseFile, error) {
	if v.file != nil && v.file.ID == id {
		return v.file, nil
	}
	c, parties, err := v.caseSeen(id)
	if err != nil {
		return nil, err
	}
	files := []CaseFile{{Case: c, Parties: parties}}
	if files[0].Remarks, err = v.tx.Remarks(id); err != nil {
		return nil, err
	}
	v.file = &files[0]
	return v.file, v.entitle(files)
}

// Cases are those of a query that the actor may see, the latest first, without
// their history.
func (v *View) Cases(q hinterland.CaseQuery) ([]CaseFile, error) {
	if !v.sees(Cases, Own) {
		return nil, nil
	}
	if !v.sees(Cases, Other) {
		q.Party = v.actor.Party
	}
	cases, err := v.tx.Cases(q)
	if err != nil {
		return nil, err
	}
	return v.caseFiles(cases)
}

// CaseCounts are how many cases of the region are open, by kind; none to who may not
// see those of others.
func (v *View) CaseCounts() ([]hinterland.CaseCount, error) {
	if !v.sees(Cases, Other) {
		return nil, nil
	}
	return v.tx.CaseCounts(v.Today)
}

// CasesUnder are those about an agreement that the actor may see, without whom
// they concern.
func (v *View) CasesUnder(
	id hinterland.ID[hinterland.Agreement],
) (files []CaseFile, err error) {
	party := v.actor.Party
	switch {
	case v.sees(Cases, Other):
		party = ""
	case !v.sees(Cases, Own):
		return nil, nil
	}
	cases, err := v.tx.CasesUnder(id, party)
	for _, c := range cases {
		files = append(files, CaseFile{Case: c})
	}
	return files, err
}

// CasesWaiting are at most limit open cases that the actor's party owns, or whose
// closing waits for its word, by deadline.
func (v *View) CasesWaiting(limit int) ([]CaseFile, error) {
	if !v.sees(Cases, Own) {
		return nil, nil
	}
	waits, err := v.tx.CasesWaiting(v.actor.Party, limit)
	if err != nil {
		return nil, err
	}
	cases := make([]hinterland.Case, len(waits))
	for i := range waits {
		cases[i] = waits[i].Case
	}
	files, err := v.caseFiles(cases)
	for i := range files {
		files[i].Asked = waits[i].Asked > 0
	}
	return files, err
}

// caseFiles adds to cases whom they concern and what they are about.
func (v *View) caseFiles(cases []hinterland.Case) ([]CaseFile, error) {
	if len(cases) == 0 {
		return nil, nil
	}
	ids := make([]hinterland.ID[hinterland.Case], len(cases))
	for i := range cases {
		ids[i] = cases[i].ID
	}
	concerned, err := v.tx.Concerned(ids...)
	if err != nil {
		return nil, err
	}
	parties := map[hinterland.ID[hinterland.Case]][]hinterland.PartyCode{}
	for _, c := range concerned {
		parties[c.Case] = append(parties[c.Case], c.Party)
	}
	files := make([]CaseFile, len(cases))
	for i, c := range cases {
		files[i] = CaseFile{Case: c, Parties: parties[c.ID]}
	}
	return files, v.entitle(files)
}

// entitle says what the agreements of cases are called that the actor may see.
func (v *View) entitle(files []CaseFile) error {
	var ids []hinterland.ID[hinterland.Agreement]
	for i := range files {
		ids = append(ids, files[i].Agreement)
	}
	if !v.sees(Agreements, Own) {
		return nil
	}
	seen, err := v.tx.SeenBy(v.actor.Party, ids)
	titles := map[hinterland.ID[hinterland.Agreement]]string{}
	for _, a := range seen {
		titles[a.ID] = a.Title
	}
	for i := range files {
		files[i].Title = titles[files[i].Agreement]
	}
	return err
}
