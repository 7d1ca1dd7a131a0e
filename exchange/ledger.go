package exchange

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hinterland"
)

// A ledger writes a journal for hledger. Each item of an agreement has five
// accounts of goods, those of its supplier (owes, sent) and those of its taker
// (is owed, in transit, received), and two more if it is lent; a good by its
// unit is a commodity. Each event is a transaction that adds up to nothing, and
// at the end of an agreement stand the totals that the office keeps, as
// assertions for hledger to check.
type ledger struct {
	w     *bufio.Writer
	cover Cover
	known map[string]bool // accounts and commodities that have been declared
}

// Ledger writes the accounts of agreements as a journal for hledger.
func Ledger(w io.Writer, c Cover) (Writer, error) {
	l := &ledger{w: bufio.NewWriter(w), cover: c, known: map[string]bool{}}
	zone, err := c.zone()
	if err != nil {
		return nil, err
	}
	l.line("; " + plain(c.name(c.Name, "")) + " · " + hinterland.DayOf(c.At, zone).String())
	l.line("decimal-mark .")
	return l, nil
}

// line writes one line; what goes wrong is told by Close.
func (l *ledger) line(text string) {
	_, _ = l.w.WriteString(text)
	_ = l.w.WriteByte('\n')
}

// Write implements Writer.
func (l *ledger) Write(d *Dossier) error {
	steps := d.steps()
	sums, err := d.sums(steps)
	if err != nil {
		return err
	}
	l.declare(d, steps)
	for i := range steps {
		s := &steps[i]
		item := d.item(s.Item)
		switch {
		case s.paid != cash{}:
			l.payment(s)
		case item != nil:
			l.event(d, item, s)
		}
	}
	zone, err := l.cover.zone()
	if err != nil {
		return err
	}
	today := hinterland.DayOf(l.cover.At, zone)
	l.close(d, sums, today)
	l.closeMoney(d, steps, today)
	for i := range d.Advances {
		l.advance(d, &d.Advances[i], today)
	}
	return nil
}

// Close implements Writer.
func (l *ledger) Close() error { return l.w.Flush() }

// The accounts of an item.
type accounts struct {
	owes, sent, owed, transit, received string

	// gave and got back, and what is coming, are those of what was lent or rejected.
	gave, coming, got string
}

// of lists those of an item, whether anything of it goes back or not.
func (a *accounts) of(back bool) []string {
	all := []string{a.owes, a.sent, a.owed, a.transit, a.received}
	if back {
		all = append(all, a.gave, a.coming, a.got)
	}
	return all
}

// goesBack reports whether anything of an item is to go back, or ever did.
func (d *Dossier) goesBack(i *Item) bool {
	return i.Back != 0 || slices.ContainsFunc(d.Events, func(e hinterland.Event) bool {
		return e.Item == i.Number && e.Kind == hinterland.Return
	})
}

func accountsOf(i *hinterland.Item) accounts {
	from, to := safe(string(i.From)), safe(string(i.To))
	of := fmt.Sprintf(":%s:%d", i.Agreement, i.Number)
	return accounts{
		owes: from + ":owes:" + to + of, sent: from + ":sent:" + to + of,
		owed: to + ":is owed:" + from + of, transit: to + ":in transit:" + from + of,
		received: to + ":received:" + from + of,
		gave:     to + ":gave back:" + from + of,
		coming:   from + ":coming back:" + to + of, got: from + ":got back:" + to + of,
	}
}

// The accounts of a payment: what who pays has paid, and what who is paid has
// under way and was paid.
type moneys struct{ paid, transit, came string }

func moneyOf(payment *hinterland.Event) moneys {
	from, to := safe(string(payment.Party)), safe(string(payment.To))
	of := ":" + payment.Agreement.String()
	if payment.Item != 0 {
		of += ":" + strconv.Itoa(payment.Item)
	}
	return moneys{
		from + ":paid:" + to + of, to + ":money in transit:" + from + of,
		to + ":was paid:" + from + of,
	}
}

// once writes a line unless it stands already, with what it is about before it.
func (l *ledger) once(line, about string) {
	if l.known[line] {
		return
	}
	l.known[line] = true
	if about != "" {
		l.line("; " + plain(about))
	}
	l.line(line)
}

// declare names what the events of an agreement are written with: goods, parties
// and their accounts.
func (l *ledger) declare(d *Dossier, steps []step) {
	for i := range d.Items {
		item := &d.Items[i]
		of := d.good(item.Good)
		l.once("commodity "+format(of.Decimals)+" "+commodity(of),
			l.cover.name(of.Name, string(of.Code)))
		l.parties(d, item.From, item.To)
		a := accountsOf(&item.Item)
		for _, account := range a.of(d.goesBack(item)) {
			l.once("account "+account, "")
		}
	}
	for i := range steps {
		if e := steps[i].Event; e.Kind == hinterland.Payment {
			places, _ := hinterland.CurrencyPlaces(e.Paid.Currency) // it has been paid in
			l.once("commodity "+format(places)+" "+e.Paid.Currency, "")
			l.parties(d, e.Party, e.To)
			a := moneyOf(e)
			for _, account := range []string{a.paid, a.transit, a.came} {
				l.once("account "+account, "")
			}
		}
	}
}

// format is how an amount of so many places is written. Without a mark hledger
// asks which one it is.
func format(places int) string { return "1000." + strings.Repeat("0", places) }

// parties names parties.
func (l *ledger) parties(d *Dossier, codes ...hinterland.PartyCode) {
	for _, code := range codes {
		l.once("account "+safe(string(code)), l.cover.name(d.party(code).Name, string(code)))
	}
}

// A posting is how much goes to an account.
type posting struct {
	account string
	steps   hinterland.Quantity
}

// event writes one event. What was short or rejected is owed again.
func (l *ledger) event(d *Dossier, i *Item, s *step) {
	of, a := d.good(i.Good), accountsOf(&i.Item)
	l.head(s)
	if s.by.short != 0 || s.by.rejected != 0 {
		l.line(fmt.Sprintf("    ; short %s, rejected %s",
			amount(s.by.short, of), amount(s.by.rejected, of)))
	}
	again, back := s.by.short+s.by.rejected, s.by.back()
	arrived := s.by.received + again
	for _, post := range []posting{
		{a.owes, s.by.sent - again},
		{a.owed, again - s.by.sent},
		{a.sent, again - s.by.sent},
		{a.transit, s.by.sent - arrived},
		{a.received, s.by.received},
		{a.gave, back.missing - back.gone},
		{a.coming, back.gone - back.came - back.missing},
		{a.got, back.came},
	} {
		if post.steps != 0 {
			l.line("    " + post.account + "  " + amount(post.steps, of) + " " + commodity(of))
		}
	}
}

// head begins the transaction of an event.
func (l *ledger) head(s *step) {
	l.line("")
	about := ""
	if s.About != 0 {
		about = " of " + s.About.String()
	}
	l.line(fmt.Sprintf("%s * (%s) %s%s", s.Day, s.ID, s.Kind, about))
}

// payment writes what was paid, or came, or did not: that was not paid after all.
func (l *ledger) payment(s *step) {
	of := s.of
	if of.Kind == hinterland.Receipt {
		of = s.about
	}
	a, currency := moneyOf(of), of.Paid.Currency
	l.head(s)
	for _, post := range []struct {
		account string
		minor   int64
	}{
		{a.paid, s.paid.missing - s.paid.paid},
		{a.transit, s.paid.paid - s.paid.came - s.paid.missing},
		{a.came, s.paid.came},
	} {
		if post.minor != 0 {
			sum := hinterland.Sum{Minor: post.minor, Currency: currency}
			l.line("    " + post.account + "  " + sum.String() + " " + currency)
		}
	}
}

// close writes what the items promise, and what they come to today. How much of
// what is coming back has come no total has, so it is added up here.
func (l *ledger) close(d *Dossier, sums map[int]*sum, today hinterland.Day) {
	for n := range d.Items {
		i := &d.Items[n]
		of, a, promised := d.good(i.Good), accountsOf(&i.Item), i.promised()
		s := sums[i.Number]
		back, came := i.GivenBack+d.returned(i.Number)-s.returned.missing, s.back().came
		from, sent, received := d.inForce().From, i.Sent+i.Extra, i.Received+i.ExtraReceived
		l.line("")
		l.line(fmt.Sprintf("%s * (%s) promise, item %d", from, d.ID, i.Number))
		l.line("    " + a.owes + "  " + amount(-promised, of) + " " + commodity(of))
		l.line("    " + a.owed + "  " + amount(promised, of) + " " + commodity(of))
		l.line("")
		l.line(fmt.Sprintf("%s * (%s) totals, item %d", max(from, today), d.ID, i.Number))
		for _, post := range []posting{
			{a.owes, sent - promised},
			{a.owed, promised - sent},
			{a.sent, -sent},
			{a.transit, sent - received},
			{a.received, received},
			{a.gave, -back},
			{a.coming, back - came},
			{a.got, came},
		} {
			if !slices.Contains(a.of(d.goesBack(i)), post.account) {
				continue
			}
			l.line("    " + post.account + "  0 " + commodity(of) + " = " +
				amount(post.steps, of) + " " + commodity(of))
		}
	}
}

// returned is how much of what was rejected of an item the records say went back.
func (d *Dossier) returned(item int) (sum hinterland.Quantity) {
	for i := range d.Events {
		if e := &d.Events[i]; e.Item == item && e.Reversed == 0 {
			sum += e.Returned
		}
	}
	return sum
}

// commodity is a good by its unit. Between quotes three signs mean something to
// hledger or to us.
func commodity(of *hinterland.Good) string {
	text := string(of.Code) + " " + of.Unit
	return `"` + strings.NewReplacer("%", "%25", `"`, "%22", ";", "%3B").Replace(text) + `"`
}

// safe writes a code so that no sign of it means anything to hledger: what is
// neither letter nor figure nor one of -_. becomes % and its bytes, as in
// addresses, so that different codes stay different.
func safe(code string) string {
	var b strings.Builder
	for _, r := range code {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			b.WriteRune(r)
			continue
		}
		for _, part := range []byte(string(r)) {
			fmt.Fprintf(&b, "%%%02X", part)
		}
	}
	return b.String()
}

// plain is a text in one line. As a comment that is no part of a transaction
// hledger does not read it: elsewhere a day in it would be taken for one.
func plain(text string) string { return strings.Join(strings.Fields(text), " ") }
