package web

import (
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The ways of an item between the two parties of a contract, as the form has
// them. Where there are more the form asks for both ends.
const (
	weSupply   = "out"
	theySupply = "in"
)

// partyField is the field of the nth party of terms. The first is the
// reader's own and has none.
func partyField(n int) string { return "parties." + strconv.Itoa(n) }

// countParties is how many parties the form has room for, the reader's own
// included; two at least.
func (d *draft) countParties() int {
	n := 2
	for d.typed.Has(partyField(n + 1)) {
		n++
	}
	return min(n, hinterland.MaxParties)
}

// parties are those that have been typed, the reader's own first. One that is
// left blank is passed over, unless it is the only other.
func (d *draft) parties() []hinterland.PartyCode {
	parties := []hinterland.PartyCode{hinterland.PartyCode(d.typed.Get(forField))}
	for n := 2; n <= d.countParties(); n++ {
		if code := d.text(partyField(n)); code != "" {
			parties = append(parties, hinterland.PartyCode(code))
		}
	}
	return parties
}

// readParties is parties, where another one has to be typed.
func (d *draft) readParties() []hinterland.PartyCode {
	parties := d.parties()
	if len(parties) < 2 {
		d.fault(partyField(2), hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
		parties = append(parties, "")
	}
	return parties
}

// fillParties types the parties of terms but the reader's own.
func (d *draft) fillParties(parties []hinterland.PartyCode) {
	n := 1
	for _, p := range parties {
		if string(p) != d.typed.Get(forField) {
			n++
			d.typed.Set(partyField(n), string(p))
		}
	}
}

// ends are from whom to whom an item goes. What the form has no room for yet,
// or no more, is made of what it had.
func (d *draft) ends(stem string, parties []hinterland.PartyCode) (from, to hinterland.PartyCode) {
	if d.typed.Has(stem + "from") {
		from = hinterland.PartyCode(d.text(stem + "from"))
		return from, hinterland.PartyCode(d.text(stem + "to"))
	}
	from, to = parties[0], ""
	if len(parties) > 1 {
		to = parties[1]
	}
	if d.typed.Get(stem+"way") == theySupply {
		from, to = to, from
	}
	return from, to
}

// setEnds types from whom to whom an item goes, as the form asks for it.
func (d *draft) setEnds(stem string, from, to hinterland.PartyCode) {
	d.typed.Del(stem + "way")
	d.typed.Del(stem + "from")
	d.typed.Del(stem + "to")
	switch {
	case d.countParties() > 2:
		d.typed.Set(stem+"from", string(from))
		d.typed.Set(stem+"to", string(to))
	case string(to) == d.typed.Get(forField):
		d.typed.Set(stem+"way", theySupply)
	default:
		d.typed.Set(stem+"way", weSupply)
	}
}

// endFields ask from whom to whom an item goes.
func (d *draft) endFields(n *names, stem string) []field {
	parties := d.parties()
	from, to := d.ends(stem, parties)
	d.setEnds(stem, from, to)
	if d.countParties() == 2 {
		return []field{d.field("choice", stem+"way", "web.item.way").from([]option{
			{weSupply, d.say.Say("web.item.out", nil)},
			{theySupply, d.say.Say("web.item.in", nil)},
		}).instead(stem+"from", stem+"to")}
	}
	var options []option
	for _, p := range parties {
		options = append(options, option{string(p), n.party(p)})
	}
	return []field{
		d.field("choice", stem+"from", "column.from_party").from(options),
		d.field("choice", stem+"to", "column.to_party").from(options),
	}
}

// kinds offers the kinds of agreement.
func (a *ask) kinds() []option {
	var options []option
	for _, k := range []hinterland.AgreementKind{
		hinterland.PurchaseContract, hinterland.SupportAgreement, hinterland.LabourGuarantee,
		hinterland.LiaisonAgreement,
	} {
		options = append(options, option{string(k), a.kind(k)})
	}
	return options
}

// classes offers the classes of agreement, the shortest first.
func (a *ask) classes() []option {
	var options []option
	for _, c := range []hinterland.AgreementClass{
		hinterland.ForTask, hinterland.ForShort, hinterland.ForYear, hinterland.ForYears,
	} {
		options = append(options, option{string(c), a.class(c)})
	}
	return options
}

// efforts offers how much an item may bind.
func (a *ask) efforts() []option {
	return []option{
		{string(hinterland.Firm), a.effort(hinterland.Firm)},
		{string(hinterland.Best), a.effort(hinterland.Best)},
	}
}

// partyGroup asks what is agreed and with whom.
func (d *draft) partyGroup() (group, error) {
	others, err := d.partyOptions(hinterland.PartyCode(d.typed.Get(forField)))
	last := d.countParties()
	g := group{Fields: []field{
		d.field("choice", "kind", "word.kind").from(d.kinds()).
			hint(d.say.Say("web.terms.kind", nil)),
		d.field("choice", "class", "word.class").from(d.classes()).
			hint(d.say.Say("web.terms.class", nil)),
		d.enterable(&office.RegisterParty{}, "/parties/new",
			d.pick(partyField(2), "web.terms.other", others, "web.choice.party")),
	}}
	for i := 3; i <= last; i++ {
		f := d.pick(partyField(i), "word.party", others, "web.choice.party").optional()
		f.Label = d.say.Say("web.terms.further", lang.Args{"number": i})
		g.Fields = append(g.Fields, f)
	}
	if last < hinterland.MaxParties {
		g.Buttons = []button{{
			Do: addParty, Text: d.say.Say("web.terms.party.add", nil),
			To: d.r.URL.Path + "#" + partyField(last+1),
		}}
	}
	return g, err
}
