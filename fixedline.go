package hinterland

// A FixedLine is a fixing that an office has recorded for the plans of a horizon.
// Horizon, good, parties and period are its key.
type FixedLine struct {
	Horizon HorizonCode
	Fixing
}

// CheckKey refuses codes and periods that are none.
func (f *FixedLine) CheckKey() Refusals {
	var faults Refusals
	faults.add(CheckCode("horizon", f.Horizon))
	faults.add(CheckCode("good", f.Good))
	faults.add(CheckCode("from", f.From))
	faults.add(CheckCode("to", f.To))
	if f.Period < 1 || f.Period > MaxPeriod {
		faults.add(Refuse(Invalid, "number.range", Args{"low": 1, "high": MaxPeriod}).
			In(At("period", FormatDecimal(int64(f.Period), 0))))
	}
	return faults
}

// Bars is what keeps a plan from honouring a fixing, whatever is stated: that
// the two have agreed on more, or that somebody else alone may buy the goods.
// Nothing, where it stands.
func (r *Region) Bars(ix *Index, f *Fixing) *Refusal {
	if least := r.agreed(f); f.Quantity < least {
		return Refuse(Conflict, "fixed.floor", Args{"least": r.written(ix, f, least)})
	}
	for i := range r.Scopes {
		if s := &r.Scopes[i]; s.keepsFrom(ix, f) {
			return Refuse(Conflict, "fixed.scope", Args{"holder": s.Buyer})
		}
	}
	return nil
}

// agreed is what the two have agreed on already.
func (r *Region) agreed(f *Fixing) (floor Quantity) {
	for i := range r.Floors {
		g := &r.Floors[i]
		if g.From == f.From && g.To == f.To && g.Good == f.Good && g.Period == f.Period {
			floor += g.Quantity
		}
	}
	return floor
}

// written is a quantity of the good of a fixing, as a decimal.
func (r *Region) written(ix *Index, f *Fixing, q Quantity) Figure {
	decimals := 0
	if good := ix.Good[f.Good]; good != nil {
		decimals = good.Decimals
	}
	return q.figure(decimals)
}

// Exceeds is that a fixing is of more than its giver offers by then, as far as
// it keeps, or than its taker needs then: somebody has mistyped. What is stated
// may become less later; then as much is brought as there is. What both have
// agreed on is no mistake.
func (r *Region) Exceeds(ix *Index, f *Fixing, stated []Statement) *Refusal {
	agreed := r.agreed(f)
	first := Period(1)
	if good := ix.Good[f.Good]; good != nil && good.Keeps != Forever {
		first = max(first, f.Period-Period(good.Keeps))
	}
	sum := func(s *Statement, from Period) (sum Quantity) {
		for i, q := range s.Amounts.Quantities() {
			if p := Period(i + 1); p >= from && p <= f.Period {
				sum += q
			}
		}
		return sum
	}
	offers, needs := Quantity(0), Quantity(0)
	for i := range stated {
		switch s := &stated[i]; {
		case s.Good != f.Good:
		case s.Kind == Offered && s.Party == f.From:
			offers += sum(s, first)
		case s.Kind == Needed && s.Party == f.To:
			needs += sum(s, f.Period)
		}
	}
	if most := max(agreed, offers); f.Quantity > most {
		return Refuse(Conflict, "fixed.offered", Args{
			"most": r.written(ix, f, most), "unit": ix.unit(f.Good),
		})
	}
	if most := max(agreed, needs); f.Quantity > most {
		return Refuse(Conflict, "fixed.needed", Args{
			"most": r.written(ix, f, most), "unit": ix.unit(f.Good),
		})
	}
	return nil
}

// unit is what a good is counted in; empty where it is not known. A bare number of a
// refusal says little to who works with a dozen goods.
func (ix *Index) unit(code GoodCode) string {
	if good := ix.Good[code]; good != nil {
		return good.Unit
	}
	return ""
}

// FixingBook is what the records can answer and take about lines that are fixed.
type FixingBook interface {
	// FixedLine returns the fixing with a key, or a refusal of kind NotFound.
	FixedLine(key FixedLine) (FixedLine, error)
	// FixedLines returns those of a horizon, by good, parties and period.
	FixedLines(h HorizonCode) ([]FixedLine, error)
	// PutFixedLine records f, in the place of the one with its key.
	PutFixedLine(f FixedLine) error
	// DropFixedLine takes out the fixing with a key.
	DropFixedLine(key FixedLine) error
}
