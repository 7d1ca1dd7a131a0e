package hinterland

// A RecordKind is a sort of record that files can be attached to.
type RecordKind string

// The kinds of record. All but parties have numbers.
const (
	OnAgreement RecordKind = "agreement"
	OnEvent     RecordKind = "event"
	OnCase      RecordKind = "case"
	OnFund      RecordKind = "fund"
	OnScope     RecordKind = "scope"
	OnParty     RecordKind = "party"
)

// RecordKinds lists every kind.
func RecordKinds() []RecordKind {
	return []RecordKind{OnAgreement, OnEvent, OnCase, OnFund, OnScope, OnParty}
}

// A Record names one record that files can be attached to. One of Number and Code
// is blank.
type Record struct {
	Kind   RecordKind
	Number int64
	Code   PartyCode
}

// ParseRecord reads what a record is called: the code of a party, the number of
// any other. It refuses what names none.
func ParseRecord(kind RecordKind, called string) (Record, *Refusal) {
	r := Record{Kind: kind}
	for _, k := range RecordKinds() {
		switch {
		case k != kind:
			continue
		case kind == OnParty:
			r.Code = PartyCode(called)
			return r, CheckCode("record", r.Code)
		}
		var id ID[Record]
		if id.UnmarshalText([]byte(called)) != nil || id == 0 {
			return r, Refuse(Invalid, "id.form", nil).In(At("record", called))
		}
		r.Number = int64(id)
		return r, nil
	}
	return r, Refuse(Invalid, "file.on", nil).In(At("noun", string(kind)))
}

// Called is what people call the record: ParseRecord reads it.
func (r Record) Called() string {
	if r.Kind == OnParty {
		return string(r.Code)
	}
	return ID[Record](r.Number).String()
}

// MaxAttached is how many files there may be on one record.
const MaxAttached = 50

// An Attachment is a file on a record, in the place Ordinal of those on it,
// from 1.
type Attachment struct {
	On        Record
	Ordinal   int
	Agreement ID[Agreement] // that the record is, or is about; 0 where it is about none
	Name      string        // what the file is called
	File      string        // its digest
	Party     PartyCode     // that attached it
	Person    ID[Person]
	At        Instant
}

// Room is the first place on a record that none of its files has, from 1. It
// refuses to go beyond MaxAttached.
func Room(on []Attachment) (int, *Refusal) {
	place := 1
	for i := range on { // which are in order
		if on[i].Ordinal == place {
			place++
		}
	}
	if place > MaxAttached {
		return 0, Refuse(Conflict, "file.many", Args{"most": MaxAttached})
	}
	return place, nil
}
