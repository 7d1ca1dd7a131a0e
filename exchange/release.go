package exchange

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"hinterland"
)

// The parts of a release that we have something to say in. What is ours and not
// the standard's is described in extension/release-schema.json.
type (
	release struct {
		OCID       string         `json:"ocid"`
		ID         string         `json:"id"`
		Date       string         `json:"date"`
		Tag        []string       `json:"tag"`
		Initiation string         `json:"initiationType"` // the standard has only one
		Language   string         `json:"language"`
		Parties    []organisation `json:"parties"`
		Buyer      *reference     `json:"buyer,omitempty"`
		Awards     []award        `json:"awards"`
		Contracts  []contract     `json:"contracts"`
		Related    []related      `json:"relatedProcesses,omitempty"`
	}
	related struct {
		ID           string   `json:"id"`
		Relationship []string `json:"relationship"`
		Scheme       string   `json:"scheme"`
		Identifier   string   `json:"identifier"`
	}
	organisation struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		English string   `json:"name_en,omitempty"`
		Chinese string   `json:"name_zh,omitempty"`
		Roles   []string `json:"roles"`
	}
	reference struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	award struct {
		ID        string      `json:"id"`
		Title     string      `json:"title"`
		Status    string      `json:"status"`
		Suppliers []reference `json:"suppliers,omitempty"`
	}
	contract struct {
		ID         string      `json:"id"`
		AwardID    string      `json:"awardID"`
		Title      string      `json:"title"`
		Text       string      `json:"description,omitempty"`
		Status     string      `json:"status"`
		Kind       string      `json:"agreementKind"`
		Class      string      `json:"agreementClass,omitempty"`
		State      string      `json:"agreementState"`
		Period     period      `json:"period"`
		Signed     string      `json:"dateSigned,omitempty"`
		Items      []goods     `json:"items,omitempty"`
		Milestones []milestone `json:"milestones,omitempty"`
		Amendments []amendment `json:"amendments,omitempty"`
		Done       *done       `json:"implementation,omitempty"`
		Omitted    []string    `json:"omittedCurrencies,omitempty"`
	}
	done struct {
		Payments []payment `json:"transactions"`
	}
	payment struct {
		ID       string    `json:"id"`
		Date     string    `json:"date"`
		Value    *value    `json:"value,omitempty"`
		Payer    reference `json:"payer"`
		Payee    reference `json:"payee"`
		Received *value    `json:"received,omitempty"`
		Item     string    `json:"itemID,omitempty"`
	}
	period struct {
		From string `json:"startDate"`
		Last string `json:"endDate"`
	}
	goods struct {
		ID         string      `json:"id"`
		Text       string      `json:"description"`
		English    string      `json:"description_en,omitempty"`
		Chinese    string      `json:"description_zh,omitempty"`
		Quantity   json.Number `json:"quantity"`
		Unit       unit        `json:"unit"`
		Good       string      `json:"good"`
		Supplier   string      `json:"supplier"`
		Taker      string      `json:"taker"`
		Effort     string      `json:"effort"`
		Floor      json.Number `json:"floor"`
		Ceiling    json.Number `json:"ceiling"`
		Market     string      `json:"market,omitempty"`
		Least      *value      `json:"leastPrice,omitempty"`
		Grades     []grade     `json:"grades,omitempty"`
		Right      string      `json:"right,omitempty"`
		Fulfilment *fulfilment `json:"fulfilment,omitempty"`
	}
	unit struct {
		Scheme string `json:"scheme,omitempty"`
		ID     string `json:"id,omitempty"`
		Name   string `json:"name"`
		Value  *value `json:"value,omitempty"`
	}
	value struct {
		Amount   json.Number `json:"amount"`
		Currency string      `json:"currency"`
	}
	grade struct {
		Name  string `json:"name"`
		Value *value `json:"value"`
	}
	fulfilment struct {
		Sent     json.Number `json:"sent"`
		Transit  json.Number `json:"inTransit"`
		Received json.Number `json:"received"`
		Short    json.Number `json:"short"`
		Rejected json.Number `json:"rejected"`
		Extra    json.Number `json:"extra"`
	}
	milestone struct {
		ID       string      `json:"id"`
		Type     string      `json:"type"`
		Due      string      `json:"dueDate"`
		Seen     string      `json:"dateModified,omitempty"`
		Status   string      `json:"status"`
		Item     string      `json:"itemID"`
		Quantity json.Number `json:"quantity"`
		Sent     json.Number `json:"sent,omitempty"`
		Received json.Number `json:"received,omitempty"`
	}
	amendment struct {
		ID      string `json:"id"`
		Date    string `json:"date"`
		Release string `json:"releaseID"`
		Amends  string `json:"amendsReleaseID"`
	}
)

// An account is one agreement while it is written as releases.
type account struct {
	*Dossier
	*packer
	steps   []step
	sums    map[int]*sum
	omitted []string // currencies
}

// releases are one for each text that was ever in force, and one for how things
// stand; where none was, one for the text last proposed.
func (a *account) releases() []release {
	var releases []release
	var made []amendment
	for i := range a.Texts {
		t := &a.Texts[i]
		if t.Since == 0 {
			continue
		}
		r := a.release(t, "contract", t.Since)
		if len(releases) > 0 {
			r.Tag = []string{"contractAmendment"}
			made = append(made, amendment{
				ID: strconv.Itoa(t.Number), Date: r.Date, Release: r.ID,
				Amends: releases[len(releases)-1].ID,
			})
		}
		r.Contracts[0].Amendments = slices.Clone(made)
		releases = append(releases, r)
	}
	// Goods move before papers are signed: of what is only proposed, too, is told
	// what has come.
	t, tag := a.inForce(), "contract"
	if len(releases) > 0 {
		tag = "implementation"
	}
	now := a.release(t, tag, a.cover.At)
	now.ID += "-" + a.moment(a.cover.At)
	a.stand(&now, t)
	now.Contracts[0].Amendments = made
	return append(releases, now)
}

// release tells a text as it was when it came into force.
func (a *account) release(t *Text, tag string, at hinterland.Instant) release {
	id := a.cover.Prefix + "-" + a.Dossier.ID.String()
	c := contract{
		ID: a.Dossier.ID.String(), AwardID: a.Dossier.ID.String(),
		Kind: string(t.Kind), Class: string(t.Class),
		Title: t.Title, Text: t.Terms.Text, Status: "active", State: string(hinterland.IsInForce),
		Period: period{a.begins(t.From), a.ends(t.Last)}, Omitted: a.omitted,
	}
	if t.Since == 0 {
		c.Status, c.State = a.states(t)
	} else {
		c.Signed = a.moment(t.Since)
	}
	for i := range t.Items {
		// What was agreed has been checked: it is read here as it was then.
		item, due, _ := t.Items[i].Promise(a.Dossier.ID, a.good(t.Items[i].Good))
		a.add(&c, &Item{item, due}, t, false)
	}
	r := release{
		OCID: id, ID: id + "-" + strconv.Itoa(t.Number), Date: a.moment(at), Tag: []string{tag},
		Initiation: "tender", Language: a.cover.Language[:2], Contracts: []contract{c},
	}
	if a.After != 0 {
		r.Related = []related{{
			ID: a.After.String(), Relationship: []string{"prior"}, Scheme: "ocid",
			Identifier: a.cover.Prefix + "-" + a.After.String(),
		}}
	}
	a.sides(&r, t)
	return r
}

// states are the standard's word and ours for how the agreement stands. A term
// that has run out ends what nobody has closed.
func (a *account) states(t *Text) (status, state string) {
	today := hinterland.DayOf(a.cover.At, a.zone)
	switch on := a.On(today); on {
	case hinterland.IsProposed:
		return "pending", string(on)
	case hinterland.IsInForce, hinterland.IsSuspended:
		if t.Last < today {
			return "terminated", "over"
		}
		return "active", string(on)
	default:
		if a.InForce == 0 {
			return "cancelled", string(on)
		}
		return "terminated", string(on)
	}
}

// stand puts what has come of the items in the place of what the text says.
func (a *account) stand(r *release, t *Text) {
	c := &r.Contracts[0]
	c.Status, c.State = a.states(t)
	if c.Status == "terminated" {
		r.Tag = append(r.Tag, "contractTermination")
		c.Period.Last = a.ends(min(t.Last, a.Ended-1))
	}
	c.Items, c.Milestones = nil, nil
	for i := range a.Items {
		if item := &a.Items[i]; item.Ceiling > 0 || item.Sent+item.Extra > 0 {
			a.add(c, item, t, true)
		}
	}
	a.pay(r)
}

// pay tells the payments that stand, each with what of it came where who was paid
// has said so, and gives those who paid and were paid these roles too.
func (a *account) pay(r *release) {
	at, c := map[hinterland.ID[hinterland.Event]]int{}, &r.Contracts[0]
	for _, s := range a.steps {
		e := s.Event
		switch {
		case e.Reversed != 0:
		case e.Kind == hinterland.Payment:
			if c.Done == nil {
				c.Done = &done{}
			}
			at[e.ID] = len(c.Done.Payments)
			p := payment{
				ID: e.ID.String(), Date: a.begins(e.Day), Value: a.value(e.Paid),
				Payer: a.reference(e.Party), Payee: a.reference(e.To),
			}
			if e.Item != 0 {
				p.Item = strconv.Itoa(e.Item)
			}
			c.Done.Payments = append(c.Done.Payments, p)
			r.role(e.Party, "payer")
			r.role(e.To, "payee")
		case s.paid != cash{}:
			if of, found := at[e.About]; found {
				c.Done.Payments[of].Received = a.value(e.Paid)
			}
		}
	}
}

// role gives a party of the release a role, once.
func (r *release) role(code hinterland.PartyCode, role string) {
	for i := range r.Parties {
		o := &r.Parties[i]
		if o.ID == string(code) && !slices.Contains(o.Roles, role) {
			o.Roles = append(slices.Clone(o.Roles), role)
		}
	}
}

// value is a sum of money; nil in a currency that has to be left out.
func (a *account) value(s hinterland.Sum) *value {
	if slices.Contains(a.omitted, s.Currency) {
		return nil
	}
	return &value{json.Number(s.String()), s.Currency}
}

// reference is a party by its code and name.
func (a *account) reference(code hinterland.PartyCode) reference {
	return reference{string(code), a.cover.name(a.party(code).Name, string(code))}
}

// add tells an item of a text and its schedule; counted says whether with what
// has come of them. The floor, the ceiling and what is scheduled are three
// numbers, and none is a part of another.
func (a *account) add(c *contract, i *Item, t *Text, counted bool) {
	of := a.good(i.Good)
	number := func(q hinterland.Quantity) json.Number { return json.Number(amount(q, of)) }
	g := goods{
		ID: strconv.Itoa(i.Number), Text: a.cover.name(of.Name, string(of.Code)),
		English: of.Name.English, Chinese: of.Name.Chinese, Quantity: number(i.promised()),
		Unit: unitOf(of), Good: string(i.Good), Supplier: string(i.From), Taker: string(i.To),
		Effort: string(i.Effort), Floor: number(i.Floor), Ceiling: number(i.Ceiling),
	}
	for n := range t.Items {
		if t.Items[n].Number == i.Number {
			a.price(&g, &t.Items[n])
		}
	}
	if counted {
		s := a.sums[i.Number]
		sent, received := i.Sent+i.Extra, i.Received+i.ExtraReceived
		g.Fulfilment = &fulfilment{
			Sent: number(sent), Transit: number(sent - received), Received: number(received),
			Short: number(s.short), Rejected: number(s.rejected), Extra: number(i.Extra),
		}
	}
	c.Items = append(c.Items, g)
	for _, due := range i.Due {
		m := milestone{
			ID: fmt.Sprintf("%d-%s", i.Number, due.Due), Type: "delivery", Item: g.ID,
			Due: a.ends(due.Due), Status: "scheduled", Quantity: number(due.Quantity),
		}
		if counted {
			m.Sent, m.Received = number(due.Sent), number(due.Received)
			m.Seen, m.Status = a.moment(a.cover.At), a.met(&due)
		}
		if due.Quantity > 0 {
			c.Milestones = append(c.Milestones, m)
		}
	}
}

// met is how a delivery that is due stands today, by what its taker has received.
func (a *account) met(c *hinterland.Commitment) string {
	switch today := hinterland.DayOf(a.cover.At, a.zone); {
	case c.Received == c.Quantity:
		return "met"
	case c.Received > 0:
		return "partiallyMet"
	case a.Falls(c.Due) < today && a.InForce > 0:
		return "notMet"
	}
	return "scheduled"
}

// unitOf is what a good is counted in: with the code of Recommendation 20 where
// there is one, else by its name alone.
func unitOf(of *hinterland.Good) unit {
	u := unit{Name: of.Unit, ID: unitCode(of.Unit)}
	if u.ID != "" {
		u.Scheme = "UNCEFACT"
	}
	return u
}

// price tells the rule by which an item is paid. Only a fixed price is the value
// of a unit: one that follows a market is the least, and grades have one each.
func (a *account) price(g *goods, i *hinterland.ItemTerms) {
	g.Market, g.Right = i.Market, string(i.Right)
	if slices.Contains(a.omitted, i.Currency) {
		return
	}
	for _, of := range i.Grades {
		g.Grades = append(g.Grades, grade{of.Name, worth(of.Price, i.Currency)})
	}
	switch {
	case i.Price == "":
	case i.Market != "":
		g.Least = worth(i.Price, i.Currency)
	default:
		g.Unit.Value = worth(i.Price, i.Currency)
	}
}

// worth is a price as terms have it, which may begin with the point.
func worth(price, currency string) *value {
	steps, _ := hinterland.ParseDecimal(price, hinterland.MoneyPlaces) // it was agreed
	return &value{
		json.Number(hinterland.FormatDecimal(steps, hinterland.MoneyPlaces)), currency,
	}
}

// sides tells the parties of a text and their roles: who supplies, who takes and
// pays, and whoever does neither.
func (a *account) sides(r *release, t *Text) {
	var suppliers, takers []reference
	for _, code := range t.Parties {
		party := a.party(code)
		o := organisation{
			ID: string(code), Name: a.cover.name(party.Name, string(code)),
			English: party.Name.English, Chinese: party.Name.Chinese,
		}
		itself := reference{o.ID, o.Name}
		supplies := func(i hinterland.ItemTerms) bool { return i.From == code }
		takes := func(i hinterland.ItemTerms) bool { return i.To == code }
		if slices.ContainsFunc(t.Items, supplies) {
			o.Roles, suppliers = append(o.Roles, "supplier"), append(suppliers, itself)
		}
		if slices.ContainsFunc(t.Items, takes) {
			o.Roles, takers = append(o.Roles, "buyer"), append(takers, itself)
		}
		if o.Roles == nil {
			o.Roles = []string{"agreementParty"}
		}
		r.Parties = append(r.Parties, o)
	}
	if len(takers) == 1 {
		r.Buyer = &takers[0]
	}
	status := r.Contracts[0].Status
	if status == "terminated" {
		status = "active" // of the award, which stood
	}
	r.Awards = []award{{r.Contracts[0].AwardID, t.Title, status, suppliers}}
}
