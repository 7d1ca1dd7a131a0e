package web

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
)

// dayWords writes a day as people do: 22 November 2026, 2026年11月22日. A term
// without end has no last day, which is said by a dash.
func dayWords(say *lang.Printer, d hinterland.Day) string {
	if d == hinterland.Forevermore {
		return "–"
	}
	at := time.Unix(int64(d)*86_400, 0).UTC()
	if say.Tongue() == lang.Chinese {
		return at.Format("2006年1月2日")
	}
	return at.Format("2 January 2006")
}

// moment writes an instant by the region's clock.
func moment(say *lang.Printer, at hinterland.Instant, zone *time.Location) string {
	t := at.Time().In(zone)
	if say.Tongue() == lang.Chinese {
		return t.Format("2006年1月2日 15:04")
	}
	return t.Format("2 January 2006, 15:04")
}

// quantity writes a quantity of a good with thousands apart, without unit.
// Decimals that say nothing are left out.
func quantity(say *lang.Printer, q hinterland.Quantity, decimals int) string {
	return say.Number(trimmed(hinterland.FormatDecimal(int64(q), decimals)))
}

// money writes a sum with thousands apart, without its currency.
func money(say *lang.Printer, m hinterland.Money) string {
	return say.Number(trimmed(hinterland.FormatDecimal(int64(m), hinterland.MoneyPlaces)))
}

// trimmed drops noughts at the end of a decimal.
func trimmed(decimal string) string {
	if !strings.Contains(decimal, ".") {
		return decimal
	}
	return strings.TrimRight(strings.TrimRight(decimal, "0"), ".")
}

// worth is what a quantity of a good costs at a price for its unit, exact, as
// a decimal.
func worth(q hinterland.Quantity, decimals int, price hinterland.Money) string {
	steps := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(price)))
	places := decimals + hinterland.MoneyPlaces
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	return trimmed(new(big.Rat).SetFrac(steps, unit).FloatString(places))
}

// A fault is a refusal in words, beside the field that it is about.
type fault struct {
	Column string
	Field  string // the name of a field of the form; empty if it is about none
	Label  string // of that field
	Text   string
	Remedy string
}

// faults words refusals.
func (a *ask) faults(refusals hinterland.Refusals) ([]fault, error) {
	words := make([]fault, len(refusals))
	for i, r := range refusals {
		f, err := a.refusal(r)
		if err != nil {
			return nil, err
		}
		words[i] = f
	}
	return words, nil
}

// refusal words one refusal. Where authority lacks, the posts that would give
// it are named, and who holds one.
func (a *ask) refusal(r *hinterland.Refusal) (fault, error) {
	args := lang.Args{}
	for name, value := range r.Args {
		args[name] = value
	}
	var err error
	if r.Reason == "act.denied" {
		err = a.nameHolders(args)
	}
	if r.Reason == "act.base" { // whose fields tell what stands now
		return fault{
			Text: a.say.Say("web.base", nil), Remedy: a.say.Say("web.base.remedy", nil),
		}, nil
	}
	if r.Reason == "cell.blank" { // the words of tables would sound odd on a form
		return fault{
			Column: r.At.Column, Field: r.At.Column, Text: a.say.Say("web.blank", nil),
		}, nil
	}
	return fault{
		Column: r.At.Column, Field: r.At.Column,
		Text:   a.say.Say("refusal."+string(r.Reason), args),
		Remedy: a.say.Say("remedy."+string(r.Reason), args),
	}, err
}

// nameHolders puts words in the place of codes and numbers.
func (a *ask) nameHolders(args lang.Args) error {
	var duties, holders []string
	var people []hinterland.ID[hinterland.Person]
	text := func(name string) string { s, _ := args[name].(string); return s }
	for _, d := range strings.Fields(text("duties")) {
		duties = append(duties, a.duty(hinterland.Duty(d)))
	}
	numbers := strings.Fields(text("holders"))
	slices.Sort(numbers)
	for _, number := range slices.Compact(numbers) { // one may hold several
		var id hinterland.ID[hinterland.Person]
		if err := id.UnmarshalText([]byte(number)); err != nil {
			return err
		}
		people = append(people, id)
	}
	called, err := a.peopleNamed(people)
	if err != nil {
		return err
	}
	for _, id := range people {
		holders = append(holders, called[id])
	}
	separator := a.say.Say("web.and", nil)
	args["duties"] = strings.Join(duties, separator)
	args["holders"] = strings.Join(holders, separator)
	if len(holders) == 0 {
		args["holders"] = a.say.Say("web.nobody", nil)
	}
	if code, ok := args["party"].(hinterland.PartyCode); ok {
		name, err := a.partyNamed(code)
		args["party"] = name
		return err
	}
	return nil
}

// duty words a duty.
func (a *ask) duty(d hinterland.Duty) string {
	// lang: duty.keeper duty.clerk duty.liaison duty.signatory
	return a.say.Say("duty."+string(d), nil)
}

// actWords says what an act does.
func (a *ask) actWords(kind string) string {
	// lang: act.open-region act.register-party act.name-party act.register-person
	// lang: act.describe-person act.erase-person act.give-post
	// lang: act.end-post act.register-good act.propose-agreement act.amend-agreement act.assent
	// lang: act.record-paper-assent act.offer-assent-link act.assent-by-link act.end-agreement
	// lang: act.record-delivery act.record-receipt act.reverse-event act.batch act.undo
	return a.say.Say("act."+kind, nil)
}
