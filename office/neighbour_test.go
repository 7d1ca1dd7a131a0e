package office

import (
	"slices"
	"testing"

	"hinterland"
)

func TestWhatIsSaidOfTwoPlacesIsSaidOnce(t *testing.T) {
	o := openExample(t)
	for _, code := range []string{"a", "b", "c"} {
		o.must(o.keeper, "register-place", `{"code":"`+code+`","name":{"en":"P"}}`)
	}
	joined := o.must(o.keeper, "state-border",
		`{"a":"b","b":"a","ruling":"joined","reason":"A bridge","base":0}`)
	tied := o.must(o.keeper, "state-tie",
		`{"a":"c","b":"a","strength":"2.5","source":"Waybills","base":0}`)
	o.must(o.keeper, "state-distance", `{"from":"c","to":"a","km":"0.1","base":0}`)
	base := func(e hinterland.Entry) string { return hinterland.FormatDecimal(e.Number, 0) }
	o.refuses(o.keeper, "state-border",
		`{"a":"a","b":"b","ruling":"parted","reason":"It fell","base":0}`, "act.base")
	o.refuses(o.keeper, "state-tie", `{"a":"a","b":"c","base":0}`, "act.base")
	s := o.surroundings("a")
	if len(s.Borders) != 1 || s.Borders[0].A != "a" || !s.Borders[0].Stands() ||
		len(s.Ties) != 1 || s.Ties[0].Strength != 2_500_000 ||
		len(s.Distances) != 1 || s.Distances[0].Hectometres != 1 {
		t.Errorf("got %+v", s)
	}
	if got := s.Others("a"); !slices.Equal(got, []hinterland.PlaceCode{"b", "c"}) {
		t.Errorf("others: %v", got)
	}
	o.must(o.keeper, "state-border", `{"a":"a","b":"b","base":`+base(joined)+`}`)
	o.must(o.keeper, "state-tie", `{"a":"a","b":"c","base":`+base(tied)+`}`)
	if s := o.surroundings(""); len(s.Borders)+len(s.Ties) > 0 || len(s.Distances) != 1 {
		t.Errorf("what is said no more is still there: %+v", s)
	}
	o.audited()
}

// surroundings are what the keeper sees said of a place and others.
func (o *exampleOffice) surroundings(of hinterland.PlaceCode) (s Surroundings) {
	o.t.Helper()
	err := o.View(o.t.Context(), o.keeper, func(v *View) error {
		var err error
		s, err = v.Surroundings(of)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}
