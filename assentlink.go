package hinterland

// An AssentLink lets whoever holds its secret give a party's assent to a
// version, once, up to its last day. The holder shows a proof, which is made
// of the secret; Code is the digest of that proof. Neither the records nor the
// journal ever have the secret: what they have opens nothing.
type AssentLink struct {
	Agreement ID[Agreement]
	Version   int
	Party     PartyCode
	Code      string
	Last      Day
	Person    ID[Person] // who made it
	For       PartyCode  // for which party
	Used      Instant    // 0 until it has been
}

// MaxLinkDays is how many days ahead the last day of a link may be.
const MaxLinkDays = 30

// CodeOf is the code of the link that a proof belongs to.
func CodeOf(proof string) string { return DigestOf([]byte(proof)) }

// Check refuses a code that is no digest.
func (l *AssentLink) Check() Refusals {
	var faults Refusals
	if !isDigest(l.Code) {
		faults.add(Refuse(Invalid, "link.code", nil).
			In(Where{Column: "code", Value: clip(l.Code)}))
	}
	return faults
}

// CheckLast refuses a last day that is over, or too far ahead.
func (l *AssentLink) CheckLast(today Day) *Refusal {
	if l.Last >= today && l.Last <= today+MaxLinkDays {
		return nil
	}
	return Refuse(Invalid, "link.last", Args{
		"today": today, "last": today + MaxLinkDays,
	}).In(Where{Column: "last", Value: l.Last.String()})
}

// AssentLinkBook is what the records can answer and take about links.
type AssentLinkBook interface {
	// AssentLink returns the link of a code, or a refusal of kind NotFound.
	AssentLink(code string) (AssentLink, error)
	// AssentLinks returns those to a version, by party; to every version, one
	// after another, if version is 0.
	AssentLinks(id ID[Agreement], version int) ([]AssentLink, error)
	// PutAssentLink records l in the place of any other of its party and
	// version. It refuses a code that another link has.
	PutAssentLink(l AssentLink) error
	// UseAssentLink uses up the link of a code that is not used yet, and
	// refuses, as NotFound, where there is none.
	UseAssentLink(code string, at Instant) (AssentLink, error)
}
