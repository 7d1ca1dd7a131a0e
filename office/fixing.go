package office

import (
	"cmp"

	"hinterland"
)

// A FixedKey says which line of a horizon's plans is meant: what one party gives
// another of a good in a period, counted from the first. Base is the entry that
// last changed what is fixed there, and is left out where nothing is.
type FixedKey struct {
	Horizon hinterland.HorizonCode `json:"horizon"`
	Good    hinterland.GoodCode    `json:"good"`
	From    hinterland.PartyCode   `json:"from"`
	To      hinterland.PartyCode   `json:"to"`
	Period  int                    `json:"period"`
	Base    int64                  `json:"base,omitempty"`
}

func (k *FixedKey) line() hinterland.FixedLine {
	return hinterland.FixedLine{Horizon: k.Horizon, Fixing: hinterland.Fixing{
		From: k.From, To: k.To, Good: k.Good, Period: hinterland.Period(k.Period),
	}}
}

func (k *FixedKey) row() hinterland.Change {
	return rowOf("fixing", k.Horizon, k.Good, k.From, k.To, k.Period)
}

// Check implements Act.
func (k *FixedKey) Check() hinterland.Refusals {
	line := k.line()
	return line.CheckKey()
}

// Side implements Act.
func (k *FixedKey) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// FixLine fixes what one party gives another in a period at exactly so much,
// with the reason: plans that are made from now on keep to it, whatever else would
// be best. It takes the place of what was fixed there.
type FixLine struct {
	FixedKey
	Quantity string `json:"quantity"`
	Reason   string `json:"reason"`
}

// Check implements Act. How exact the quantity may be depends on the good.
func (a *FixLine) Check() hinterland.Refusals {
	faults := append(a.FixedKey.Check(), checkFigure("quantity", a.Quantity)...)
	return append(faults, checkReason(a.Reason)...)
}

// Do implements Act.
func (a *FixLine) Do(t *Turn) error {
	line := a.line()
	line.Reason = a.Reason
	h, good, err := a.of(t)
	faults := refusalsIn(err)
	if err != nil && len(faults) == 0 {
		return err
	}
	var steps int64
	if good.Code != "" {
		steps, err = hinterland.ParseDecimal(a.Quantity, good.Decimals)
		faults = append(faults, refusalsIn(pointed(err, "quantity", a.Quantity))...)
	}
	if len(faults) > 0 {
		return faults
	}
	line.Quantity = hinterland.Quantity(steps)
	if err := a.stands(t); err != nil && !isRefusal(err, hinterland.NotFound) {
		return err
	}
	if err := t.honours(&h, &line); err != nil {
		return err
	}
	return t.PutFixedLine(line)
}

// of is the horizon and the good of a line, of which the good is held. All of the line
// that is unknown is told at once.
func (k *FixedKey) of(t *Turn) (h hinterland.Horizon, good hinterland.Good, err error) {
	var faults hinterland.Refusals
	tell := func(err error, field, value string) error {
		err = pointed(err, field, value)
		told := refusalsIn(err)
		faults = append(faults, told...)
		if len(told) > 0 {
			return nil
		}
		return err
	}
	h, err = t.Horizon(k.Horizon)
	if err == nil && k.Period > h.Periods {
		faults = append(faults, hinterland.Refuse(hinterland.Invalid, "number.range",
			hinterland.Args{"low": 1, "high": h.Periods}).
			In(hinterland.At("period", hinterland.FormatDecimal(int64(k.Period), 0))))
	}
	failed := tell(err, "horizon", string(k.Horizon))
	good, err = t.HoldGood(k.Good)
	failed = cmp.Or(failed, tell(err, "good", string(k.Good)))
	_, err = t.Party(k.From)
	failed = cmp.Or(failed, tell(err, "from", string(k.From)))
	_, err = t.Party(k.To)
	failed = cmp.Or(failed, tell(err, "to", string(k.To)))
	if failed == nil && len(faults) > 0 {
		failed = faults
	}
	return h, good, failed
}

// stands refuses a line that is not fixed, or that somebody has fixed or let go
// since the base.
func (k *FixedKey) stands(t *Turn) error {
	_, err := t.FixedLine(k.line())
	last, failed := t.Last(k.row())
	if failed == nil && k.Base != last && (err == nil || k.Base != 0) {
		failed = hinterland.Refuse(hinterland.Conflict, "act.base",
			hinterland.Args{"last": last, "base": k.Base}).
			In(hinterland.At("base", hinterland.FormatDecimal(k.Base, 0)))
	}
	if failed != nil {
		return failed
	}
	return err
}

// honours refuses a line that no plan of the horizon could honour as things stand.
func (t *Turn) honours(h *hinterland.Horizon, line *hinterland.FixedLine) error {
	v, err := t.view()
	if err != nil {
		return err
	}
	m := &Material{Horizon: *h, Region: &hinterland.Region{}}
	for _, read := range []func(*Material) error{v.readGround, v.readScopes, v.readGuarantees} {
		if err := read(m); err != nil {
			return err
		}
	}
	stated, err := t.StatementsOf(h.Code, line.Good)
	if err != nil {
		return err
	}
	ix := m.Region.Index()
	refusal := m.Region.Bars(ix, &line.Fixing)
	if refusal == nil {
		refusal = m.Region.Exceeds(ix, &line.Fixing, stated)
	}
	if refusal != nil {
		return refusal.In(hinterland.At("quantity", ""))
	}
	return nil
}

// UnfixLine lets plans choose a line again.
type UnfixLine struct{ FixedKey }

// Do implements Act.
func (a *UnfixLine) Do(t *Turn) error {
	_, _, err := a.of(t)
	if err == nil {
		_, err = t.FixedLine(a.line())
	}
	if err == nil {
		err = a.stands(t)
	}
	if err != nil {
		return err
	}
	return t.DropFixedLine(a.line())
}

// FixedLines are what is fixed for a horizon, for who plans.
func (v *View) FixedLines(h hinterland.HorizonCode) ([]hinterland.FixedLine, error) {
	if !v.Plans() {
		return nil, hinterland.Refuse(hinterland.Denied, "run.denied", nil)
	}
	return v.tx.FixedLines(h)
}

// FixedBases are the entries that last changed some lines, in the order of the
// lines: acts about them rest on these. It tells nothing to who has not been
// told the lines, since it has to be handed them.
func (v *View) FixedBases(lines []hinterland.FixedLine) ([]int64, error) {
	rows := make([]hinterland.Change, len(lines))
	for i := range lines {
		f := &lines[i]
		rows[i] = (&FixedKey{
			Horizon: f.Horizon, Good: f.Good, From: f.From, To: f.To,
			Period: int(f.Period),
		}).row()
	}
	return v.tx.Bases(rows)
}

// readFixings reads what is fixed by hand.
func (v *View) readFixings(m *Material) error {
	lines, err := v.tx.FixedLines(m.Horizon.Code)
	for i := range lines {
		if m.good == "" || lines[i].Good == m.good {
			m.Region.Fixings = append(m.Region.Fixings, lines[i].Fixing)
		}
	}
	return err
}

// barred are the fixings that something has come in the way of since they were
// made: who plans has to say what is to become of them.
func (m *Material) barred() hinterland.Refusals {
	var faults hinterland.Refusals
	ix := m.Region.Index()
	for i := range m.Region.Fixings {
		f := &m.Region.Fixings[i]
		if refusal := m.Region.Bars(ix, f); refusal != nil {
			faults = append(faults, refusal.In(hinterland.At("line",
				string(f.Good)+" "+string(f.From)+" → "+string(f.To)+" "+
					hinterland.FormatDecimal(int64(f.Period), 0))))
		}
	}
	return faults
}
