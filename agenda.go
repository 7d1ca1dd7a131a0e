package hinterland

// A Due is a commitment that has not been sent in full, and what it is of. Falls
// is the day on which it is due indeed, which a suspension may have put off.
type Due struct {
	Commitment
	Falls    Day
	Title    string // of the agreement
	From, To PartyCode
	Good     GoodCode
	Effort   Effort
}

// A Transit is a delivery or a payment of which nobody has said that it came, and
// what it is of.
type Transit struct {
	Event
	Title string // of the agreement
	Good  GoodCode
}

// AgendaBook is what the records can answer about what concerns a party. What
// it has to see to is asked for on a day, and agreements that have ended by
// then do not count.
type AgendaBook interface {
	// EntriesFor returns entries as Journal's Entries does, without their bodies, but
	// only those that can concern a party: that were done for it, or are about an agreement
	// that names it or about Several, or are Funded or Stated by rows that name
	// it; and those about what is whole: no agreement (0), Funded or Stated.
	EntriesFor(
		party PartyCode, whole []ID[Agreement], before int64, limit int,
	) ([]Entry, error)
	// Due returns at most limit commitments that fall due indeed in a term, of
	// agreements that name a party, the earliest first; those whose day is past
	// only where a text is in force.
	Due(party PartyCode, today Day, in Term, limit int) ([]Due, error)
	// InTransit returns at most limit deliveries to a party that it has said
	// nothing of, the earliest first.
	InTransit(party PartyCode, today Day, limit int) ([]Transit, error)
	// Unconfirmed returns at most limit payments to a party that it has said
	// nothing of, the earliest first. Good is empty where they are for no item.
	Unconfirmed(party PartyCode, today Day, limit int) ([]Transit, error)
	// Renewable returns at most limit agreements of a party, the latest first,
	// whose last day lies in a term, or that are the last by which it had a good
	// as a task from or for another party twice; those not made into another
	// one, and not ended today.
	Renewable(party PartyCode, today Day, last Term, limit int) ([]Agreement, error)
	// SeenBy returns those of some agreements in which a party has a part.
	SeenBy(party PartyCode, ids []ID[Agreement]) ([]Agreement, error)
	// Unassented returns at most limit agreements older than one, the latest
	// first, that have named a party and whose latest version does not have
	// its assent. Before 0 means from the latest on.
	Unassented(
		party PartyCode, today Day, before ID[Agreement], limit int,
	) ([]Agreement, error)
}
