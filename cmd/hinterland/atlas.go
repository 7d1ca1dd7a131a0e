package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/atlas"
	"hinterland/lang"
	"hinterland/sheet"
)

// atlasFlags say how borders are read and what is written beside the report.
type atlasFlags struct {
	code      string
	snap      float64
	minBorder float64
	adjacency string
}

// atlasCommand groups what is done to maps.
func atlasCommand(c *console) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "atlas",
		Short: c.say.Say("cmd.atlas.short", nil),
		Long:  c.say.Say("cmd.atlas.long", nil),
		Args:  cobra.ArbitraryArgs,
		RunE:  c.root,
	}
	cmd.AddCommand(atlasCheckCommand(c))
	return cmd
}

func atlasCheckCommand(c *console) *cobra.Command {
	var f atlasFlags
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: c.say.Say("cmd.atlas.check.short", nil),
		Long:  c.say.Say("cmd.atlas.check.long", nil),
		Example: "  hinterland atlas check counties.geojson --code fips\n" +
			"  hinterland atlas check counties.json --adjacency neighbours.csv --json",
		Args: c.wants("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return c.atlasCheck(args[0], &f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.code, "code", "", c.say.Say("flag.atlas.code", nil))
	flags.Float64Var(&f.snap, "snap", atlas.DefaultSnap, c.say.Say("flag.atlas.snap", nil))
	flags.Float64Var(&f.minBorder, "min-border", 0, c.say.Say("flag.atlas.min-border", nil))
	flags.StringVar(&f.adjacency, "adjacency", "", c.say.Say("flag.atlas.adjacency", nil))
	return cmd
}

// The most that --snap and --min-border may be: a snap of a degree would make
// one of whole counties, and no border is as long as the equator.
const (
	maxSnap      = 1
	maxMinBorder = 40000
)

// atlasCheck surveys a map, tells its faults, and writes the neighbourhood of
// what could be read.
func (c *console) atlasCheck(name string, f *atlasFlags) error {
	if err := inRange("--snap", f.snap, maxSnap); err != nil {
		return err
	}
	if err := inRange("--min-border", f.minBorder, maxMinBorder); err != nil {
		return err
	}
	report, err := c.survey(name, f)
	if err != nil {
		return err
	}
	if f.adjacency != "" {
		if err := writeAdjacency(f.adjacency, report.Graph); err != nil {
			return err
		}
	}
	return c.tellSurvey(name, report)
}

func inRange(flag string, value float64, high int) error {
	if value >= 0 && value <= float64(high) {
		return nil
	}
	return hinterland.Refuse(hinterland.Invalid, "number.range",
		hinterland.Args{"low": 0, "high": high}).
		In(hinterland.Where{File: flag, Value: strconv.FormatFloat(value, 'g', -1, 64)})
}

// survey reads and surveys a map, or standard input for "-", and refuses what
// is no map at all.
func (c *console) survey(name string, f *atlasFlags) (*atlas.Report, error) {
	data, err := c.readMap(name)
	if err != nil {
		return nil, err
	}
	m, err := atlas.Decode(data)
	if err != nil {
		return nil, refuseMap(name, err)
	}
	if err := m.TakeCodes(f.code); err != nil {
		return nil, refuseMap(name, err)
	}
	report, err := atlas.Survey(m, atlas.Options{Snap: f.snap, MinBorderKm: f.minBorder})
	if err != nil {
		return nil, refuseMap(name, err)
	}
	return report, nil
}

func (c *console) readMap(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(c.in)
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hinterland.Refuse(hinterland.NotFound, "file.missing", nil).
			In(hinterland.Where{File: name})
	}
	return data, err
}

// refuseMap words what atlas refuses about a whole file.
func refuseMap(name string, err error) error {
	var decode *atlas.DecodeError
	var code *atlas.CodeError
	at := hinterland.Where{File: name}
	switch {
	case errors.As(err, &decode):
		// lang: refusal.map.syntax remedy.map.syntax
		// lang: refusal.map.shape remedy.map.shape
		// lang: refusal.map.type remedy.map.type
		// lang: refusal.map.empty remedy.map.empty
		// lang: refusal.map.size remedy.map.size
		// lang: refusal.map.transform remedy.map.transform
		// lang: refusal.map.arcs remedy.map.arcs
		// lang: refusal.map.objects remedy.map.objects
		at.Line = decode.Line
		return hinterland.Refuse(hinterland.Invalid, hinterland.Reason("map."+decode.Reason),
			hinterland.Args(decode.Args)).In(at)
	case errors.As(err, &code):
		if code.Property == "" {
			return hinterland.Refuse(hinterland.Invalid, "map.no-ids",
				hinterland.Args{"known": code.Known}).In(at)
		}
		return hinterland.Refuse(hinterland.Invalid, "map.no-property",
			hinterland.Args{"property": code.Property, "known": code.Known}).In(at)
	case errors.Is(err, atlas.ErrTangled):
		return hinterland.Refuse(hinterland.Invalid, "map.tangled", nil).In(at)
	}
	return err
}

// writeAdjacency writes the neighbourhood as a table, to the metre.
func writeAdjacency(path string, g *atlas.Graph) error {
	var table bytes.Buffer
	w := csv.NewWriter(&table)
	rows := [][]string{{"a", "b", "shared_border_km"}}
	for _, b := range g.Borders() {
		rows = append(rows, []string{b.A, b.B, strconv.FormatFloat(b.Km, 'f', 3, 64)})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	folder, file := filepath.Split(path)
	return sheet.WriteFiles(filepath.Clean(folder), map[string][]byte{file: table.Bytes()})
}

// A mapReport is what atlas check says to machines.
type mapReport struct {
	Features   int        `json:"features"`
	Edges      int        `json:"edges"`
	Components int        `json:"components"`
	Faults     []mapFault `json:"faults"`
}

// A mapFault is one fault; At is longitude and latitude, or null for a place
// that is nowhere.
type mapFault struct {
	Kind     string      `json:"kind"`
	Severity string      `json:"severity"`
	Code     string      `json:"code"`
	At       *[2]float64 `json:"at"`
	Detail   string      `json:"detail"`
}

// tellSurvey prints the report and refuses if there is anything worse than
// notes.
func (c *console) tellSurvey(name string, report *atlas.Report) error {
	out := mapReport{
		Features:   report.Features,
		Edges:      len(report.Graph.Borders()),
		Components: len(report.Graph.Components()),
		Faults:     make([]mapFault, len(report.Faults)),
	}
	var faults hinterland.Refusals
	for i, f := range report.Faults {
		out.Faults[i] = c.mapFault(f)
		if !f.Kind.Note() {
			faults = append(faults, mapRefusal(name, f))
		}
	}
	if err := c.printMap(out, len(faults)); err != nil {
		return err
	}
	return faults.Err()
}

func (c *console) mapFault(f atlas.Fault) mapFault {
	out := mapFault{Kind: string(f.Kind), Severity: "error", Code: f.Code}
	if f.Placed {
		out.At = &[2]float64{micro(f.At.Lon), micro(f.At.Lat)}
	}
	if f.Kind.Note() {
		out.Severity = "note"
		out.Detail = c.mapNote(f)
		return out
	}
	// lang: refusal.map-fault.short-ring refusal.map-fault.open-ring
	// lang: refusal.map-fault.self-crossing refusal.map-fault.duplicate
	// lang: refusal.map-fault.no-code refusal.map-fault.bad-code
	// lang: refusal.map-fault.winding refusal.map-fault.null refusal.map-fault.flat
	// lang: refusal.map-fault.feature refusal.map-fault.geometry refusal.map-fault.no-area
	// lang: refusal.map-fault.list refusal.map-fault.number refusal.map-fault.position
	// lang: refusal.map-fault.degrees refusal.map-fault.arc refusal.map-fault.arc-ends
	// lang: refusal.map-fault.overlap refusal.map-fault.gap
	out.Detail = c.say.Say("refusal.map-fault."+mapReason(f), mapArgs(f))
	return out
}

// mapReason is the reason of a fault: that of its detail, or its kind.
func mapReason(f atlas.Fault) string {
	if f.Detail.Reason == "" {
		return string(f.Kind)
	}
	return f.Detail.Reason
}

// mapNote words a note.
func (c *console) mapNote(f atlas.Fault) string {
	// lang: atlas.note.isolated atlas.note.enclosed
	// lang: atlas.note.name-broken atlas.note.name-hidden
	// lang: atlas.note.name-accents atlas.note.name-spaces
	return c.say.Say("atlas.note."+mapReason(f), mapArgs(f))
}

// mapArgs are the values that a fault's words mention: its own, the place's
// code, and where it is.
func mapArgs(f atlas.Fault) lang.Args {
	args := lang.Args{"code": f.Code, "feature": f.Feature, "lon": "–", "lat": "–"}
	if f.Placed {
		args["lon"] = strconv.FormatFloat(f.At.Lon, 'f', 5, 64)
		args["lat"] = strconv.FormatFloat(f.At.Lat, 'f', 5, 64)
	}
	for name, value := range f.Detail.Args {
		if km2, ok := value.(float64); ok {
			value = significant(km2)
		}
		args[name] = value
	}
	return args
}

// mapRefusal is a fault with its remedy, for people.
func mapRefusal(name string, f atlas.Fault) *hinterland.Refusal {
	// lang: remedy.map-fault.short-ring remedy.map-fault.open-ring
	// lang: remedy.map-fault.self-crossing remedy.map-fault.duplicate
	// lang: remedy.map-fault.no-code remedy.map-fault.bad-code
	// lang: remedy.map-fault.winding remedy.map-fault.null remedy.map-fault.flat
	// lang: remedy.map-fault.feature remedy.map-fault.geometry remedy.map-fault.no-area
	// lang: remedy.map-fault.list remedy.map-fault.number remedy.map-fault.position
	// lang: remedy.map-fault.degrees remedy.map-fault.arc remedy.map-fault.arc-ends
	// lang: remedy.map-fault.overlap remedy.map-fault.gap
	return hinterland.Refuse(hinterland.Invalid, hinterland.Reason("map-fault."+mapReason(f)),
		hinterland.Args(mapArgs(f))).In(hinterland.Where{File: name})
}

// printMap prints the report: all of it for machines, else counts and notes,
// since the faults follow as refusals.
func (c *console) printMap(out mapReport, faults int) error {
	if c.json {
		return c.printJSON(out)
	}
	for _, f := range out.Faults {
		if f.Severity != "note" {
			continue
		}
		if err := c.print(f.Detail); err != nil {
			return err
		}
	}
	return c.print(c.say.Say("atlas.check.done", lang.Args{
		"features": out.Features, "edges": out.Edges, "components": out.Components,
		"faults": faults, "notes": len(out.Faults) - faults,
	}))
}

// micro rounds degrees to millionths, a tenth of a metre.
func micro(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }

// significant words a quantity with three digits that count, never with an
// exponent.
func significant(v float64) string {
	if v == 0 {
		return "0"
	}
	places := max(0, 2-int(math.Floor(math.Log10(math.Abs(v)))))
	return strconv.FormatFloat(v, 'f', places, 64)
}
