package office

import (
	"fmt"
	"maps"
	"testing"

	"hinterland"
)

// mapped are the borders that stand, with what the map and people say of them.
func (o *exampleOffice) mapped() map[string]string {
	o.t.Helper()
	found := map[string]string{}
	for _, b := range o.surroundings("").Borders {
		by := string(b.Ruling)
		if b.Mapped == 1 {
			by += "+map"
		}
		found[string(b.A)+"-"+string(b.B)] = by
	}
	return found
}

func TestTheBordersOfAMapStandBesideWhatWasSaidByHand(t *testing.T) {
	o := openUnmapped(t)
	o.must(o.keeper, "register-place", `{"code":"far","name":{"en":"Far"}}`)
	stand := func(want map[string]string) {
		t.Helper()
		if got := o.mapped(); !maps.Equal(got, want) {
			t.Errorf("the borders are %v, not %v", got, want)
		}
	}
	base := func(e hinterland.Entry) string { return hinterland.FormatDecimal(e.Number, 0) }
	borders := func(pairs string) string {
		return `{"name":"a.geojson","file":"` + exampleMap + `","borders":[` + pairs + `],"base":`
	}
	first := o.must(o.keeper, "load-map", borders(
		`{"a":"youxian","b":"liuyang"},{"a":"far","b":"chaling"}`)+"0}")
	want := map[string]string{
		"chaling-liuyang": "joined", "liuyang-youxian": "joined+map",
		"chaling-youxian": "joined", "chaling-far": "+map",
	}
	stand(want)
	o.refuses(o.keeper, "load-map", borders("")+"0}", "act.base")
	second := o.must(o.keeper, "load-map", borders("")+base(first)+"}")
	want["liuyang-youxian"] = "joined"
	delete(want, "chaling-far")
	stand(want)
	o.must(o.keeper, "undo", `{"entry":`+base(second)+`}`)
	want["liuyang-youxian"], want["chaling-far"] = "joined+map", "+map"
	stand(want)
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		m, err := v.Map()
		if (m != hinterland.RegionMap{Name: "a.geojson", File: exampleMap}) {
			t.Errorf("the map is %+v", m)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	o.audited()
}

func TestWhatIsNoMapOfTheRegionIsRefused(t *testing.T) {
	o := openUnmapped(t)
	load := func(file, pairs string) string {
		return `{"name":"a","file":"` + file + `","borders":[` + pairs + `],"base":0}`
	}
	for pairs, reason := range map[string]hinterland.Reason{
		`{"a":"liuyang","b":"liuyang"}`:                               "pair.self",
		`{"a":"liuyang","b":"chaling"},{"a":"chaling","b":"liuyang"}`: "pair.twice",
		`{"a":"liuyang","b":"nowhere"}`:                               "place.unknown",
	} {
		o.refuses(o.keeper, "load-map", load(exampleMap, pairs), reason)
	}
	o.refuses(o.keeper, "load-map", load(exampleFile, ""), "map.file")
	outside := Actor{Person: o.keeper.Person, Party: "coop"}
	o.refuses(outside, "load-map", load(exampleMap, ""), "act.denied")
}

func TestOfTwoMapsLoadedAtOnceTheSecondIsRefused(t *testing.T) {
	o := openUnmapped(t)
	load := func(name string) string {
		return `{"name":"` + name + `","file":"` + exampleMap + `","base":0}`
	}
	outcomes := make(chan error, 8)
	for i := range cap(outcomes) {
		go func() {
			r := o.ask(o.keeper, "load-map", load(fmt.Sprint("map", i)))
			_, err := o.Do(t.Context(), r)
			outcomes <- err
		}()
	}
	loaded := 0
	for range cap(outcomes) {
		if err := <-outcomes; err == nil {
			loaded++
		}
	}
	if loaded != 1 {
		t.Errorf("%d maps were loaded on the same base", loaded)
	}
	o.audited()
}
