package exchange

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"hinterland"
)

// number makes the number of a record.
func number[T any](n int64) hinterland.ID[T] { return hinterland.MakeID[T](n, 0) }

// day reads a day.
func day(t testing.TB, text string) hinterland.Day {
	t.Helper()
	d, err := hinterland.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// cover is that of an office at noon of 25 November 2026.
func cover(language string) Cover {
	return Cover{
		Charter: hinterland.Charter{
			Name: hinterland.Name{English: "Liuyang", Chinese: "浏阳"}, Language: language,
			Currency: "CNY", Clock: "Asia/Shanghai",
		},
		At:     hinterland.InstantOf(time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)),
		Prefix: "ocds-a1b2c3", URI: "https://office.example/exports/ocds.json?agreement=14",
	}
}

// supply is a contract by which the co-operative supplies ramie and the office
// salt by the 担, for which there is no code.
func supply(t testing.TB) hinterland.Terms {
	return hinterland.Terms{
		Kind: hinterland.PurchaseContract, Class: hinterland.ForShort, Title: "Ramie & salt, 2026",
		Parties: []hinterland.PartyCode{"office", "coop", "bank"},
		From:    day(t, "2026-01-01"), Last: day(t, "2026-12-31"), Text: "Weighed at the office.",
		Items: []hinterland.ItemTerms{
			{
				Number: 1, From: "coop", To: "office", Good: "ramie", Floor: "100", Ceiling: "150",
				Price: "820.05", Currency: "CNY", Effort: hinterland.Firm,
				Schedule: []hinterland.Scheduled{
					{Due: day(t, "2026-10-31"), Quantity: "60"},
					{Due: day(t, "2026-12-15"), Quantity: "60.001"},
				},
			},
			{
				Number: 2, From: "office", To: "coop", Good: "salt", Floor: "0", Ceiling: "9",
				Effort:   hinterland.Best,
				Schedule: []hinterland.Scheduled{{Due: day(t, "2026-11-01"), Quantity: "8"}},
			},
		},
	}
}

// support is lent and given at prices that are not fixed; one of its items is
// older than efforts.
func support(t testing.TB) hinterland.Terms {
	terms := supply(t)
	terms.Kind, terms.Class = hinterland.SupportAgreement, hinterland.ForYears
	terms.Last = day(t, "2029-12-31")
	lent, given := &terms.Items[0], &terms.Items[1]
	lent.Right, lent.Back, lent.Market = hinterland.ToUse, day(t, "2029-12-01"), "Changsha, weekly"
	lent.Effort = ""
	given.Right, given.Currency = hinterland.ToOwn, "CNY"
	given.Grades = []hinterland.Grade{{Name: "fine", Price: ".5"}, {Name: "coarse", Price: "0.25"}}
	return terms
}

// goods are those of the samples.
func goodsOf() []hinterland.Good {
	return []hinterland.Good{
		{
			Code: "ramie", Name: hinterland.Name{English: "Ramie", Chinese: "苎麻"}, Unit: "t",
			Decimals: 3,
		},
		{Code: "salt", Name: hinterland.Name{Chinese: "盐"}, Unit: "担"},
		{
			Code: "harvest", Name: hinterland.Name{English: "Harvest work"}, Unit: "d",
			Class: hinterland.LabourClass,
		},
	}
}

// dossier makes one of terms that were put in force at the times given, one
// version for each; 0 for one that was not.
func dossier(t testing.TB, id int64, terms hinterland.Terms, since ...hinterland.Instant) *Dossier {
	t.Helper()
	p := &Dossier{
		Agreement: hinterland.Agreement{
			ID: number[hinterland.Agreement](id), Title: terms.Title, Latest: len(since),
			Ended: hinterland.Forevermore,
		},
		Parties: []hinterland.Party{
			{Code: "office", Name: hinterland.Name{English: "County <office>"}},
			{Code: "coop", Name: hinterland.Name{English: "Ramie co-op", Chinese: "苎麻合作社"}},
		},
		Goods: goodsOf(),
	}
	for i, at := range since {
		p.Texts = append(p.Texts, Text{i + 1, terms, at})
		if at > 0 {
			p.InForce = i + 1
		}
	}
	for i := range terms.Items {
		item, due, faults := terms.Items[i].Promise(p.ID, p.good(terms.Items[i].Good))
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		p.Items = append(p.Items, Item{item, due})
	}
	return p
}

// come lets events come of the items.
func (p *Dossier) come(events ...hinterland.Event) *Dossier {
	for n := range events {
		e := &events[n]
		e.Agreement = p.ID
		p.Events = append(p.Events, *e)
		i := p.item(e.Item)
		switch {
		case i == nil || e.Paid.Currency != "":
			continue
		case e.Sends():
			i.Sent += e.Quantity
		case e.Kind == hinterland.Receipt && events[n-1].Kind == hinterland.Return:
		case e.Kind == hinterland.Receipt:
			i.Sent, i.Received = i.Sent-e.Short-e.Rejected, i.Received+e.Quantity
		case e.Kind == hinterland.Reversal: // of a delivery, in the samples
			i.Sent -= e.Quantity
		}
		sent, received := i.Sent+i.Extra, i.Received+i.ExtraReceived
		i.Sent, i.Received = min(sent, i.Ceiling), min(received, i.Ceiling)
		i.Extra, i.ExtraReceived = sent-i.Sent, received-i.Received
		i.Due = i.Deal(i.Due)
	}
	slices.Reverse(p.Events)
	return p
}

// ramieDealings are deliveries, a receipt that is not all, and a reversal.
func ramieDealings(t testing.TB) *Dossier {
	at := func(s string) hinterland.Day { return day(t, s) }
	id := number[hinterland.Event]
	return dossier(t, 14, supply(t), 1_767_225_600_000_000, 1_780_000_000_000_000).come(
		hinterland.Event{
			ID: id(16), Kind: hinterland.Delivery, Item: 1, Day: at("2026-11-02"), Quantity: 40_000,
			Party: "coop", Note: "date:tomorrow; <40> sacks\nby cart",
		},
		hinterland.Event{
			ID: id(17), Kind: hinterland.Receipt, Item: 1, About: id(16), Day: at("2026-11-03"),
			Quantity: 38_000, Short: 1_000, Rejected: 1_000, Reason: "Wet & torn", Party: "office",
		},
		hinterland.Event{
			ID: id(18), Kind: hinterland.Delivery, Item: 1, Day: at("2026-11-20"), Quantity: 12_001,
			Party: "coop",
		},
		hinterland.Event{
			ID: id(19), Kind: hinterland.Delivery, Item: 2, Day: at("2026-11-21"), Quantity: 3,
			Party: "office", Reversed: id(20),
		},
		hinterland.Event{
			ID: id(20), Kind: hinterland.Reversal, Item: 2, About: id(19), Day: at("2026-11-22"),
			Quantity: 3, Reason: "Twice", Party: "office",
		},
		hinterland.Event{
			ID: id(23), Kind: hinterland.Delivery, Item: 2, Day: at("2026-11-22"), Quantity: 2,
			Party: "office",
		},
	)
}

// paidDealings are payments of an item and of the whole, one that came short
// and one that was taken back; what went beyond a ceiling; a return; and work.
func paidDealings(t testing.TB) *Dossier {
	terms := supply(t)
	terms.Items = append(terms.Items, hinterland.ItemTerms{
		Number: 3, From: "coop", To: "office", Good: "harvest", Effort: hinterland.Firm,
		Floor: "1", Ceiling: "5",
		Schedule: []hinterland.Scheduled{{Due: day(t, "2026-09-30"), Quantity: "5"}},
	})
	on := day(t, "2026-11-20")
	id := number[hinterland.Event]
	cny := func(minor int64) hinterland.Sum {
		return hinterland.Sum{Minor: minor, Currency: "CNY"}
	}
	return dossier(t, 37, terms, 1).come(
		hinterland.Event{ID: id(50), Kind: hinterland.Delivery, Item: 2, Day: on, Quantity: 11},
		hinterland.Event{
			ID: id(51), Kind: hinterland.Receipt, Item: 2, About: id(50), Day: on, Quantity: 10,
			Rejected: 1, Reason: "Wet", Returned: 1,
		},
		hinterland.Event{
			ID: id(52), Kind: hinterland.Return, Item: 2, About: id(51), Day: on, Quantity: 1,
		},
		hinterland.Event{
			ID: id(53), Kind: hinterland.Receipt, Item: 2, About: id(52), Day: on, Quantity: 1,
		},
		hinterland.Event{ID: id(54), Kind: hinterland.Work, Item: 3, Day: on, Quantity: 4},
		hinterland.Event{
			ID: id(55), Kind: hinterland.Receipt, Item: 3, About: id(54), Day: on, Quantity: 4,
		},
		hinterland.Event{
			ID: id(56), Kind: hinterland.Payment, Item: 1, Day: on, Party: "office", To: "coop",
			Paid: cny(10_050),
		},
		hinterland.Event{
			ID: id(57), Kind: hinterland.Receipt, Item: 1, About: id(56), Day: on, Party: "coop",
			Paid: cny(10_000), Missing: 50, Reason: "A fee",
		},
		hinterland.Event{
			ID: id(58), Kind: hinterland.Payment, Day: on, Party: "bank", To: "office",
			Paid: hinterland.Sum{Minor: 7, Currency: "JPY"},
		},
		hinterland.Event{
			ID: id(59), Kind: hinterland.Payment, Day: on, Party: "bank", To: "coop",
			Paid: cny(1), Reversed: id(60),
		},
		hinterland.Event{
			ID: id(60), Kind: hinterland.Reversal, About: id(59), Day: on, Party: "bank",
			Paid: cny(1),
		},
	)
}

// all are agreements in every state.
func all(t testing.TB) []*Dossier {
	liaison := hinterland.Terms{
		Kind: hinterland.LiaisonAgreement, Title: "Who speaks with whom",
		Parties: []hinterland.PartyCode{"office", "coop"}, From: day(t, "2026-01-01"),
		Last: day(t, "2027-12-31"),
	}
	over := liaison
	over.Last = day(t, "2026-11-24")
	paused := dossier(t, 38, supply(t), 1)
	paused.Pause(day(t, "2026-10-20"), day(t, "2026-12-01"))
	paused.After = number[hinterland.Agreement](14)
	closed, broken := dossier(t, 39, supply(t), 1), dossier(t, 40, supply(t), 1)
	closed.Stage, broken.Stage = hinterland.FulfilledStage, hinterland.BreachedStage
	ended, withdrawn := dossier(t, 32, liaison, 1), dossier(t, 33, supply(t), 0)
	ended.Ended, withdrawn.Ended = day(t, "2026-11-25"), day(t, "2026-11-25")
	return []*Dossier{
		ramieDealings(t), dossier(t, 30, liaison, 1), dossier(t, 31, supply(t), 0),
		ended, withdrawn, dossier(t, 34, over, 1), dossier(t, 35, supply(t), 1, 0),
		dossier(t, 36, support(t), 1), paidDealings(t), paused, closed, broken,
	}
}

// written is what a writer makes of agreements.
func written(
	t testing.TB, make func(*bytes.Buffer) (Writer, error), agreements []*Dossier,
) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := make(&b)
	for _, p := range agreements {
		if err == nil {
			err = w.Write(p)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ledgerOf, packageOf and advicesOf make the writers.
func ledgerOf(c Cover) func(*bytes.Buffer) (Writer, error) {
	return func(b *bytes.Buffer) (Writer, error) { return Ledger(b, c) }
}

func packageOf(c Cover, records bool) func(*bytes.Buffer) (Writer, error) {
	return func(b *bytes.Buffer) (Writer, error) { return OCDS(b, c, records) }
}

func advicesOf(c Cover) func(*bytes.Buffer) (Writer, error) {
	return func(b *bytes.Buffer) (Writer, error) { return UBL(b, c), nil }
}
