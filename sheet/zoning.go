package sheet

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"hinterland"
)

// ReadZoning reads what the zones of r are drawn from: adjacency, ties,
// centres, pins, settings and the map. A folder without one of the files reads
// as if it were empty. Refusals tell every fault of form of every file and
// every fault that Zoning.Check finds in what could be read. Whether the map
// is one is left to who draws it.
func ReadZoning(folder fs.FS, r *hinterland.Region) (*hinterland.Zoning, error) {
	rd := &reader{folder: folder}
	z := &hinterland.Zoning{}
	rd.readPairs(z)
	rd.read(hinterland.CentresTable, true, centreColumns(), func(row *Row) {
		c := hinterland.Centre{Name: row.name(), Places: row.places("places"), Row: row.line}
		if zone := c.Zone(); zone != "" {
			if refusal := hinterland.CheckCode("name", zone); refusal != nil {
				row.Refuse("name", refusal)
			}
		}
		keep(&z.Centres, row, c)
	})
	rd.read(hinterland.PinsTable, true, pinColumns(), func(row *Row) {
		keep(&z.Pins, row, hinterland.Pin{
			Place:  hinterland.PlaceCode(row.Code("place")),
			Centre: row.Text("centre"), Row: row.line,
			Reason: hinterland.Name{English: row.Text("reason"), Chinese: row.Text("reason_zh")},
		})
	})
	rd.readSettings(&z.Settings)
	rd.readMap(z)
	if rd.err != nil {
		return nil, rd.err
	}
	rd.faults = append(rd.faults, rd.beyondForm(z.Check(r.Index()))...)
	return z, rd.faults.Err()
}

// adjacencyColumns has the column that atlas check adds to its own.
func adjacencyColumns() []Column { return []Column{Must("a"), Must("b"), May("shared_border_km")} }

func tieColumns() []Column { return columns("a", "b", "tie") }

func centreColumns() []Column { return []Column{Must("name"), Must("places"), May("name_zh")} }

func pinColumns() []Column {
	return []Column{Must("place"), Must("centre"), May("reason"), May("reason_zh")}
}

func settingColumns() []Column { return columns("setting", "value") }

func (rd *reader) readPairs(z *hinterland.Zoning) {
	rd.read(hinterland.AdjacencyTable, true, adjacencyColumns(), func(row *Row) {
		keep(&z.Adjacency, row, hinterland.Adjacency{
			A: hinterland.PlaceCode(
				row.Code("a"),
			), B: hinterland.PlaceCode(row.Code("b")), Row: row.line,
		})
	})
	rd.read(hinterland.TiesTable, true, tieColumns(), func(row *Row) {
		keep(&z.Ties, row, hinterland.Tie{
			A: hinterland.PlaceCode(row.Code("a")), B: hinterland.PlaceCode(row.Code("b")),
			Strength: row.Decimal("tie", hinterland.TiePlaces), Row: row.line,
		})
	})
}

// places reads codes joined by plus signs.
func (r *Row) places(column string) []hinterland.PlaceCode {
	text := r.Text(column)
	if text == "" {
		return nil
	}
	var codes []hinterland.PlaceCode
	for _, code := range strings.Split(text, "+") {
		code = strings.TrimSpace(code)
		if refusal := hinterland.CheckCode(column, code); refusal != nil {
			r.Refuse(column, refusal)
			return nil
		}
		codes = append(codes, hinterland.PlaceCode(code))
	}
	return codes
}

func (rd *reader) readMap(z *hinterland.Zoning) {
	if rd.err != nil {
		return
	}
	text, err := fs.ReadFile(rd.folder, hinterland.MapFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		rd.err = err
	}
	z.Map = text
}

// maxNotes is how many notes a region may have: more than a page holds.
const maxNotes = 99

// settingNames lists the settings in the order in which they are written,
// without the notes.
func settingNames() []string {
	return []string{
		"title", "title_zh", "objective", "tolerance", "min", "max", "zones",
		"period", "period_zh", "schematic",
	}
}

// readSettings reads region.csv. Its value column holds numbers, words and
// texts, so each setting reads it in its own way.
func (rd *reader) readSettings(s *hinterland.Settings) {
	seen := map[string]int{}
	notes := map[int]hinterland.Name{}
	rd.read(hinterland.SettingsTable, true, settingColumns(), func(row *Row) {
		name := row.Text("setting")
		if first, twice := seen[name]; twice {
			row.Refuse("setting", hinterland.Twice(hinterland.SettingsTable, first))
			return
		}
		seen[name] = row.line
		if number, chinese, ok := noteNumber(name); ok {
			notes[number] = withText(notes[number], row.Text("value"), chinese)
			return
		}
		row.setting(name, s)
	})
	for number := range maxNotes {
		if note, ok := notes[number+1]; ok {
			s.Notes = append(s.Notes, note)
		}
	}
}

// noteNumber takes note7 and note7_zh apart.
func noteNumber(name string) (number int, chinese, ok bool) {
	digits, isNote := strings.CutPrefix(name, "note")
	digits, chinese = strings.CutSuffix(digits, "_zh")
	number, err := strconv.Atoi(digits)
	canonical := strconv.Itoa(number) == digits
	return number, chinese, isNote && err == nil && canonical && number >= 1 && number <= maxNotes
}

func withText(n hinterland.Name, text string, chinese bool) hinterland.Name {
	if chinese {
		n.Chinese = text
	} else {
		n.English = text
	}
	return n
}

func (r *Row) setting(name string, s *hinterland.Settings) {
	switch name {
	case "title":
		s.Title.English = r.Text("value")
	case "title_zh":
		s.Title.Chinese = r.Text("value")
	case "objective":
		s.Objective = hinterland.Objective(r.Choice("value",
			words(hinterland.ByDistance, hinterland.ByTies)...))
	case "tolerance", "min", "max":
		r.bounds(name, &s.Bounds)
	case "zones":
		s.Policy = hinterland.Policy(r.Choice("value",
			words(hinterland.ZonesFirst, hinterland.ZonesPrefer, hinterland.ZonesIgnore)...))
	case "period":
		s.Period.English = r.Text("value")
	case "period_zh":
		s.Period.Chinese = r.Text("value")
	case "schematic":
		s.Schematic = r.Choice("value", "yes", "no") == "yes"
	default:
		r.Refuse("setting", hinterland.Refuse(
			hinterland.Invalid,
			"cell.choice",
			hinterland.Args{
				"words": append(settingNames(), "note1", "note1_zh"),
			},
		))
	}
}

// bounds reads one of the three settings that bound the zones' weights. A
// tolerance does not go with a least or a most.
func (r *Row) bounds(name string, b *hinterland.Bounds) {
	kind := hinterland.ByLeastAndMost
	if name == "tolerance" {
		kind = hinterland.ByTolerance
	}
	switch b.Kind {
	case kind:
	case hinterland.Unbounded:
		*b = hinterland.Bounds{Kind: kind}
		if kind == hinterland.ByLeastAndMost {
			b.Most = hinterland.NoMost
		}
	default:
		r.Refuse("setting", hinterland.Refuse(hinterland.Conflict, "setting.bounds", nil))
		return
	}
	switch name {
	case "tolerance":
		b.Tolerance = r.Decimal("value", hinterland.MaxPlaces)
	case "min":
		b.Least = r.Whole("value", 0, hinterland.NoMost)
	default:
		b.Most = r.Whole("value", 0, hinterland.NoMost)
	}
}

// WriteZoning returns the files of a zoning, by name, so that ReadZoning reads
// them as z. Tables without rows are left out; rows are sorted by their
// columns from the left.
func WriteZoning(z *hinterland.Zoning) map[string][]byte {
	files := map[string][]byte{}
	put := func(name string, columns []Column, rows [][]string) {
		if len(rows) == 0 {
			return
		}
		slices.SortFunc(rows, slices.Compare)
		files[name] = encode(columns, rows)
	}
	var rows [][]string
	for _, a := range z.Adjacency {
		rows = append(rows, []string{string(a.A), string(a.B)})
	}
	put(hinterland.AdjacencyTable, columns("a", "b"), rows)
	rows = nil
	for _, t := range z.Ties {
		rows = append(rows, []string{
			string(t.A), string(t.B), hinterland.FormatDecimal(t.Strength, hinterland.TiePlaces),
		})
	}
	put(hinterland.TiesTable, tieColumns(), rows)
	put(hinterland.CentresTable, centreColumns(), centreRows(z.Centres))
	rows = nil
	for _, p := range z.Pins {
		rows = append(rows, []string{string(p.Place), p.Centre, p.Reason.English, p.Reason.Chinese})
	}
	put(hinterland.PinsTable, pinColumns(), rows)
	if rows = settingRows(&z.Settings); len(rows) > 0 {
		files[hinterland.SettingsTable] = encode(settingColumns(), rows)
	}
	if len(z.Map) > 0 {
		files[hinterland.MapFile] = z.Map
	}
	return files
}

func centreRows(centres []hinterland.Centre) [][]string {
	rows := make([][]string, len(centres))
	for i, c := range centres {
		rows[i] = []string{c.Name.English, strings.Join(words(c.Places...), "+"), c.Name.Chinese}
	}
	return rows
}

// settingRows writes settings in the order of settingNames and then the
// notes, which reads better than the order of letters.
func settingRows(s *hinterland.Settings) [][]string {
	values := map[string]string{
		"title": s.Title.English, "title_zh": s.Title.Chinese,
		"objective": string(s.Objective), "zones": string(s.Policy),
		"period": s.Period.English, "period_zh": s.Period.Chinese,
	}
	switch s.Bounds.Kind {
	case hinterland.ByTolerance:
		values["tolerance"] = hinterland.FormatDecimal(s.Bounds.Tolerance, hinterland.MaxPlaces)
	case hinterland.ByLeastAndMost:
		values["min"] = whole(s.Bounds.Least)
		if s.Bounds.Most != hinterland.NoMost {
			values["max"] = whole(s.Bounds.Most)
		}
	}
	if s.Schematic {
		values["schematic"] = "yes"
	}
	var rows [][]string
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, []string{name, value})
		}
	}
	for _, name := range settingNames() {
		add(name, values[name])
	}
	for i, note := range s.Notes {
		name := "note" + strconv.Itoa(i+1)
		add(name, note.English)
		add(name+"_zh", note.Chinese)
	}
	return rows
}
