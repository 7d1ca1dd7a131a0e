package web

import (
	"context"
	"errors"
	"math/big"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// Fixing a line is weighed before it is done: beside the preview of the act the one
// good is planned with the line fixed and without, and the page tells in what the
// two plans differ.

// How long a good may take to be planned while somebody waits, and how many needs
// of which another plan meets more or less a page tells.
const (
	weighingLasts = 5 * time.Second
	needsShown    = 100

	faultsForeseen = 5 // that stand in the way of planning
)

// A foreseen is what comes of an act beyond its own change, as it is held with the
// form, or why nobody can tell. It has figures and no words, since its reader may
// change the language; what it was worked out from may have changed by the time at
// which the act is done, which the act itself will say.
type foreseen struct {
	Zones    hinterland.Policy
	Weighing *hinterland.Weighing
	Needs    int // how many more needs there are than it has
	Lines    int // and how many more lines
	Faults   []fault
}

// weighFixing plans a good with a line fixed as the form says, or let go where no
// quantity is typed, and without.
func weighFixing(quantity func(*draft) string) func(*draft) (*foreseen, error) {
	return func(d *draft) (*foreseen, error) {
		var asked *office.Alternative
		err := d.view(func(v *office.View) (err error) {
			key := d.fixedKey()
			asked, err = v.Fixing(&key, quantity(d))
			return err
		})
		told := &foreseen{}
		if err == nil {
			told.Zones = asked.Zones
			told.Weighing, err = d.weigh(asked)
		}
		if faults := refusalsIn(err); len(faults) > 0 {
			told.Faults, err = d.ask.faults(faults[:min(len(faults), faultsForeseen)])
			return told, err
		}
		if err == nil {
			told.cut()
		}
		return told, err
	}
}

// cut keeps no more than a page tells, since a form that is held lies in the records:
// a good of a large region may move ten thousand lines.
func (f *foreseen) cut() {
	w := f.Weighing
	f.Needs = max(len(w.Needs)-needsShown, 0)
	f.Lines = max(len(w.Lines)-movesShown, 0)
	w.Needs = w.Needs[:len(w.Needs)-f.Needs]
	w.Lines = w.Lines[:len(w.Lines)-f.Lines]
}

// weigh plans a good twice, when it is its turn: each takes a processor. What waits
// for its turn waits within the same time, so that nobody is kept longer than told.
func (a *ask) weigh(asked *office.Alternative) (*hinterland.Weighing, error) {
	ctx, over := context.WithTimeout(a.ctx, weighingLasts)
	defer over()
	slow := hinterland.Refuse(hinterland.Conflict, "fixing.slow", nil)
	select {
	case a.weighing <- funding{}:
		defer func() { <-a.weighing }()
	case <-ctx.Done():
		return nil, errors.Join(a.ctx.Err(), slow)
	}
	plans, err := a.Plans.Replan(ctx, asked.Zones, asked.Good, asked.Was, asked.Is)
	if err != nil && ctx.Err() != nil {
		return nil, errors.Join(a.ctx.Err(), slow)
	}
	if err != nil {
		return nil, err
	}
	return hinterland.Weigh(plans[0], plans[1])
}

// An effectBody is what comes of fixing a line, in words.
type effectBody struct {
	Facts   []fact
	Nothing bool // neither a need nor a line differs
	Needs   []needMoveRow
	NeedsMore,
	LinesMore string
	Lines  []moveRow
	Kept   string
	Faults []fault
}

// A needMoveRow is a need that gets more or less.
type needMoveRow struct {
	Party, Period, Priority string
	Needed, Was, Is         string
	State                   tag
	Unit, Reason            string
}

// effect words what was foreseen of a line of a horizon.
func (d *draft) effect(
	h *hinterland.Horizon, n *names, code hinterland.GoodCode,
) (*effectBody, error) {
	f := d.foreseen
	if f == nil {
		return nil, nil
	}
	body := &effectBody{Faults: f.Faults}
	w := f.Weighing
	if w == nil {
		return body, nil
	}
	var parties []hinterland.PartyCode
	for i := range w.Needs {
		parties = append(parties, w.Needs[i].Party)
	}
	for i := range w.Lines {
		parties = append(parties, w.Lines[i].From, w.Lines[i].To)
	}
	if err := n.learn(parties); err != nil {
		return nil, err
	}
	body.Nothing = len(w.Needs)+len(w.Lines) == 0
	body.Facts = d.effectFacts(f, n.good(code).Unit)
	for i := range w.Needs {
		body.Needs = append(body.Needs, d.needMoveRow(h, n, &w.Needs[i]))
	}
	p := &planPage{ask: d.ask, n: n, horizon: h}
	for i := range w.Lines {
		l := &w.Lines[i]
		body.Lines = append(body.Lines, p.moveRow(&l.LineMove, d.moveReason(l)))
	}
	body.Kept = d.say.Say("web.moves.kept", lang.Args{"count": w.Kept})
	if f.Needs > 0 {
		body.NeedsMore = d.more(f.Needs)
	}
	if f.Lines > 0 {
		body.LinesMore = d.more(f.Lines)
	}
	return body, nil
}

// effectFacts say what the good costs before and after, and how much of what is
// needed it meets.
func (d *draft) effectFacts(f *foreseen, unit string) []fact {
	was, is := d.goodSums(&f.Weighing.Was), d.goodSums(&f.Weighing.Is)
	arrow := func(a, b string) string {
		return d.say.Say("web.effect.change", lang.Args{"was": a, "is": b})
	}
	facts := []fact{
		{Label: d.say.Say("web.effect.cost", nil), Text: arrow(was.Cost, is.Cost)},
		{Label: d.say.Say("web.effect.more", nil), Text: d.costMore(f.Weighing)},
		{Label: d.say.Say("run.met", nil), Text: arrow(was.Met, is.Met) + " " + unit +
			" (" + arrow(was.Part, is.Part) + ")"},
		{Label: d.say.Say("column.policy", nil), Text: d.runZones(f.Zones)},
	}
	// Where nothing else asks for the good, there is no plan without the line, and
	// no cost to compare with.
	if was.Cost == "" || is.Cost == "" {
		return facts[2:]
	}
	return facts
}

// costMore is by how much the later plan of a good costs more, with its sign. To fix a
// line may cost less all the same: what it leaves short is not bought.
func (d *draft) costMore(w *hinterland.Weighing) string {
	if w.Was.Cost == nil || w.Is.Cost == nil {
		return ""
	}
	more := new(big.Int).Sub(w.Is.Cost, w.Was.Cost)
	text := d.say.Number(hinterland.FormatTotal(more, w.Is.Decimals+hinterland.MoneyPlaces)) +
		" " + w.Is.Currency
	if more.Sign() > 0 {
		return "+" + text
	}
	return text
}

func (d *draft) needMoveRow(
	h *hinterland.Horizon, n *names, m *hinterland.NeedMove,
) needMoveRow {
	good := n.good(m.Good)
	row := needMoveRow{
		Party: n.party(m.Party), Period: periodHead(h, m.Period), Unit: good.Unit,
		Priority: hinterland.FormatDecimal(int64(m.Priority), 0),
		Needed:   quantity(d.say, m.Needed, good.Decimals),
		Was:      quantity(d.say, m.Was, good.Decimals),
		Is:       quantity(d.say, m.Met, good.Decimals),
		State:    tag{"good", d.say.Say("web.effect.wins", nil)},
	}
	if m.Met < m.Was {
		row.State = tag{"bad", d.say.Say("web.effect.loses", nil)}
	}
	if m.Reason != "" {
		row.Reason = d.shortReason(m.Reason)
	}
	return row
}

// foretell puts onto the form of a line what comes of it; before that is known, the
// form's first button asks for it. A field that is changed after the preview leads to
// another before anything is done, since the act then differs from that which was seen.
func (d *draft) foretell(page *formPage, h *hinterland.Horizon, n *names) (err error) {
	page.Effect, err = d.effect(h, n, d.fixedKey().Good)
	if page.Effect == nil {
		page.Submit, page.Do = d.say.Say("web.effect.look", nil), previewButton
		page.Once = true
	}
	return err
}
