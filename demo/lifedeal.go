package demo

import (
	"cmp"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A deal is an agreement of two parties on one good.
type deal struct {
	from, to hinterland.PartyCode
	good     *hinterland.Good
	due      [Periods]hinterland.Quantity
	price    hinterland.Money
	id       hinterland.ID[hinterland.Agreement]
	digest   string

	ready [Periods]hinterland.Quantity // what the supplier has for it, by the plan
	owed  hinterland.Quantity          // what was due and has not come
	stock hinterland.Quantity          // what of it the supplier has
	taken hinterland.Quantity          // what was received
}

// total is what is due in all.
func (d *deal) total() (q hinterland.Quantity) {
	for _, part := range d.due {
		q += part
	}
	return q
}

// quantity writes one of the good.
func (d *deal) quantity(q hinterland.Quantity) string {
	return hinterland.FormatDecimal(int64(q), d.good.Decimals)
}

// terms are what the deal says, in the words of who proposes it.
func (l *life) terms(d *deal, by hinterland.PartyCode) *hinterland.Terms {
	other := d.from
	if by == d.from {
		other = d.to
	}
	t := &hinterland.Terms{
		Kind: hinterland.PurchaseContract, Class: hinterland.ForYear,
		Title: l.said("demo.deal", lang.Args{
			"good": l.named(d.good.Name), "party": l.named(l.index.Party[d.to].Name),
		}),
		Parties: []hinterland.PartyCode{by, other},
		From:    l.horizon.From, Last: l.horizon.Last(),
		Remedies: []hinterland.Remedy{{For: hinterland.IsLate, Text: l.said("demo.remedy", nil)}},
	}
	if d.good.Class == hinterland.LabourClass {
		t.Kind = hinterland.LabourGuarantee
	}
	item := hinterland.ItemTerms{
		Number: 1, From: d.from, To: d.to, Good: d.good.Code, Effort: hinterland.Firm,
		Floor: d.quantity(d.total()), Ceiling: d.quantity(d.total() + d.total()/5 + 1),
		Price: money(d.price), Currency: d.good.Currency,
	}
	for i, q := range d.due {
		if q > 0 {
			item.Schedule = append(item.Schedule, hinterland.Scheduled{
				Due: l.horizon.Days(hinterland.Period(i + 1)).Last(), Quantity: d.quantity(q),
			})
		}
	}
	t.Items = []hinterland.ItemTerms{item}
	return t
}

// frozen is the number that stands for the text of terms.
func (l *life) frozen(t *hinterland.Terms, of *hinterland.Good) string {
	called := &hinterland.Called{Goods: []hinterland.CalledGood{
		{Code: of.Code, Name: of.Name, Unit: l.word(of.Unit)},
	}}
	return l.digest(t, called)
}

// digest is the number of a text that calls parties as the sample does.
func (l *life) digest(t *hinterland.Terms, called *hinterland.Called) string {
	for _, code := range t.Parties {
		name := l.office
		if p := l.index.Party[code]; p != nil {
			name = p.Name
		}
		called.Parties = append(called.Parties, hinterland.CalledParty{Code: code, Name: name})
	}
	text := hinterland.Frozen{Terms: *t, Called: called}
	_, digest := text.Freeze()
	return digest
}

// propose puts deals before their parties, by one of them.
func (l *life) propose(by office.Actor, deals []*deal) {
	var acts []office.Act
	for _, d := range deals {
		t := l.terms(d, by.Party)
		d.digest = l.frozen(t, d.good)
		acts = append(acts, &office.ProposeAgreement{Terms: *t})
	}
	made := l.all(by, acts)
	for i, d := range deals {
		d.id = hinterland.MakeID[hinterland.Agreement](made.Act, i)
	}
	l.deals = append(l.deals, deals...)
}

// assent gives a party's own word, and keeps that of others on paper of whom
// nobody holds a post.
func (l *life) assent(by office.Actor, deals []*deal) {
	var acts []office.Act
	document := l.said("demo.paper", nil)
	for _, d := range deals {
		acts = append(acts, &office.Assent{
			Agreement: d.id, Version: 1, Party: by.Party, Digest: d.digest,
		})
		for _, other := range []hinterland.PartyCode{d.from, d.to} {
			if _, manned := l.hosts[other]; !manned {
				acts = append(acts, &office.RecordPaperAssent{
					Agreement: d.id, Version: 1, Party: other, Digest: d.digest, Document: document,
				})
			}
		}
	}
	l.all(by, acts)
}

// agree lets buyers agree with suppliers on what these guarantee them.
func (l *life) agree() {
	l.on(0, 1)
	all := l.guaranteed()
	for _, mine := range byParty(all, func(d *deal) hinterland.PartyCode { return d.to }) {
		host := l.hosts[mine[0].to]
		l.propose(host, mine)
		l.assent(host, mine)
	}
	for _, mine := range byParty(all, func(d *deal) hinterland.PartyCode { return d.from }) {
		if host, manned := l.hosts[mine[0].from]; manned {
			l.assent(host, mine)
		}
	}
}

// guaranteed are the deals that the floors of the sample are of.
func (l *life) guaranteed() (all []*deal) {
	type key struct {
		from, to hinterland.PartyCode
		good     hinterland.GoodCode
	}
	known := map[key]*deal{}
	for _, f := range l.Region.Floors {
		k := key{f.From, f.To, f.Good}
		if known[k] == nil {
			known[k] = &deal{
				from: f.From, to: f.To, good: l.index.Good[f.Good], price: l.asked(f.From, f.Good),
			}
			all = append(all, known[k])
		}
		known[k].due[f.Period-1] += f.Quantity
	}
	return all
}

// asked is the first price at which a party offers a good.
func (l *life) asked(by hinterland.PartyCode, good hinterland.GoodCode) hinterland.Money {
	at := slices.IndexFunc(l.Region.Offers, func(o hinterland.Offer) bool {
		return o.Party == by && o.Good == good
	})
	return l.Region.Offers[max(at, 0)].Price
}

// byParty parts deals by a party of each, in the order of codes.
func byParty(deals []*deal, of func(*deal) hinterland.PartyCode) (parts [][]*deal) {
	sorted := slices.Clone(deals)
	slices.SortStableFunc(sorted, func(a, b *deal) int { return cmp.Compare(of(a), of(b)) })
	for i, d := range sorted {
		if i == 0 || of(d) != of(sorted[i-1]) {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], d)
	}
	return parts
}

// plannedDeals is how many agreements each guest makes by the plan.
const plannedDeals = 3

// foresee reads what the plan lets the supplier of each deal send in each month. Of
// what it gives to guests, or lets them give, and nobody has agreed on, the largest
// parts become agreements; of each guest the last waits for the other's word.
func (l *life) foresee(k *hinterland.KeptPlan) {
	l.on(0, 22)
	for _, g := range l.guests {
		host, manned := l.hosts[g.party]
		if !manned {
			continue
		}
		var mine []*deal
		for _, a := range l.allocated(k, "", host.Party) {
			if a.From != a.To && l.dealOf(&a) == nil {
				mine = append(mine, l.dealBy(&a))
			}
		}
		slices.SortStableFunc(mine, func(a, b *deal) int {
			return cmp.Compare(l.worth(b), l.worth(a))
		})
		made := mine[:min(len(mine), plannedDeals)]
		l.propose(host, made)
		l.assent(host, made[:max(len(made)-1, 0)])
		l.draft(host, k.ID, mine[len(made):])
	}
	for _, d := range l.deals {
		for _, a := range l.allocated(k, d.good.Code, d.from) {
			if a.To == d.to && a.From == d.from {
				d.ready = months(a.Lines)
			}
		}
	}
}

// draft makes of the first of some deals, of which nothing else is agreed on by the
// same two, what the plan comes to between them.
func (l *life) draft(
	by office.Actor, plan hinterland.ID[hinterland.KeptPlan], rest []*deal,
) {
	at := slices.IndexFunc(rest, func(d *deal) bool {
		return !slices.ContainsFunc(l.deals, func(o *deal) bool {
			return o.from == d.from && o.to == d.to || o.from == d.to && o.to == d.from
		})
	})
	if at >= 0 {
		one, other := rest[at].from, rest[at].to
		l.do(by, &office.DraftByPlan{Plan: plan, One: min(one, other), Other: max(one, other)})
	}
}

// allocated are the allocations of a plan, of a good or a party where they are said.
func (l *life) allocated(
	k *hinterland.KeptPlan, good hinterland.GoodCode, party hinterland.PartyCode,
) (found []office.Allocated) {
	l.see(l.keeper, func(v *office.View) (err error) {
		found, err = v.Allocations(k, good, party)
		return err
	})
	return found
}

// months adds up lines by the months in which they are sent.
func months(lines []hinterland.Line) (sums [Periods]hinterland.Quantity) {
	for _, line := range lines {
		sums[line.ShipPeriod-1] += line.Quantity
	}
	return sums
}

// dealOf is the deal that an allocation falls under; nil where there is none.
func (l *life) dealOf(a *office.Allocated) *deal {
	for _, d := range l.deals {
		if d.from == a.From && d.to == a.To && d.good.Code == a.Good {
			return d
		}
	}
	return nil
}

// dealBy is a deal on what a plan allocates.
func (l *life) dealBy(a *office.Allocated) *deal {
	sent := months(a.Lines)
	return &deal{
		from: a.From, to: a.To, good: l.index.Good[a.Good], price: a.Lines[0].Price,
		due: sent, ready: sent,
	}
}

// worth is what a deal comes to.
func (l *life) worth(d *deal) int64 { return d.paid(d.total()) }

// paid is the price of a quantity, in hundredths of its currency.
func (d *deal) paid(q hinterland.Quantity) int64 {
	per := int64(1)
	for range d.good.Decimals {
		per *= 10
	}
	return hinterland.RoundHalfEven(int64(q)*(int64(d.price)/cent), per)
}

// liaise lets the office agree with guests on how to keep in touch. The last of them
// has asked for it and waits for an answer.
func (l *life) liaise() {
	l.on(0, 2)
	for i, g := range l.guests {
		host, manned := l.hosts[g.party]
		if !manned {
			continue
		}
		sides := []office.Actor{l.keeper, host}
		if asks := i+2 == len(l.guests); asks { // the reader comes after them
			sides = []office.Actor{host}
		}
		t := l.contact(g, sides[0].Party)
		made := l.do(sides[0], &office.ProposeAgreement{Terms: *t})
		for _, by := range sides {
			l.do(by, &office.Assent{
				Agreement: hinterland.MakeID[hinterland.Agreement](made.Act, 0), Version: 1,
				Party: by.Party, Digest: l.digest(t, &hinterland.Called{}),
			})
		}
	}
}

// contact says who tells the office what, proposed by one of the two.
func (l *life) contact(g Guest, by hinterland.PartyCode) *hinterland.Terms {
	other := officeCode
	if by == officeCode {
		other = g.party
	}
	return &hinterland.Terms{
		Kind: hinterland.LiaisonAgreement, Class: hinterland.ForYear,
		Title:   l.said("demo.liaison", lang.Args{"party": l.named(g.Party)}),
		Parties: []hinterland.PartyCode{by, other},
		From:    l.horizon.From, Last: l.horizon.Last(),
		Tasks: []hinterland.TaskTerms{{
			Party: g.party, What: l.said("demo.task", nil), When: l.said("demo.monthly", nil),
			Speak: officeCode,
		}},
	}
}
