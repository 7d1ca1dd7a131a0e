package web

import (
	"cmp"
	"encoding"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// sorted puts options in the order of their values.
func sorted(options []option) []option {
	slices.SortFunc(options, func(a, b option) int { return cmp.Compare(a.Value, b.Value) })
	return options
}

// withdrawFromFund is the form that takes something about a fund back.
func withdrawFromFund() form {
	return form{
		read: (*draft).readWithdrawal,
		paint: func(d *draft) (*formPage, error) {
			page, f, err := d.aboutFund("web.withdrawal.new", "web.withdrawal.record")
			if err != nil {
				return nil, err
			}
			page.Lead = d.say.Say("web.withdrawal.lead", nil)
			page.Groups = []group{{Fields: []field{
				d.field("choice", "what", "web.withdrawal.what").from(d.takings(f)).
					instead("fund", "pledge", "application", "grant", "instalment"),
				d.field("number", "amount", "column.sum").optional().unit(f.Currency).
					hint(d.say.Say("web.withdrawal.amount", nil)),
				d.field("text", "reason", "word.reason"),
			}}}
			return page, nil
		},
		then: (*draft).backToFund,
	}
}

// readWithdrawal makes the act that takes back what was chosen.
func (d *draft) readWithdrawal() office.Act {
	kind, number, _ := strings.Cut(d.text("what"), ".")
	reason, amount := d.text("reason"), d.number("amount")
	read := func(id encoding.TextUnmarshaler) { d.fault("what", id.UnmarshalText([]byte(number))) }
	switch kind {
	case "pledge":
		act := &office.WithdrawPledge{Amount: amount, Reason: reason}
		read(&act.Pledge)
		return act
	case "application":
		act := &office.WithdrawApplication{Reason: reason}
		read(&act.Application)
		return act
	case "grant":
		act := &office.RevokeGrant{Amount: amount, Reason: reason}
		read(&act.Grant)
		return act
	case "instalment":
		act := &office.ReverseInstalment{Reason: reason}
		read(&act.Instalment)
		return act
	}
	return &office.RevokeGrant{Amount: amount, Reason: reason} // of nothing, as is refused
}

func grantField(n int, name string) string { return "grant." + strconv.Itoa(n) + "." + name }

// grantFromFund is the form that answers all open applications at once. It
// begins with an even share of what is free.
func grantFromFund() form {
	return form{
		start: func(d *draft) error {
			f, err := d.fund(d.v)
			if err != nil {
				return err
			}
			d.typed.Set("currency", f.Currency)
			n := 0
			for i := range f.Applications {
				if f.Applications[i].Open() == 0 {
					continue
				}
				n++
				d.typed.Set(grantField(n, "application"), f.Applications[i].ID.String())
				if f.Proposed[i] > 0 {
					d.typed.Set(grantField(n, "amount"), f.Sum(f.Proposed[i]).String())
				}
			}
			d.roomy("day.", linesAtOnce)
			return nil
		},
		edit:  (*draft).editLines,
		read:  func(d *draft) office.Act { return d.readGrants() },
		paint: paintGrants,
		then:  (*draft).backToFund,
	}
}

// grantRows are the lines of the form of grants, and the numbers of those that
// have an amount: acts are made of these only.
func (d *draft) grantRows() (rows int, given []int) {
	for rows = 0; d.typed.Has(grantField(rows+1, "application")); rows++ {
		if amount := d.text(grantField(rows+1, "amount")); amount != "" && amount != "0" {
			given = append(given, rows+1)
		}
	}
	return rows, given
}

// readGrants makes one act of a grant for each line that has an amount, all to
// be repaid in equal parts on the days that were typed.
func (d *draft) readGrants() office.Act {
	_, given := d.grantRows()
	var days []hinterland.Day
	for _, n := range d.lines("day.") {
		days = append(days, d.day("day."+strconv.Itoa(n)))
	}
	batch := &office.Batch{}
	for _, n := range given {
		grant := &office.GrantOfFund{Amount: d.number(grantField(n, "amount"))}
		asked := grantField(n, "application")
		d.fault(asked, grant.Application.UnmarshalText([]byte(d.text(asked))))
		if sum, err := hinterland.ParseSum(grant.Amount, d.text("currency")); err == nil {
			grant.Schedule = equalParts(sum, days)
		}
		batch.Acts = append(batch.Acts, office.Step{Act: grant})
	}
	return batch
}

// equalParts are as many equal parts of a sum as there are days. Of coins that
// cannot be shared each goes to the earliest.
func equalParts(sum hinterland.Sum, days []hinterland.Day) []hinterland.Repayment {
	wants := make([]int64, len(days))
	for i := range wants {
		wants[i] = sum.Minor
	}
	var parts []hinterland.Repayment
	for i, part := range hinterland.ShareEvenly(sum.Minor, wants) {
		text := hinterland.Sum{Minor: part, Currency: sum.Currency}.String()
		parts = append(parts, hinterland.Repayment{Due: days[i], Amount: text})
	}
	return parts
}

func paintGrants(d *draft) (*formPage, error) {
	page, f, err := d.aboutFund("web.grant.new", "web.grant.record")
	if err != nil {
		return nil, err
	}
	parties := make([]hinterland.PartyCode, len(f.Applications))
	for i := range f.Applications {
		parties[i] = f.Applications[i].Party
	}
	names := d.noNames(d.v)
	if err := names.learn(parties); err != nil {
		return nil, err
	}
	page.Lead = d.say.Say("web.grant.lead", nil)
	page.Hidden = append(page.Hidden, field{Name: "currency", Value: f.Currency})
	rows, given := d.grantRows()
	answers := group{}
	for n := 1; n <= rows; n++ {
		answers.Fields = append(answers.Fields, d.grantField(names, f, n, given))
		asked := grantField(n, "application")
		page.Hidden = append(page.Hidden, field{Name: asked, Value: d.text(asked)})
	}
	days := d.lineGroup(lineList{"day.", "schedule", d.say.Say("web.grant.days", nil), true},
		func(name string) field { return d.filled("day", name) })
	for i, n := range d.lines("day.") {
		for act := range given {
			part := fmt.Sprintf("acts.%d.schedule.%d.", act+1, i+1)
			days.Fields[n-1].Stands = append(days.Fields[n-1].Stands, part+"due", part+"amount")
		}
	}
	days.Hint = d.say.Say("web.grant.days.hint", nil)
	page.Groups = []group{answers, days}
	return page, nil
}

// grantField asks how much an application is granted. It stands for the act that
// is made of it, and the first one for all of them together.
func (d *draft) grantField(n *names, f *office.FundDossier, row int, given []int) field {
	asked, to := d.text(grantField(row, "application")), field{}
	for i := range f.Applications {
		if p := &f.Applications[i]; p.ID.String() == asked {
			to = d.filled("number", grantField(row, "amount")).optional().unit(f.Currency).
				labelled(d.say.Say("web.grant.to", lang.Args{
					"party": n.party(p.Party), "sum": d.ask.sum(f.Sum(p.Open())),
				})).hint(p.Use)
		}
	}
	if row == 1 {
		to.Stands = append(to.Stands, "acts")
	}
	if at := slices.Index(given, row); at >= 0 {
		act := "acts." + strconv.Itoa(at+1)
		to.Stands = append(to.Stands, act+".amount", act+".application", act)
	}
	return to
}
