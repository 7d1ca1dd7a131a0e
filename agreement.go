package hinterland

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// A Frozen is the text of a version: terms, and what they call parties and
// goods. Whoever is given another name later is not given it in what was
// assented to. Versions that are older than names have none.
type Frozen struct {
	Terms
	Called *Called `json:"called,omitempty"`
}

// Called is what a text calls the parties and goods that it names.
type Called struct {
	Parties []CalledParty `json:"parties"`
	Goods   []CalledGood  `json:"goods,omitempty"`
}

// A CalledParty is a party as a text calls it.
type CalledParty struct {
	Code PartyCode `json:"code"`
	Name Name      `json:"name"`
}

// A CalledGood is a good as a text calls and counts it.
type CalledGood struct {
	Code GoodCode `json:"code"`
	Name Name     `json:"name"`
	Unit string   `json:"unit"`
}

// Freeze makes the text as it is kept, JSON in the order of its fields, and
// the number that stands for exactly that: its SHA-256.
func (f *Frozen) Freeze() (text, digest string) {
	kept, err := json.Marshal(f)
	if err != nil {
		panic("hinterland: terms are plain data: " + err.Error())
	}
	sum := sha256.Sum256(kept)
	return string(kept), hex.EncodeToString(sum[:])
}

// An Agreement is what parties have promised one another, through all its
// versions. Latest is the version last proposed, InForce the one that all its
// parties have assented to, 0 while there is none. Ended is the day from
// which it is in force no more, Forevermore until somebody ends it.
//
// Class and Last are those of the text that its items are from; rows older than
// these have none. After is the agreement that it was made from. Paused are the
// days of its suspension, the last one if there were several, PausedBy the party
// that suspended it and Reason why; where it is breached, why that.
type Agreement struct {
	ID       ID[Agreement]
	Title    string
	Latest   int
	InForce  int
	Ended    Day
	Stage    Stage
	Class    AgreementClass
	Last     Day
	After    ID[Agreement]
	Paused   Term
	PausedBy PartyCode
	Reason   string
}

// Text is the number of the version that the items of the agreement are from:
// the one in force or, while there is none, the last.
func (a *Agreement) Text() int { return cmp.Or(a.InForce, a.Latest) }

// A Version is one text of an agreement, frozen when it was proposed.
type Version struct {
	Agreement ID[Agreement]
	Number    int
	Terms     string // a Frozen, as JSON
	Digest    string
}

// A Manner says how an assent was given, which is shown wherever it counts.
type Manner string

// The manners of assent.
const (
	BySignIn Manner = "account" // by the signatory, signed in
	ByPaper  Manner = "paper"   // on paper; another party keeps the scan
	ByLink   Manner = "link"    // by who held a one-time link, without account
)

// An Assent is a party's own yes to one version. Document names the scan that
// an assent on paper rests on, and File is its digest where it is kept here;
// Signer is the name that the holder of a link
// signed with.
type Assent struct {
	Agreement ID[Agreement]
	Version   int
	Party     PartyCode
	Manner    Manner
	Document  string
	Person    ID[Person] // who gave it, recorded the paper, or made the link
	At        Instant
	Signer    Personal
	File      string
}

// A Membership joins a party to an agreement that names it in any version.
type Membership struct {
	Agreement ID[Agreement]
	Party     PartyCode
	Part      Part
}

// A Part is which versions name a party, as bits. Whoever a lapsed version
// named and no other has none.
type Part int

// The parts of a party in an agreement.
const (
	Named    Part = 1 << iota // the version last proposed names it
	Bound                     // so does the version in force
	Formerly                  // so did one that was in force before
)

// Sees reports whether a party with the part may see the agreement.
func (p Part) Sees() bool { return p != 0 }

// Acts reports whether it may act under the agreement: a party that is no more
// in it only sees what it was in.
func (p Part) Acts() bool { return p&(Named|Bound) != 0 }

// With is the part where a bit is set, or not.
func (p Part) With(bit Part, set bool) Part {
	if set {
		return p | bit
	}
	return p &^ bit
}

// AgreementBook is what the records can answer and take about agreements.
type AgreementBook interface {
	// Agreement returns an agreement, or a refusal of kind NotFound.
	Agreement(id ID[Agreement]) (Agreement, error)
	// HoldAgreement does so and keeps others from it, its items and their
	// commitments until the act is done.
	HoldAgreement(id ID[Agreement]) (Agreement, error)
	// AgreementsOf returns at most limit agreements older than one that name a
	// party, and another one unless that is empty, the latest first. Before 0
	// means from the latest on.
	AgreementsOf(
		party, with PartyCode, before ID[Agreement], limit int,
	) ([]Agreement, error)
	// AddAgreement records a.
	AddAgreement(a Agreement) error
	// ChangeAgreement records another state of an agreement that is held.
	ChangeAgreement(a Agreement) error
	// Members returns the parties that an agreement has ever named, by code.
	Members(id ID[Agreement]) ([]Membership, error)
	// PutMember joins a party to an agreement, or gives it another part in it.
	PutMember(m Membership) error
}

// DraftBook is what the records can take about agreements that nobody has been
// shown yet.
type DraftBook interface {
	// PutDraft puts another text in the place of a draft's.
	PutDraft(v Version) error
	// DropDraft takes a draft out, with its text and its member.
	DropDraft(id ID[Agreement]) error
}

// VersionBook is what the records can answer and take about versions and the
// assents to them.
type VersionBook interface {
	// Version returns a version, or a refusal of kind NotFound.
	Version(id ID[Agreement], number int) (Version, error)
	// AgreementText returns an agreement and the digest of the version that its items are
	// from, or a refusal of kind NotFound.
	AgreementText(id ID[Agreement]) (Agreement, string, error)
	// Versions returns all versions of an agreement, by number.
	Versions(id ID[Agreement]) ([]Version, error)
	// LatestOf returns the version last proposed of each of some agreements,
	// by number of the agreement.
	LatestOf(ids []ID[Agreement]) ([]Version, error)
	// AddVersion records v.
	AddVersion(v Version) error
	// Assents returns those to a version, by party; to every version, one
	// after another, if version is 0.
	Assents(id ID[Agreement], version int) ([]Assent, error)
	// AddAssent records a and refuses a second one of the same party.
	AddAssent(a Assent) error
}
