package sheet

import (
	"fmt"
	"strings"
	"testing"

	"hinterland/lang"
	"hinterland/office"
)

// The rows are those of a sheet of zones, one in another that comes behind it,
// and of a sheet of who is in which, the later day of a place first.
const (
	zonedRows = "inner\t内区\touter\t\t岳阳\t\t\n" +
		"outer\t外区\t\tCo-operative\tliuyang、岳阳\testablished\t2020-01-01\n" +
		"old\t旧区\t\t\tliuyang\t已撤销\t2024-01-01\n"
	stays = "place\tzone\tfrom\tlast\treason\tnote\n" +
		"Liuyang\touter\t2024-01-01\t\tnearest\t\n" +
		"liuyang\told\t2023-01-01\t2023-12-31\thand\tAs before\n" +
		"岳阳\t内区\t2025-06-01\t2026-12-31\ttie\t\n" +
		"\touter\t2027-01-01\t\tcentre\t\n"
)

// zoned is the sheet of zones under its heads in Chinese.
func zoned() string {
	var heads []string
	for _, f := range zonesNoun().Fields {
		if f.Name != "name.en" {
			heads = append(heads, f.HeadOf(lang.For(lang.Chinese)))
		}
	}
	return strings.Join(heads, "\t") + "\n" + zonedRows
}

// openZoned opens an office with the places of the sheets.
func openZoned(t *testing.T) *example {
	t.Helper()
	o := openFile(t)
	o.must("register-place", `{"code":"yueyang","name":{"zh":"岳阳"}}`)
	return o
}

// returns hands in what the office writes of itself, in each language: nothing is new.
func (o *example) returns() {
	o.t.Helper()
	for _, tongue := range lang.Tongues() {
		in := o.look("book.xlsx", string(o.export(tongue)))
		if len(in.steps)+len(in.Faults)+len(in.Passed) > 0 {
			o.t.Errorf("%s: %s, %q", tongue, outcomes(in), in.Passed)
		}
	}
}

// zones are the zones of the office and who is in which, each in a line.
func (o *example) zones() string {
	o.t.Helper()
	var b strings.Builder
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		all, err := v.Zones()
		for _, z := range all {
			fmt.Fprintln(&b, z.Code, z.Parent, z.Lead, z.Stage, z.Since, z.Centre)
		}
		if err != nil {
			return err
		}
		in, err := v.Belongings(-1 << 30)
		for _, s := range in {
			fmt.Fprintln(&b, s.Place, s.Zone, s.Term.From, s.Term.Last(), s.Reason, s.Note)
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return b.String()
}

const zonedStands = "inner outer  proposed 2026-11-25 [yueyang]\n" +
	"old   dissolved 2024-01-01 [liuyang]\n" +
	"outer  coop established 2020-01-01 [liuyang yueyang]\n" +
	"liuyang old 2023-01-01 2023-12-31 hand As before\n" +
	"liuyang outer 2024-01-01  nearest \n" +
	"yueyang inner 2025-06-01 2026-12-31 tie \n" +
	"yueyang outer 2027-01-01  centre \n"

// TestZonesAndWhoIsInThemComeByOneWorkbook brings zones, with days that are
// over, hands in what the office then writes of itself, and undoes all of it.
func TestZonesAndWhoIsInThemComeByOneWorkbook(t *testing.T) {
	o := openZoned(t)
	in, entry := o.bring("stays.csv", stays, "zones.csv", zoned())
	if got := outcomes(in); got != "7 create;" {
		t.Fatal(got)
	}
	if got := o.zones(); got != zonedStands {
		t.Errorf("got %s", got)
	}
	o.returns()
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
	if got := o.zones(); got != "" {
		t.Errorf("left: %s", got)
	}
}

// TestWhatIsSaidOfZonesIsChangedAsItMayBe names other things of zones, moves a
// place, and adds days of it.
func TestWhatIsSaidOfZonesIsChangedAsItMayBe(t *testing.T) {
	o := openZoned(t)
	o.bring("zones.csv", zoned())
	o.bring("stays.csv", stays)
	in, _ := o.bring("z.csv", "code\tcentre\tstate\tfrom\n"+
		"inner\tyueyang,liuyang\tpreparing\t2026-12-01\n")
	if got := outcomes(in); got != "1 change;" || len(in.Lines[0].Diffs) != 3 {
		t.Errorf("%s %v", got, in.Lines[0].Diffs)
	}
	is := "inner outer  preparing 2026-12-01 [liuyang yueyang]\n"
	if !strings.Contains(o.zones(), is) {
		t.Errorf("got %s", o.zones())
	}
	swap := func(old, now string) string { return strings.Replace(stays, old, now, 1) }
	for rows, want := range map[string]string{
		"code\tname.zh\tcentre\tparent\nouter\t外区\tliuyang yueyang\told\n":   "zone.fixed",
		"code\tcentre\tstate\tfrom\nold\tliuyang\testablished\t2024-01-01\n": "zone.back",
		"code\tcentre\tstate\tfrom\nold\tliuyang\tdissolved\t\n":             "cell.blank",
		stays + "\tinner\t2028-01-01\t\ttie\t\n":                             "belonging.stated",
		swap("nearest", "tie"):                                               "belonging.stated",
		swap("2024-01-01", "2026-12-01"):                                     "belonging.stated",
		stays[:strings.Index(stays, "liuyang\told")]:                         "sheet.partly",
	} {
		if got := outcomes(o.look("x.csv", rows)); strings.Count(got, want) != 1 {
			t.Errorf("%s: %s", want, got)
		}
	}
}

// TestOfAPlaceThatSaysOtherwiseThroughoutThatAloneIsTold has no stay that stays
// as it is, so that nothing is left of what the act would say.
func TestOfAPlaceThatSaysOtherwiseThroughoutThatAloneIsTold(t *testing.T) {
	o := openZoned(t)
	o.bring("zones.csv", zoned())
	const head = "place\tzone\tfrom\tlast\treason\tnote\n"
	o.bring("stays.csv", head+"liuyang\touter\t2024-01-01\t\tnearest\t\n")
	got := outcomes(o.look("x.csv", head+"liuyang\tinner\t2024-01-01\t\tnearest\t\n"))
	if strings.Count(got, "belonging.stated") != 1 || strings.Contains(got, "cell.blank") {
		t.Error(got)
	}
}

// TestNewBelongingsAreRefusedAtTheirRows brings what cannot be of places of
// which nothing is said.
func TestNewBelongingsAreRefusedAtTheirRows(t *testing.T) {
	o := openZoned(t)
	o.bring("zones.csv", zoned())
	swap := func(old, now string) string { return strings.Replace(stays, old, now, 1) }
	for rows, want := range map[string]string{
		swap("2023-12-31", "2024-01-01"):     `:2 from="2024-01-01" belonging.twice`,
		swap("2026-12-31", ""):               "belonging.twice",
		swap("liuyang\told", "Gili\told"):    `:3 place="Gili" place.unknown`,
		swap("\touter\t2024", "\told\t2024"): `:2 zone="old" belonging.dissolved`,
	} {
		got := outcomes(o.look("x.csv", rows))
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s", want, got)
		}
	}
}

// TestAllThatACellNamesAndNobodyKnowsIsTold brings a centre of which one place is there.
func TestAllThatACellNamesAndNobodyKnowsIsTold(t *testing.T) {
	o := openZoned(t)
	in := o.look("x.csv", "code\tname.en\tcentre\nnew\tNew\tGili, 岳阳; Far town\n")
	if len(in.Faults) != 1 || in.Faults[0].Args["value"] != "Gili, Far town" {
		t.Errorf("told is %v", in.Faults)
	}
}
