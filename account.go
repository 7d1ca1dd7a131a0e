package hinterland

// An ItemAccount is an item with what its account needs: what is open of its
// schedule, the day of its first delivery that stands (Forevermore if there is
// none), and its agreement.
type ItemAccount struct {
	Item
	Under Agreement
	First Day
	Open  []Commitment
}

// AccountBook is what the records can answer about how a party stands with
// others: from totals that are kept, so that it takes no longer the more has
// happened.
type AccountBook interface {
	// ItemAccounts returns the items from and to a party, with one other or, if
	// that is empty, with all.
	ItemAccounts(party, with PartyCode) ([]ItemAccount, error)
	// Lent returns at most limit items from or to a party of which something
	// was lent that is to be back before a day and is not, the earliest first.
	// Those of agreements that have ended are among them: what was lent is
	// still owed.
	Lent(party PartyCode, before Day, limit int) ([]ItemAccount, error)
	// PaidBetween returns what a party has paid and was paid, likewise.
	PaidBetween(party, with PartyCode) ([]Paid, error)
	// Differences returns the receipts that differ from what they are about,
	// likewise, of agreements that have not ended.
	Differences(party, with PartyCode, today Day) ([]Event, error)
	// CountEvents returns how many events there are under an agreement or, for 0,
	// under all those that a party sees; most, where there are more.
	CountEvents(party PartyCode, agreement ID[Agreement], most int) (int, error)
}
