package hinterland

import "slices"

// An AgreementKind says what an agreement is for.
type AgreementKind string

// The kinds of agreement.
const (
	LiaisonAgreement AgreementKind = "liaison"  // who does what; no quantities
	PurchaseContract AgreementKind = "purchase" // guaranteed purchase and sale
	SupportAgreement AgreementKind = "support"  // equipment, works, funds, training
	LabourGuarantee  AgreementKind = "labour"   // workers, by heads or days
)

// An AgreementClass says for how long parties bind themselves.
type AgreementClass string

// The classes of agreement. A task may take any time.
const (
	ForTask  AgreementClass = "task"     // one job
	ForShort AgreementClass = "short"    // up to a year
	ForYear  AgreementClass = "annual"   // by the year, less than three
	ForYears AgreementClass = "standing" // three to five years
)

// The bounds between classes in days, a leap day or two to anybody's favour.
const (
	maxShort    = 366
	minStanding = 3 * 365
	maxStanding = 5*365 + 2
)

// Terms are what an agreement says: the text that parties assent to. Once
// proposed they are frozen; what is to be different is a new version. Texts
// that are older than Class have none, and are of no class.
type Terms struct {
	Kind     AgreementKind  `json:"kind"`
	Class    AgreementClass `json:"class"`
	Title    string         `json:"title"`
	Parties  []PartyCode    `json:"parties"`
	From     Day            `json:"from"`
	Last     Day            `json:"last"`
	Text     string         `json:"text,omitempty"`
	Tasks    []TaskTerms    `json:"tasks,omitempty"`
	Items    []ItemTerms    `json:"items,omitempty"`
	Remedies []Remedy       `json:"remedies,omitempty"`
}

// TaskTerms are something that a party is to do: what, when, and whose liaison
// officers to speak to. Nobody is named: officers change, and the text stays.
type TaskTerms struct {
	Party PartyCode `json:"party"`
	What  string    `json:"what"`
	When  string    `json:"when"`
	Speak PartyCode `json:"speak"`
}

// ItemTerms are what an agreement says of one good on its way from one party
// to another. The supplier guarantees Floor and the taker takes it; neither
// need go beyond Ceiling. Quantities are in the good's unit, written as
// decimals like prices. Schedule says what is due when. Number stays with the
// item through all versions.
//
// Price is for one unit in Currency. With Market, which names a quotation, it
// is the least that is paid; with Grades, the good has a price for each of
// these instead. An item with none of them is settled elsewhere. Only what is
// given in support has a Right, and Back, the day by which it is returned,
// where that is only to use it.
type ItemTerms struct {
	Number   int         `json:"number"`
	From     PartyCode   `json:"from"`
	To       PartyCode   `json:"to"`
	Good     GoodCode    `json:"good"`
	Effort   Effort      `json:"effort"`
	Floor    string      `json:"floor"`
	Ceiling  string      `json:"ceiling"`
	Price    string      `json:"price,omitempty"`
	Market   string      `json:"market,omitempty"`
	Grades   []Grade     `json:"grades,omitempty"`
	Currency string      `json:"currency,omitempty"`
	Right    ItemRight   `json:"right,omitempty"`
	Back     Day         `json:"back,omitzero"`
	Schedule []Scheduled `json:"schedule"`
}

// An Effort says how much an item binds its supplier.
type Effort string

// The efforts. Items that are older than these guaranteed their floor: blank
// is read as firm.
const (
	Firm Effort = "firm" // what is late can be a breach
	Best Effort = "best" // sought as far as possible; what is missed is told
)

// Binds reports whether what is late can be a breach.
func (e Effort) Binds() bool { return e != Best }

// A Grade is a quality of a good with a price of its own.
type Grade struct {
	Name  string `json:"name"`
	Price string `json:"price"`
}

// An ItemRight is what the taker of support may do with what it was given.
type ItemRight string

// The rights.
const (
	ToOwn ItemRight = "own"
	ToUse ItemRight = "use" // and to give it back
)

// A Scheduled is a quantity that is due on a day.
type Scheduled struct {
	Due      Day    `json:"due"`
	Quantity string `json:"quantity"`
}

// A Remedy says what follows where a promise is not kept.
type Remedy struct {
	For  Failing `json:"for"`
	Text string  `json:"text"`
}

// A Failing is a way in which a promise is not kept.
type Failing string

// The failings.
const (
	IsLate    Failing = "late"
	IsShort   Failing = "short"
	IsUntaken Failing = "untaken"
	IsPoor    Failing = "quality"
)

// Failings lists every failing, in the order in which texts have them.
func Failings() []Failing { return []Failing{IsLate, IsShort, IsUntaken, IsPoor} }

// The most that one agreement may hold.
const (
	MaxParties   = 200
	MaxItems     = 500
	MaxScheduled = 400
	MaxTasks     = 200
	MaxGrades    = 50
)

// Check refuses terms that contradict themselves, every fault at once.
func (t *Terms) Check() Refusals {
	var faults Refusals
	at := func(column, value string) Where { return Where{Column: column, Value: clip(value)} }
	faults.add(CheckText("title", t.Title, MaxName))
	if t.Text != "" {
		faults.add(CheckText("text", t.Text, MaxNote))
	}
	switch t.Kind {
	case LiaisonAgreement, PurchaseContract, SupportAgreement, LabourGuarantee:
	default:
		faults.add(Refuse(Invalid, "agreement.kind", nil).In(at("kind", string(t.Kind))))
	}
	if t.Last < t.From {
		faults.add(Refuse(Invalid, "term.backwards", Args{"from": t.From}).
			In(at("last", t.Last.String())))
	} else {
		faults.add(t.checkClass())
	}
	if len(t.Parties) < 2 || len(t.Parties) > MaxParties {
		faults.add(Refuse(Invalid, "agreement.parties", Args{"most": MaxParties}).
			In(at("parties", "")))
	}
	for i, p := range t.Parties {
		if slices.Contains(t.Parties[:i], p) {
			faults.add(Refuse(Conflict, "party.repeated", nil).In(at("parties", string(p))))
		}
	}
	return slices.Concat(faults, t.checkTasks(), t.checkItems(), t.checkRemedies())
}

// checkClass refuses a class that is none, and one whose name the term belies.
func (t *Terms) checkClass() *Refusal {
	return t.Class.checkDays(int64(t.Last) - int64(t.From) + 1)
}

// checkDays refuses a class that is none, and one whose name so many days belie.
func (c AgreementClass) checkDays(days int64) *Refusal {
	at := Where{Column: "class", Value: clip(string(c))}
	switch {
	case c == ForTask,
		c == ForShort && days <= maxShort,
		c == ForYear && days < minStanding,
		c == ForYears && days >= minStanding && days <= maxStanding:
		return nil
	case c == ForShort:
		return Refuse(Invalid, "class.short", nil).In(at)
	case c == ForYear:
		return Refuse(Invalid, "class.annual", nil).In(at)
	case c == ForYears:
		return Refuse(Invalid, "class.standing", nil).In(at)
	}
	return Refuse(Invalid, "agreement.class", nil).In(at)
}

// checkParty refuses a party that the agreement does not have.
func (t *Terms) checkParty(column string, party PartyCode) *Refusal {
	if slices.Contains(t.Parties, party) {
		return nil
	}
	return Refuse(Invalid, "item.party", nil).
		In(Where{Column: column, Value: clip(string(party))})
}

// checkTasks refuses tasks that are nobody's. A liaison agreement consists of
// them.
func (t *Terms) checkTasks() Refusals {
	var faults Refusals
	if n := len(t.Tasks); n > MaxTasks || n == 0 && t.Kind == LiaisonAgreement {
		faults.add(Refuse(Invalid, "agreement.tasks", Args{"most": MaxTasks}).
			In(Where{Column: "tasks"}))
	}
	for i := range t.Tasks {
		task := &t.Tasks[i]
		faults.add(t.checkParty(numbered("tasks", i, "party"), task.Party))
		faults.add(t.checkParty(numbered("tasks", i, "speak"), task.Speak))
		faults.add(CheckText(numbered("tasks", i, "what"), task.What, MaxName))
		faults.add(CheckText(numbered("tasks", i, "when"), task.When, MaxName))
	}
	return faults
}

// checkRemedies refuses remedies for nothing, and two for one failing.
func (t *Terms) checkRemedies() Refusals {
	var faults Refusals
	for i, r := range t.Remedies {
		same := func(o Remedy) bool { return o.For == r.For }
		if !slices.Contains(Failings(), r.For) || slices.ContainsFunc(t.Remedies[:i], same) {
			faults.add(Refuse(Invalid, "agreement.remedy", nil).
				In(Where{Column: numbered("remedies", i, "for"), Value: clip(string(r.For))}))
		}
		faults.add(CheckText(numbered("remedies", i, "text"), r.Text, MaxNote))
	}
	return faults
}

func (t *Terms) checkItems() Refusals {
	var faults Refusals
	switch n := len(t.Items); {
	case t.Kind == LiaisonAgreement && n > 0:
		faults.add(Refuse(Invalid, "agreement.items", nil).In(Where{Column: "items"}))
	case n > MaxItems, n == 0 && (t.Kind == PurchaseContract || t.Kind == LabourGuarantee),
		n == 0 && t.Kind == SupportAgreement && len(t.Tasks) == 0:
		faults.add(Refuse(Invalid, "agreement.empty", Args{"most": MaxItems}).
			In(Where{Column: "items"}))
	}
	numbers := map[int]bool{}
	for i := range t.Items {
		found := t.Items[i].check(t)
		if n := t.Items[i].Number; n < 1 || n > MaxItems || numbers[n] {
			found.add(Refuse(Invalid, "item.number", Args{"most": MaxItems}).
				In(Where{Column: "number", Value: FormatDecimal(int64(n), 0)}))
		}
		numbers[t.Items[i].Number] = true
		for _, f := range found {
			f.At.Column = numbered("items", i, f.At.Column)
			faults.add(f)
		}
	}
	return faults
}

// LabourClass is the class of goods that are people's work.
const LabourClass = "labour"

// Takes refuses a good that the agreement is not for: a labour guarantee is of
// labour, in heads or days as the good is counted.
func (t *Terms) Takes(g *Good) error {
	if t.Kind != LabourGuarantee || g.Class == LabourClass {
		return nil
	}
	return Refuse(Invalid, "item.labour", Args{"class": LabourClass})
}

// numbered names a field of the nth part of a list: "items.2.floor".
func numbered(list string, nth int, field string) string {
	return list + "." + FormatDecimal(int64(nth)+1, 0) + "." + field
}

func (i *ItemTerms) check(t *Terms) Refusals {
	var faults Refusals
	faults.add(t.checkParty("from", i.From))
	faults.add(t.checkParty("to", i.To))
	if i.From == i.To {
		faults.add(Refuse(Invalid, "item.self", nil).
			In(Where{Column: "to", Value: clip(string(i.To))}))
	}
	if i.Effort != Firm && i.Effort != Best {
		faults.add(Refuse(Invalid, "item.effort", nil).
			In(Where{Column: "effort", Value: clip(string(i.Effort))}))
	}
	faults = append(faults, i.checkFigures()...)
	return slices.Concat(faults, i.checkPrice(), i.checkRight(t), i.checkSchedule(t))
}

// checkFigures refuses what is no number, whatever the good.
func (i *ItemTerms) checkFigures() Refusals {
	var faults Refusals
	faults.add(CheckDecimal("floor", i.Floor))
	faults.add(CheckDecimal("ceiling", i.Ceiling))
	if i.Price != "" {
		faults.add(CheckDecimal("price", i.Price))
	}
	for n, g := range i.Grades {
		faults.add(CheckDecimal(numbered("grades", n, "price"), g.Price))
	}
	for n, s := range i.Schedule {
		faults.add(CheckDecimal(numbered("schedule", n, "quantity"), s.Quantity))
	}
	return faults
}

// checkPrice refuses what is no rule for a price.
func (i *ItemTerms) checkPrice() Refusals {
	var faults Refusals
	priced := i.Price != "" || len(i.Grades) > 0
	if priced != (i.Currency != "") || priced && !isCurrency(i.Currency) {
		faults.add(Refuse(Invalid, "currency.form", nil).
			In(Where{Column: "currency", Value: clip(i.Currency)}))
	}
	if i.Market != "" {
		faults.add(CheckText("market", i.Market, MaxName))
		if i.Price == "" {
			faults.add(Refuse(Invalid, "price.market", nil).In(Where{Column: "price"}))
		}
	}
	if len(i.Grades) > 0 && i.Price != "" || len(i.Grades) > MaxGrades {
		faults.add(Refuse(Invalid, "price.grades", Args{"most": MaxGrades}).
			In(Where{Column: "grades"}))
	}
	for n, g := range i.Grades {
		at := numbered("grades", n, "name")
		faults.add(CheckText(at, g.Name, MaxName))
		same := func(o Grade) bool { return o.Name == g.Name }
		if slices.ContainsFunc(i.Grades[:n], same) {
			faults.add(Refuse(Conflict, "grade.twice", nil).
				In(Where{Column: at, Value: clip(g.Name)}))
		}
	}
	return faults
}

// checkRight refuses support that does not say whose what is given becomes, a
// loan that never ends or ends before it is given, and rights to anything else.
func (i *ItemTerms) checkRight(t *Terms) Refusals {
	var faults Refusals
	right := i.Right == ToOwn || i.Right == ToUse
	if right != (t.Kind == SupportAgreement) || !right && i.Right != "" {
		faults.add(Refuse(Invalid, "item.right", nil).
			In(Where{Column: "right", Value: clip(string(i.Right))}))
		return faults
	}
	if (i.Right == ToUse) != (i.Back != 0) {
		faults.add(Refuse(Invalid, "item.back", nil).In(Where{Column: "back"}))
	}
	late := func(s Scheduled) bool { return s.Due >= i.Back }
	if i.Back != 0 && slices.ContainsFunc(i.Schedule, late) {
		faults.add(Refuse(Invalid, "item.back.early", nil).
			In(Where{Column: "back", Value: i.Back.String()}))
	}
	return faults
}

func (i *ItemTerms) checkSchedule(t *Terms) Refusals {
	var faults Refusals
	if n := len(i.Schedule); n == 0 || n > MaxScheduled {
		faults.add(Refuse(Invalid, "schedule.length", Args{"most": MaxScheduled}).
			In(Where{Column: "schedule"}))
	}
	for n, s := range i.Schedule {
		at := Where{Column: numbered("schedule", n, "due"), Value: s.Due.String()}
		switch {
		case s.Due < t.From || s.Due > t.Last:
			faults.add(Refuse(Invalid, "schedule.term", Args{"from": t.From, "last": t.Last}).
				In(at))
		case n > 0 && s.Due <= i.Schedule[n-1].Due:
			faults.add(Refuse(Invalid, "schedule.order", nil).In(at))
		}
	}
	return faults
}
