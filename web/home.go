package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A homeBody is what the reader has to know first. Steps are shown while
// there is no agreement yet.
type homeBody struct {
	Late  []dueLine
	Soon  []dueLine
	Waits []waitLine
	Steps []step
}

// A dueLine is a quantity that is due.
type dueLine struct {
	Day      hinterland.Day
	Quantity string
	Good     string
	Way      string
	Path     string
	Title    string
	State    tag
	Doing    *action // where the reader can do something about it
}

// A waitLine is something that waits for the reader's party.
type waitLine struct {
	Text, Path, Doing string
	Title, TitlePath  string
}

// A step is one of the first things to do in an office.
type step struct {
	Text, Path string
	Done       bool
}

// home shows what is late, what is due soon, and what waits for the reader.
func home(a *ask) error {
	return a.view(func(v *office.View) error {
		n, err := a.names(v)
		if err != nil {
			return err
		}
		agreements, err := v.Agreements()
		if err != nil {
			return err
		}
		var body homeBody
		for _, g := range agreements {
			d, err := v.Agreement(g.ID)
			if err != nil {
				return err
			}
			if d.Ended > v.Today {
				body.add(a, n, d)
			}
		}
		byDay := func(x, y dueLine) int { return cmp.Compare(x.Day, y.Day) }
		slices.SortStableFunc(body.Late, byDay)
		slices.SortStableFunc(body.Soon, byDay)
		if len(agreements) == 0 {
			body.Steps = a.steps(n)
		}
		title := a.say.Say("web.home.title", lang.Args{"party": n.party(v.Actor().Party)})
		return a.show(http.StatusOK, "home", title, body)
	})
}

// add adds what is to be known of one agreement.
func (b *homeBody) add(a *ask, n *names, d *office.Dossier) {
	today, own := n.v.Today, n.v.Actor().Party
	for i := range d.Items {
		p := &d.Items[i]
		for _, c := range p.Due {
			if c.Sent == c.Quantity || c.Due > today+soon {
				continue
			}
			line := dueLine{
				Day: c.Due, Good: nameOf(a.say, p.Of.Name, p.Of.Code), Way: a.way(n, p.From, p.To),
				Quantity: quantity(a.say, c.Quantity-c.Sent, p.Of.Decimals) + " " + p.Of.Unit,
				Path:     agreementPath(d.ID), Title: d.Title, State: a.dueState(c, today),
			}
			if p.From == own {
				line.Doing = &action{
					Path: line.Path + "/deliveries/new?item=" + strconv.Itoa(p.Number),
					Text: a.say.Say("web.delivery.new", nil),
				}
			}
			if c.Due < today {
				b.Late = append(b.Late, line)
			} else {
				b.Soon = append(b.Soon, line)
			}
		}
	}
	b.addWaits(a, n, d)
}

// addWaits adds the assent that the reader's party has not given, and the
// deliveries to it that it has said nothing of.
func (b *homeBody) addWaits(a *ask, n *names, d *office.Dossier) {
	own, path := n.v.Actor().Party, agreementPath(d.ID)
	if slices.Contains(d.Latest().Missing(), own) {
		b.Waits = append(b.Waits, waitLine{
			Text: a.say.Say("web.wait.assent", nil), Path: path + "/assents/new",
			Doing: a.say.Say("web.assent.new", nil), Title: d.Title, TitlePath: path,
		})
	}
	for i := range d.Events {
		e := &d.Events[i]
		p := d.Promise(e.Item)
		open := e.Kind == hinterland.Delivery && e.Reversed == 0 && d.ReceiptOf(e.ID) == nil
		if !open || p.To != own {
			continue
		}
		row := a.event(n, e, p)
		b.Waits = append(b.Waits, waitLine{
			Text: a.say.Say("web.wait.receipt", lang.Args{
				"quantity": row.Quantity, "good": row.Item, "day": dayWords(a.say, e.Day),
			}),
			Path:  "/deliveries/" + url.PathEscape(row.ID) + "/receipts/new",
			Doing: a.say.Say("web.receipt.new", nil), Title: d.Title, TitlePath: path,
		})
	}
}

// steps are the way to the first agreement.
func (a *ask) steps(n *names) []step {
	return []step{
		{a.say.Say("web.step.party", nil), "/parties/new", len(n.parties) > 1},
		{a.say.Say("web.step.good", nil), "/goods/new", len(n.goods) > 0},
		{a.say.Say("web.step.agreement", nil), "/agreements/new", false},
	}
}
