package hinterland

// A Key lets a program act for a party, as the person who made it and within one
// post of theirs: it sees and does no more than that post allows, and ends with
// it. The records have a digest of its secret and never the secret.
type Key struct {
	ID      ID[Key]
	Party   PartyCode
	Person  ID[Person]
	Post    ID[Post]
	Title   string
	May     Leave
	Digest  string
	Made    Day
	Last    Day
	Revoked Day // 0 until it has been
}

// A Leave is what a key may be used for.
type Leave string

// The leaves. Who acts may read too.
const (
	MayRead Leave = "read"
	MayAct  Leave = "act"
)

// Leaves lists every leave.
func Leaves() []Leave { return []Leave{MayRead, MayAct} }

// MaxKeyDays is how many days ahead the last day of a key may be: a year.
const MaxKeyDays = 365

// Check refuses a key without a title, with an unknown leave, and a digest that
// is none.
func (k *Key) Check() Refusals {
	var faults Refusals
	faults.add(CheckText("title", k.Title, MaxCode))
	if k.May != MayRead && k.May != MayAct {
		faults.add(Refuse(Invalid, "key.may", nil).
			In(Where{Column: "may", Value: clip(string(k.May))}))
	}
	if !isDigest(k.Digest) {
		faults.add(Refuse(Invalid, "key.digest", nil).
			In(Where{Column: "digest", Value: clip(k.Digest)}))
	}
	return faults
}

// CheckLast refuses a last day that is over, or more than a year ahead.
func (k *Key) CheckLast(today Day) *Refusal {
	if k.Last >= today && k.Last <= today+MaxKeyDays {
		return nil
	}
	return Refuse(Invalid, "key.last", Args{"today": today, "last": today + MaxKeyDays}).
		In(Where{Column: "last", Value: k.Last.String()})
}

// Over says why a key opens nothing any more on a day; nil while it does.
func (k *Key) Over(today Day) *Refusal {
	switch {
	case k.Revoked != 0:
		return Refuse(Denied, "key.revoked", Args{"day": k.Revoked})
	case k.Last < today:
		return Refuse(Denied, "key.expired", Args{"day": k.Last})
	}
	return nil
}

// KeyBook is what the records can answer and take about keys.
type KeyBook interface {
	// Key returns a key, or a refusal of kind NotFound. In an act it stays as it
	// is until that is done.
	Key(id ID[Key]) (Key, error)
	// KeyOf returns the key with the digest of a secret, or a refusal of kind
	// NotFound.
	KeyOf(digest string) (Key, error)
	// KeysOf returns the keys of a party, those that are over too, by number.
	KeysOf(party PartyCode) ([]Key, error)
	// AddKey records k. It refuses a digest that another key has.
	AddKey(k Key) error
	// RevokeKey ends a key for good, and refuses one that has been ended.
	RevokeKey(id ID[Key], on Day) error
}
