package hinterland

import "slices"

// A Regulation is what an office does where it may choose. Where nothing has been
// regulated, what CustomOf says holds.
type Regulation struct {
	Subject Subject
	Rule    Rule
}

// A Subject is what may be regulated.
type Subject string

// OffScope is what comes of a purchase that another's exclusive scope forbids.
const OffScope Subject = "off-scope"

// A Rule is one way to regulate a subject.
type Rule string

// The rules for purchases off scope.
const (
	Forbid Rule = "refuse" // nothing of the kind is recorded
	Report Rule = "record" // it is let through, and told as what it is
)

// RulesFor lists the rules for a subject, the one first that holds where nothing
// has been regulated; none for what is no subject.
func RulesFor(s Subject) []Rule {
	if s == OffScope {
		return []Rule{Forbid, Report}
	}
	return nil
}

// CustomOf is the regulation of a subject that nobody has regulated; one
// without a rule where there is no such subject.
func CustomOf(s Subject) Regulation {
	custom := Regulation{Subject: s}
	if rules := RulesFor(s); len(rules) > 0 {
		custom.Rule = rules[0]
	}
	return custom
}

// Check refuses what is no subject, and what is no rule for it.
func (r *Regulation) Check() Refusals {
	rules := RulesFor(r.Subject)
	if rules == nil {
		return Refusals{Refuse(Invalid, "regulation.subject", nil).
			In(At("subject", string(r.Subject)))}
	}
	if !slices.Contains(rules, r.Rule) {
		return Refusals{Refuse(Invalid, "regulation.rule", nil).In(At("rule", string(r.Rule)))}
	}
	return nil
}

// A Trespass is a purchase that another's exclusive scope forbids and that was
// let through: what terms promise, or a delivery, if Event names one. Day is
// the first day on which the scope is in its way.
type Trespass struct {
	Agreement ID[Agreement]
	Item      int
	Event     ID[Event]
	Scope     ID[DatedScope]
	From, To  PartyCode
	Good      GoodCode
	Day       Day
}

// A Scarcity says why a good, with all under it, counts as scarce: who buys it is
// looked at together. Without a reason it counts as scarce no more.
type Scarcity struct {
	Good   GoodCode
	Reason string
}

// TrespassBook is what the records can answer and take about regulations, and
// about purchases off scope.
type TrespassBook interface {
	// Regulation returns how a subject is regulated; CustomOf where it is not.
	Regulation(s Subject) (Regulation, error)
	// PutRegulation records r, in the place of what was there.
	PutRegulation(r Regulation) error
	// PutTrespass records s, or another state of one.
	PutTrespass(s Trespass) error
	// Trespasses returns at most limit of those that a party is concerned by,
	// as the holder of the scope, as buyer or as supplier, the latest first;
	// all if near is empty.
	Trespasses(near PartyCode, limit int) ([]Trespass, error)
	// Scarcities returns what counts as scarce, by code.
	Scarcities() ([]Scarcity, error)
	// BoughtScarce returns what agreements in force promise of what counts as
	// scarce, by agreement and item, with what was sent up to a day.
	BoughtScarce(today Day) ([]Bought, error)
	// PutScarcity records s, in the place of what was said of the good.
	PutScarcity(s Scarcity) error
}
