package hinterland

import "context"

// An Entry is one line of the journal: who did what for whom, when and why,
// and what it changed. Entries are never changed; what was wrong is put right
// by a later entry.
type Entry struct {
	Number  int64      // its place in the journal, from 1; numbers may be left out
	Act     int64      // the number of the act, from which its records take theirs
	Kind    string     // the act, by name
	Body    []byte     // the act as JSON, personal values as tokens
	By      ID[Person] // who; zero for what the program does by itself
	For     PartyCode  // for which party
	At      Instant
	Why     string        // the batch or resolution that it came in; may be empty
	Key     string        // the sender's key, by which a repeated request is known
	Undoes  int64         // the entry that it takes back, else 0
	Undone  int64         // the later entry that took it back, else 0; no part of the entry
	About   ID[Agreement] // whose rows it changed: one agreement's, 0 for none's, or one below
	Through ID[Key]       // the key that it came by; zero where a person did it at a page
	Size    int           // how many changes it has, where they are not read; no part of the entry
	Changes []Change
}

// What an entry is about that is not about one agreement: rows of several; a draft, a
// key or a subscription, of which nobody learns but the party whose it is; funds, of
// which those learn whom the rows name; or what is offered and needed, with its prices,
// of which those learn too, and who sees all prices.
const (
	Several ID[Agreement] = -1
	Unshown ID[Agreement] = -2
	Funded  ID[Agreement] = -3
	Stated  ID[Agreement] = -4
)

// A Change is what an entry did to one row: the row as it is afterwards, or
// nothing if it is gone. Key and Row are JSON, the columns of the key in
// order and all columns by name.
type Change struct {
	Table string
	Key   string
	Row   string // empty: the row is gone
}

// String names the row that is changed.
func (c Change) String() string { return c.Table + " " + c.Key }

// A Tx is one act's sight of the records and its hand on them. All it does
// happens at once with the act's entry or not at all. It is used by one
// goroutine, until the act returns.
type Tx interface {
	Directory
	Planning
	Dealings
	Funding
	Doings
	Past
}

// The Past is what was done before, and how it is taken back.
type Past interface {
	Journal
	HistoryBook
	UndoBook
}

// A Directory is who and what there is.
type Directory interface {
	CharterBook
	PersonBook
	PersonalBook
	PostBook
	PartyBook
	GoodBook
	FileBook
}

// Planning is what plans are made of, and what has come of it.
type Planning interface {
	Territory
	ReachBook
	HorizonBook
	StatementBook
	GuaranteeBook
	RecipeBook
	PlanBooks
}

// PlanBooks are the plans that are kept, what was made of them, and what they are to
// say whatever else would be best.
type PlanBooks interface {
	KeptPlanBook
	PlanRowBook
	PlanListBook
	PlanPairBook
	FixingBook
}

// Territory is what lies where, and who may buy what there.
type Territory interface {
	PlaceBook
	NeighbourBook
	ZoneBooks
	MapBook
	ScopeBook
	ScopeReachBook
	TrespassBook
}

// Dealings are what parties promise one another.
type Dealings interface {
	AgreementBook
	DraftBook
	VersionBook
	AssentLinkBook
	ItemBook
	AgendaBook
}

// Doings are what comes of what parties promise, and what they have to settle.
type Doings interface {
	EventBook
	AnswerBook
	PaidBook
	AccountBook
	CaseBook
	CaseCountBook
	CaseWorkBook
}

// A Journal is what an act can know of entries, and of its own changes.
type Journal interface {
	// Changes are those that this transaction has made so far.
	Changes() []Change
	// Entry returns an entry with its changes, or a refusal of kind NotFound.
	Entry(number int64) (Entry, error)
	// EntryByKey returns the entry that came with a sender's key, or a
	// refusal of kind NotFound.
	EntryByKey(key string) (Entry, error)
	// Entries returns at most limit entries before a number, the latest
	// first, without their changes. Before 0 means from the latest on.
	Entries(before int64, limit int) ([]Entry, error)
	// Former returns the rows of changes as the last entry before a number left
	// each; empty if none did, or it was gone. Before 0 means as they are now.
	Former(changes []Change, before int64) ([]string, error)
	// Gists returns what some entries did to the rows that say in a word what
	// they were about, in order: those of lists, items and events.
	Gists(entries []int64) (map[int64][]Change, error)
	// Last returns the number of the last entry that changed a row, 0 if none
	// did. In an act the row then stays as it is until the act is done.
	Last(c Change) (int64, error)
}

// A HistoryBook tells of entries what pages need, which may have changed a hundred
// thousand rows.
type HistoryBook interface {
	// EntryHead returns an entry without its body and its changes, of which it tells
	// how many there are, or a refusal of kind NotFound.
	EntryHead(number int64) (Entry, error)
	// Bodies returns the bodies of some entries.
	Bodies(numbers ...int64) (map[int64][]byte, error)
	// ChangesFrom returns some changes of an entry, with the rows that tell prices or
	// without.
	ChangesFrom(number int64, from, most int, prices bool) (ChangePart, error)
	// NamesParty reports whether a row of a fund, an offer or a need that an entry
	// changed names a party: as who keeps the fund, or whose word or money it is.
	NamesParty(number int64, party PartyCode) (bool, error)
	// TellsPrices reports whether an entry changed rows that tell what everybody asks
	// for their goods.
	TellsPrices(number int64) (bool, error)
}

// A ChangePart is some of the changes of an entry, in order: of a row that was changed
// more than once the last.
type ChangePart struct {
	Changes []Change
	Next    int // from where there are more
	Rest    int // how many there are from there on, those of one row counted each
}

// An UndoBook takes entries back, and knows on which of them rows rest.
type UndoBook interface {
	// Bases returns for each of some rows the number of the last entry that changed it,
	// 0 if none did. It holds none of them.
	Bases(of []Change) ([]int64, error)
	// Opened returns the entry that opened the region, without its changes.
	Opened() (Entry, error)
	// MayRestore refuses as Restore would, where a later entry is in the way or a
	// row that has come since rests on one that would go. It writes nothing; that
	// the room of a row was taken since, Restore alone finds out.
	MayRestore(number int64) error
	// Restore makes every row that the entry changed what it was before. It
	// refuses with the numbers of later entries that touched one of them.
	Restore(number int64) error
}

// Records keep what acts change, for one region.
type Records interface {
	// NextAct draws the number of an act. Numbers that no act uses are lost.
	NextAct(ctx context.Context) (int64, error)
	// Write runs act in one transaction. If it returns an entry, that is
	// numbered and recorded with all changes; without one nothing is kept.
	// Write may run act again if the database asks for it, so act must have
	// no effect but through its Tx. That a delivery, or what of a commitment is
	// fulfilled, cannot be recorded may be said by what act does after, or by Write.
	Write(ctx context.Context, act func(Tx) (*Entry, error)) error
	// Read runs look on one unchanging state of the records.
	Read(ctx context.Context, look func(Tx) error) error
}
