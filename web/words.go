package web

import (
	"math/big"
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
	return say.Number(trimmed(priceText(m)))
}

// sum writes money that changes hands, with its currency.
func (a *ask) sum(s hinterland.Sum) string {
	return a.say.Say("web.money", lang.Args{
		"amount": a.say.Number(s.String()), "currency": s.Currency,
	})
}

// instalmentKind words a kind of instalment.
func (a *ask) instalmentKind(k hinterland.InstalmentKind) string {
	// lang: instalment.drawdown instalment.repayment
	return a.say.Say("instalment."+string(k), nil)
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

// duty words a duty.
func (a *ask) duty(d hinterland.Duty) string {
	// lang: duty.keeper duty.clerk duty.liaison duty.signatory duty.planner
	return a.say.Say("duty."+string(d), nil)
}

// actWords says what an act does.
func (a *ask) actWords(kind string) string {
	// lang: act.open-region act.register-party act.name-party act.register-person
	// lang: act.describe-person act.erase-person act.give-post
	// lang: act.register-place act.describe-place act.locate-party
	// lang: act.open-horizon act.describe-horizon act.close-horizon act.state-offer
	// lang: act.withdraw-offer act.state-need act.withdraw-need
	// lang: act.state-recipe act.withdraw-recipe
	// lang: act.state-border act.state-tie act.state-distance act.load-map
	// lang: act.found-zone act.describe-zone act.set-zone-state act.pin-place act.unpin-place
	// lang: act.set-zoning act.move-place act.draw-zones act.state-belongings
	// lang: act.keep-plan act.propose-plan act.sign-plan act.record-plan-paper
	// lang: act.withdraw-plan act.close-plan act.draft-by-plan act.fix-line act.unfix-line
	// lang: act.announce-scope act.grant-scope act.end-scope act.regulate act.mark-scarce
	// lang: act.end-post act.register-good act.describe-good act.propose-agreement
	// lang: act.amend-agreement act.draft-agreement act.propose-draft act.drop-draft
	// lang: act.suspend-agreement act.resume-agreement act.close-agreement
	// lang: act.declare-breach act.assent
	// lang: act.record-paper-assent act.offer-assent-link act.assent-by-link act.end-agreement
	// lang: act.erase-signer
	// lang: act.give-advance act.recover-advance act.return-advance act.write-off-advance
	// lang: act.reverse-settlement
	// lang: act.open-fund act.close-fund act.pledge-to-fund act.withdraw-pledge
	// lang: act.apply-to-fund act.withdraw-application act.grant-of-fund act.revoke-grant
	// lang: act.draw-grant act.repay-grant act.reverse-instalment
	// lang: act.record-delivery act.record-receipt act.record-return act.give-back
	// lang: act.record-payment act.confirm-payment act.reverse-event act.batch act.undo
	// lang: act.make-key act.revoke-key act.subscribe act.unsubscribe
	// lang: act.raise-case act.comment-case act.assign-case act.propose-closing
	// lang: act.agree-closing act.withdraw-case act.look-for-cases act.attach-file
	return a.say.Say("act."+kind, nil)
}
