package sheet

import (
	"io/fs"
	"strconv"

	"hinterland"
)

// The names of the files of a plan.
const (
	LinesFile       = "lines.csv"
	ShortfallsFile  = "shortfalls.csv"
	SharesFile      = "shares.csv"
	CertificateFile = "certificate.csv"
	SummaryFile     = "summary.json"
)

func lineColumns() []Column {
	return columns("from", "to", "good", "price", "offer_period", "ship_period",
		"period", "priority", "quantity", "unit_cost", "reason")
}

func shortfallColumns() []Column {
	return columns("party", "good", "period", "priority", "quantity", "reason", "worth")
}

func shareColumns() []Column {
	return columns("party", "good", "period", "priority", "needed", "met", "own")
}

func potentialColumns() []Column {
	return []Column{
		Must("good"), Must("side"), Must("party"),
		May("to"), Must("period"),
		Must("price"), Must("zone"), Must("signed"), Must("cost"),
	}
}

func columns(names ...string) []Column {
	list := make([]Column, len(names))
	for i, name := range names {
		list[i] = Must(name)
	}
	return list
}

// readSigned reads an earlier plan's lines.
func (rd *reader) readSigned(r *hinterland.Region, d decimals) {
	rd.read(hinterland.SignedTable, true, lineColumns(), func(row *Row) {
		keep(&r.Signed, row, readLine(row, d))
	})
}

func readLine(row *Row, d decimals) hinterland.Line {
	return hinterland.Line{
		From:  hinterland.PartyCode(row.Code("from")),
		To:    hinterland.PartyCode(row.Code("to")),
		Good:  hinterland.GoodCode(row.Code("good")),
		Price: row.money("price"), OfferPeriod: row.period("offer_period"),
		ShipPeriod: row.period("ship_period"), Period: row.period("period"),
		Priority: int(row.Whole("priority", 0, hinterland.MaxPriority)),
		Quantity: d.quantity(row, "quantity"), UnitCost: row.money("unit_cost"),
		Reason: hinterland.LineReason(row.Choice("reason", lineReasons()...)), Row: row.line,
	}
}

func lineReasons() []string {
	return words(hinterland.LineFloor, hinterland.LineFixed, hinterland.LineClass,
		hinterland.LineShare, hinterland.LineZone, hinterland.LineSigned,
		hinterland.LineCost, hinterland.LineTie)
}

func shortReasons() []string {
	return words(hinterland.ShortSupply, hinterland.ShortFixed, hinterland.ShortScope,
		hinterland.ShortFloor, hinterland.ShortReach, hinterland.ShortStorage, hinterland.ShortLate)
}

func words[S ~string](values ...S) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// ReadPlan reads the files of a plan for the region r. Refusals tell every
// fault of form; whether the plan is right is for the check package.
func ReadPlan(folder fs.FS, r *hinterland.Region) (*hinterland.Plan, error) {
	rd := &reader{folder: folder}
	d := decimalsOf(r.Goods)
	p := &hinterland.Plan{}
	rd.read(LinesFile, false, lineColumns(), func(row *Row) {
		p.Lines = append(p.Lines, readLine(row, d))
	})
	rd.read(ShortfallsFile, false, shortfallColumns(), func(row *Row) {
		p.Shortfalls = append(p.Shortfalls, readShortfall(row, d))
	})
	rd.read(SharesFile, false, shareColumns(), func(row *Row) {
		p.Shares = append(p.Shares, readShare(row, d))
	})
	rd.read(CertificateFile, false, potentialColumns(), func(row *Row) {
		p.Potentials = append(p.Potentials, readPotential(row))
	})
	rd.readSummary(p, d)
	if rd.err != nil {
		return nil, rd.err
	}
	return p, rd.faults.Err()
}

func readShortfall(row *Row, d decimals) hinterland.Shortfall {
	return hinterland.Shortfall{
		Party: hinterland.PartyCode(row.Code("party")), Good: hinterland.GoodCode(row.Code("good")),
		Period:   row.period("period"),
		Priority: int(row.Whole("priority", 1, hinterland.MaxPriority)),
		Quantity: d.quantity(row, "quantity"),
		Reason:   hinterland.ShortReason(row.Choice("reason", shortReasons()...)),
		Worth:    int(row.Whole("worth", 0, hinterland.MaxPriority)), Row: row.line,
	}
}

func readShare(row *Row, d decimals) hinterland.Share {
	return hinterland.Share{
		Party: hinterland.PartyCode(row.Code("party")), Good: hinterland.GoodCode(row.Code("good")),
		Period:   row.period("period"),
		Priority: int(row.Whole("priority", 1, hinterland.MaxPriority)),
		Needed:   d.quantity(row, "needed"), Met: d.quantity(row, "met"),
		Own: d.quantity(row, "own"), Row: row.line,
	}
}

func readPotential(row *Row) hinterland.Potential {
	return hinterland.Potential{
		Good: hinterland.GoodCode(row.Code("good")),
		Side: hinterland.Side(row.Choice("side", words(hinterland.OfferSide,
			hinterland.NeedSide, hinterland.FloorSide)...)),
		Party: hinterland.PartyCode(row.Code("party")), To: hinterland.PartyCode(row.Code("to")),
		Period: row.period("period"), Price: row.money("price"),
		Zone: row.Exact("zone", 0), Signed: row.Exact("signed", 0),
		Cost: row.Exact("cost", hinterland.MoneyPlaces), Row: row.line,
	}
}

// WritePlan returns the files of a plan, by name. The plan is sorted first
// and each good's Certificate set, so that a plan has one text only.
func WritePlan(r *hinterland.Region, p *hinterland.Plan) (map[string][]byte, error) {
	p.Sort()
	d := decimalsOf(r.Goods)
	shares, potentials := shareRows(p.Shares, d), potentialRows(p.Potentials)
	p.SetCertificates(certificates(shares, potentials))
	summary, err := summaryText(p)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		LinesFile:       encode(lineColumns(), lineRows(p.Lines, d)),
		ShortfallsFile:  encode(shortfallColumns(), shortfallRows(p.Shortfalls, d)),
		SharesFile:      encode(shareColumns(), shares),
		CertificateFile: encode(potentialColumns(), potentials),
		SummaryFile:     summary,
	}, nil
}

func lineRows(lines []hinterland.Line, d decimals) [][]string {
	rows := make([][]string, len(lines))
	for i, l := range lines {
		rows[i] = []string{
			string(l.From), string(l.To), string(l.Good), money(l.Price), whole(l.OfferPeriod),
			whole(l.ShipPeriod), whole(l.Period), whole(l.Priority),
			d.format(l.Good, l.Quantity), money(l.UnitCost), string(l.Reason),
		}
	}
	return rows
}

func shortfallRows(shortfalls []hinterland.Shortfall, d decimals) [][]string {
	rows := make([][]string, len(shortfalls))
	for i, s := range shortfalls {
		rows[i] = []string{
			string(s.Party), string(s.Good), whole(s.Period), whole(s.Priority),
			d.format(s.Good, s.Quantity), string(s.Reason), whole(s.Worth),
		}
	}
	return rows
}

func shareRows(shares []hinterland.Share, d decimals) [][]string {
	rows := make([][]string, len(shares))
	for i, s := range shares {
		rows[i] = []string{
			string(s.Party), string(s.Good), whole(s.Period), whole(s.Priority),
			d.format(s.Good, s.Needed), d.format(s.Good, s.Met), d.format(s.Good, s.Own),
		}
	}
	return rows
}

func potentialRows(potentials []hinterland.Potential) [][]string {
	rows := make([][]string, len(potentials))
	for i, p := range potentials {
		rows[i] = []string{
			string(p.Good), string(p.Side), string(p.Party), string(p.To), whole(p.Period),
			money(p.Price), whole(p.Zone), whole(p.Signed),
			hinterland.FormatDecimal(p.Cost, hinterland.MoneyPlaces),
		}
	}
	return rows
}

func (d decimals) format(g hinterland.GoodCode, q hinterland.Quantity) string {
	return hinterland.FormatDecimal(int64(q), d[g])
}

func money(m hinterland.Money) string {
	return hinterland.FormatDecimal(int64(m), hinterland.MoneyPlaces)
}

func whole[N ~int | ~int64](n N) string { return strconv.FormatInt(int64(n), 10) }
