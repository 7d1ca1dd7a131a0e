package web

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"hinterland/office"
)

// FuzzForms reads what browsers send as forms. Whatever it is, it becomes an act
// that can be checked, with faults beside fields; and a preview that is not ours
// is none.
func FuzzForms(f *testing.F) {
	all := forms()
	paths := slices.Sorted(maps.Keys(all))
	for i := range paths {
		f.Add(uint8(i), "17", "day=2026-11-25&quantity=1%2C000.5&item=1&code=a&from=2026/1/2")
	}
	f.Add(uint8(1), "17-3", "kind=purchase&parties.2=a&items.1.number=1&items.1.way=in&"+
		"items.1.schedule.1.due=2026年1月2日&items.1.schedule.3.quantity=１２．5")
	f.Add(uint8(2), "x", "seen=e30.x&items.500.good=&items.-1.good=&items.1.schedule.999.due=")
	en, _ := both()
	f.Fuzz(func(t *testing.T, which uint8, id, body string) {
		typed, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		for _, name := range []string{"id", "code", "number"} {
			r.SetPathValue(name, id)
		}
		r.Form, r.PostForm = typed, typed
		a := &ask{
			Server: &Server{seal: []byte("seal")}, r: r, say: en, ctx: t.Context(), me: &me{},
			called: &called{goods: calls{}, parties: calls{}}, stood: map[string]int64{},
		}
		d := &draft{ask: a, typed: typed}
		form := all[paths[int(which)%len(paths)]]
		if form.edit != nil {
			form.edit(d, typed.Get(doField))
		}
		act := form.read(d)
		d.faults = office.Beside(d.faults, act)
		if p, err := d.seen(act); p != nil || err == nil && typed.Get(seenField) != "" {
			t.Errorf("a preview %q that nobody was shown is taken", typed.Get(seenField))
		}
	})
}
