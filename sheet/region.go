package sheet

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"hinterland"
)

// A reader reads the tables of one folder, collecting all faults of all of
// them.
type reader struct {
	folder fs.FS
	faults hinterland.Refusals
	err    error // the first thing that is not a refusal
}

// read reads one table; a table that is not there is refused unless optional,
// and even then if it is there under a name that nobody would give anything
// else: a plan without agreed floors because of a capital letter is no plan.
func (rd *reader) read(name string, optional bool, columns []Column, row func(*Row)) {
	if rd.err != nil {
		return
	}
	file, err := rd.folder.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		if found := rd.misnamed(name); found != "" {
			rd.faults = append(rd.faults, hinterland.Refuse(hinterland.NotFound, "file.misnamed",
				hinterland.Args{"found": found}).In(hinterland.Where{File: name}))
		} else if !optional {
			rd.faults = append(rd.faults, hinterland.Refuse(hinterland.NotFound, "file.missing",
				nil).In(hinterland.Where{File: name}))
		}
		return
	}
	if err != nil {
		rd.err = err
		return
	}
	defer file.Close()
	rd.collect(ReadTable(name, file, columns, row))
}

// misnamed finds what must be the table of a name under another: in other
// letters, or as spreadsheet programs save it at first.
func (rd *reader) misnamed(name string) string {
	entries, err := fs.ReadDir(rd.folder, ".")
	if err != nil {
		return ""
	}
	stem := strings.TrimSuffix(name, ".csv")
	for _, e := range entries {
		switch strings.ToLower(e.Name()) {
		case name, name + ".txt", stem + ".txt", stem + ".tsv",
			stem + ".xlsx", stem + ".xls", stem + ".ods", stem + ".et":
			return e.Name()
		}
	}
	return ""
}

func (rd *reader) collect(err error) {
	var faults hinterland.Refusals
	switch {
	case errors.As(err, &faults):
		rd.faults = append(rd.faults, faults...)
	case err != nil && rd.err == nil:
		rd.err = err
	}
}

// The columns of the tables of a region. docs/formats.md explains each.
func placeColumns() []Column {
	return []Column{
		Must("code"), Must("lon"), Must("lat"), May("zone"), May("parent"),
		May("name"), May("name_zh"), May("weight"),
	}
}

func partyColumns() []Column {
	return []Column{Must("code"), Must("place"), May("name"), May("name_zh")}
}

func goodColumns() []Column {
	return []Column{
		Must("code"), Must("unit"), Must("decimals"), Must("freight_per_km"),
		Must("storage_per_period"), Must("currency"), May("parent"),
		May("name"), May("name_zh"), May("class"), May("keeps"),
	}
}

func offerColumns() []Column {
	return []Column{Must("party"), Must("good"), Must("period"), Must("quantity"), Must("price")}
}

func needColumns() []Column {
	return []Column{Must("party"), Must("good"), Must("period"), Must("quantity"), Must("priority")}
}

func distanceColumns() []Column { return []Column{Must("from"), Must("to"), Must("km")} }

func floorColumns() []Column {
	return []Column{Must("from"), Must("to"), Must("good"), Must("period"), Must("quantity")}
}

func fixingColumns() []Column { return append(floorColumns(), May("reason")) }

func scopeColumns() []Column {
	return []Column{
		Must("buyer"), Must("good"), Must("place"),
		Must("from_period"), Must("to_period"), Must("kind"),
	}
}

func reachColumns() []Column { return []Column{Must("good"), Must("max_km")} }

// defaultWeight is what a place counts for its zone where no weight is given.
const defaultWeight = 1

// ReadRegion reads the tables of a region from a folder: places, parties,
// goods, offers and needs, and where they are there distances, floors, fixings,
// scopes, signed and reach. Refusals tell every fault of form of every table
// and every fault that Region.Check finds in the rows that could be read.
func ReadRegion(folder fs.FS) (*hinterland.Region, error) {
	rd := &reader{folder: folder}
	r := &hinterland.Region{}
	rd.readPlaces(r)
	rd.read(hinterland.PartiesTable, false, partyColumns(), func(row *Row) {
		keep(&r.Parties, row, hinterland.Party{
			Code: hinterland.PartyCode(row.Code("code")), Name: row.name(),
			Place: hinterland.PlaceCode(row.Code("place")), Row: row.line,
		})
	})
	rd.readGoods(r)
	decimals := decimalsOf(r.Goods)
	rd.readOffers(r, decimals)
	rd.readRules(r, decimals)
	rd.readSigned(r, decimals)
	if rd.err != nil {
		return nil, rd.err
	}
	rd.faults = append(rd.faults, rd.beyondForm(r.Check())...)
	return r, rd.faults.Err()
}

// keep adds v, read from row, to rows unless one of its cells was refused:
// what is wrong with it is told already.
func keep[T any](rows *[]T, row *Row, v T) {
	if len(row.table.faults) == row.before {
		*rows = append(*rows, v)
	}
}

// beyondForm leaves out of the faults of meaning those that may be due to a
// fault of form only: a code that is unknown because its own row, or its
// table, could not be read.
func (rd *reader) beyondForm(faults hinterland.Refusals) hinterland.Refusals {
	unread := map[any]bool{}
	for _, f := range rd.faults {
		unread[f.At.File] = true
	}
	return slices.DeleteFunc(faults, func(f *hinterland.Refusal) bool {
		return f.Reason == "code.unknown" && unread[f.Args["table"]]
	})
}

func (r *Row) name() hinterland.Name {
	return hinterland.Name{English: r.Text("name"), Chinese: r.Text("name_zh")}
}

func (rd *reader) readPlaces(r *hinterland.Region) {
	rd.read(hinterland.PlacesTable, false, placeColumns(), func(row *Row) {
		p := hinterland.Place{
			Code: hinterland.PlaceCode(row.Code("code")), Name: row.name(),
			Lon: hinterland.MicroDegrees(row.Measured("lon", 6)),
			Lat: hinterland.MicroDegrees(row.Measured("lat", 6)),
			Zone: hinterland.ZoneCode(
				row.Code("zone"),
			), Parent: hinterland.PlaceCode(row.Code("parent")),
			Weight: defaultWeight, Row: row.line,
		}
		if !row.Blank("weight") {
			p.Weight = row.Whole("weight", 0, hinterland.MaxWeight)
		}
		keep(&r.Places, row, p)
	})
}

func (rd *reader) readGoods(r *hinterland.Region) {
	rd.read(hinterland.GoodsTable, false, goodColumns(), func(row *Row) {
		g := hinterland.Good{
			Code: hinterland.GoodCode(row.Code("code")), Name: row.name(), Class: row.Text("class"),
			Unit:     row.Text("unit"),
			Decimals: int(row.Whole("decimals", 0, hinterland.MaxPlaces)),
			Freight:  row.money("freight_per_km"), Storage: row.money("storage_per_period"),
			Keeps: hinterland.Forever, Currency: row.Code("currency"),
			Parent: hinterland.GoodCode(row.Code("parent")), Row: row.line,
		}
		if !row.Blank("keeps") {
			g.Keeps = int(row.Whole("keeps", 0, hinterland.MaxPeriod))
		}
		keep(&r.Goods, row, g)
	})
}

func (r *Row) money(column string) hinterland.Money {
	return hinterland.Money(r.Decimal(column, hinterland.MoneyPlaces))
}

func (r *Row) period(column string) hinterland.Period {
	return hinterland.Period(r.Whole(column, 1, hinterland.MaxPeriod))
}

// decimals tells how many places a good's quantities have. An unknown good
// has the most, so that its quantities are not refused for a wrong reason:
// the good itself is.
type decimals map[hinterland.GoodCode]int

func decimalsOf(goods []hinterland.Good) decimals {
	d := decimals{}
	for _, g := range goods {
		d[g.Code] = g.Decimals
	}
	return d
}

func (d decimals) quantity(row *Row, column string) hinterland.Quantity {
	places, ok := d[hinterland.GoodCode(row.raw("good"))]
	if !ok {
		places = hinterland.MaxPlaces
	}
	return hinterland.Quantity(row.Decimal(column, places))
}

func (rd *reader) readOffers(r *hinterland.Region, d decimals) {
	rd.read(hinterland.OffersTable, false, offerColumns(), func(row *Row) {
		keep(&r.Offers, row, hinterland.Offer{
			Party: hinterland.PartyCode(
				row.Code("party"),
			), Good: hinterland.GoodCode(row.Code("good")),
			Period: row.period("period"), Quantity: d.quantity(row, "quantity"),
			Price: row.money("price"), Row: row.line,
		})
	})
	rd.read(hinterland.NeedsTable, false, needColumns(), func(row *Row) {
		keep(&r.Needs, row, hinterland.Need{
			Party: hinterland.PartyCode(
				row.Code("party"),
			), Good: hinterland.GoodCode(row.Code("good")),
			Period: row.period("period"), Quantity: d.quantity(row, "quantity"),
			Priority: int(row.Whole("priority", 1, hinterland.MaxPriority)), Row: row.line,
		})
	})
}

func (rd *reader) readRules(r *hinterland.Region, d decimals) {
	rd.read(hinterland.DistancesTable, true, distanceColumns(), func(row *Row) {
		keep(&r.Distances, row, hinterland.Distance{
			From: hinterland.PlaceCode(row.Code("from")), To: hinterland.PlaceCode(row.Code("to")),
			Hectometres: row.hectometres("km"), Row: row.line,
		})
	})
	rd.read(hinterland.FloorsTable, true, floorColumns(), func(row *Row) {
		keep(&r.Floors, row, hinterland.Floor{
			From: hinterland.PartyCode(row.Code("from")), To: hinterland.PartyCode(row.Code("to")),
			Good: hinterland.GoodCode(row.Code("good")), Period: row.period("period"),
			Quantity: d.quantity(row, "quantity"), Row: row.line,
		})
	})
	rd.read(hinterland.FixingsTable, true, fixingColumns(), func(row *Row) {
		keep(&r.Fixings, row, hinterland.Fixing{
			From: hinterland.PartyCode(row.Code("from")), To: hinterland.PartyCode(row.Code("to")),
			Good: hinterland.GoodCode(row.Code("good")), Period: row.period("period"),
			Quantity: d.quantity(row, "quantity"), Reason: row.Text("reason"), Row: row.line,
		})
	})
	rd.read(hinterland.ScopesTable, true, scopeColumns(), func(row *Row) {
		keep(&r.Scopes, row, hinterland.Scope{
			Buyer: hinterland.PartyCode(
				row.Code("buyer"),
			), Good: hinterland.GoodCode(row.Code("good")),
			Place: hinterland.PlaceCode(row.Code("place")),
			First: row.period("from_period"), Last: row.period("to_period"),
			Exclusive: row.Choice("kind", "exclusive", "announced") == "exclusive", Row: row.line,
		})
	})
	rd.read(hinterland.ReachTable, true, reachColumns(), func(row *Row) {
		keep(&r.Reach, row, hinterland.Reach{
			Good: hinterland.GoodCode(
				row.Code("good"),
			), Hectometres: row.limit("max_km"), Row: row.line,
		})
	})
}

// hectometres reads a way in kilometres. Ways are measured, so decimals
// beyond the first are rounded, half to even.
func (r *Row) hectometres(column string) int64 {
	return r.number(column, func(text string) (int64, error) {
		return withinEarth(parseDistance(text))
	})
}

// limit reads a limit in kilometres: what lies within it in whole hectometres,
// since ways are counted in them.
func (r *Row) limit(column string) int64 {
	return r.number(column, func(text string) (int64, error) {
		steps, err := hinterland.ParseDecimal(text, measuredPlaces)
		return withinEarth(steps/1e11, err)
	})
}

// parseDistance reads a measured number that has no sign.
func parseDistance(text string) (int64, error) {
	if strings.HasPrefix(text, "-") {
		return 0, hinterland.Refuse(hinterland.Invalid, "number.form", nil)
	}
	return parseMeasured(text, 1)
}

func withinEarth(hectometres int64, err error) (int64, error) {
	if err == nil && hectometres > hinterland.Farthest {
		return 0, hinterland.Refuse(hinterland.Invalid, "number.range",
			hinterland.Args{"low": 0, "high": hinterland.Farthest / 10})
	}
	return hectometres, err
}
