package sheet

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	rng "math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
)

// A model is what an office should have of places, by code, and what should come
// of the rows that are handed in.
type model struct {
	places map[string]Record
	want   map[Outcome]int
}

// edit makes random rows of what the model has: some as they stand, some
// otherwise, some new, and takes into the model what they say. Columns may be
// left out.
func (m *model) edit(r *rng.Rand, round int) (rows []Record, columns []string) {
	columns = []string{"code", "name.en", "name.zh", "parent", "lon", "lat", "weight", "source"}
	if r.IntN(3) == 0 {
		columns = []string{"code", "name.en", "parent"}
	}
	m.want = map[Outcome]int{}
	codes := slices.Sorted(maps.Keys(m.places))
	for i, code := range codes {
		if r.IntN(3) == 0 {
			continue // a row that is missing says nothing
		}
		was := m.places[code]
		now := maps.Clone(was)
		switch r.IntN(4) {
		case 0:
			now["name.en"] = fmt.Sprint("Named ", round)
		case 1:
			now["parent"] = "" // which never makes a loop
		case 2:
			now["parent"] = codes[r.IntN(i+1)]
			if !m.above(now["parent"], code) || slices.Index(codes, now["parent"]) >= i {
				now["parent"] = was["parent"]
			}
		}
		m.take(was, now)
		rows = append(rows, now)
	}
	for n := range r.IntN(4) {
		now := Record{
			"code": fmt.Sprintf("z%d-%d", round, n), "name.en": "New", "name.zh": "", "lon": "",
			"lat": "", "parent": codes[r.IntN(len(codes))], "weight": "", "source": "",
		}
		if len(columns) > 3 {
			now["weight"], now["source"] = fmt.Sprint(r.IntN(5000)), "Census"
		}
		m.take(nil, now)
		rows = append(rows, now)
	}
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows, columns
}

// above reports whether a place is not in another, nor that one itself.
func (m *model) above(place, other string) bool {
	for ; place != ""; place = m.places[place]["parent"] {
		if place == other {
			return false
		}
	}
	return true
}

// take takes into the model what a row says.
func (m *model) take(was, now Record) {
	switch {
	case was == nil:
		m.want[Creates]++
	case maps.Equal(was, now):
		m.want[Same]++
	default:
		m.want[Changes]++
	}
	m.places[now["code"]] = now
}

// written writes rows as a text of some columns.
func written(rows []Record, columns []string) string {
	lines := []string{strings.Join(columns, "\t")}
	for _, row := range rows {
		cells := make([]string, len(columns))
		for i, column := range columns {
			cells[i] = row[column]
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return strings.Join(lines, "\n") + "\n"
}

// standing is what the office has of places, by code.
func (o *example) standing() map[string]Record {
	o.t.Helper()
	all := map[string]Record{}
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		records, err := places().Stands(v)
		for _, r := range records {
			all[r["code"]] = r
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}

// TestRandomSheetsMakeTheOfficeWhatTheySay hands in sheet after sheet, and each
// time compares the office with what should have come of it; every third is
// undone.
func TestRandomSheetsMakeTheOfficeWhatTheySay(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		r := rng.New(rng.NewPCG(5, 2))
		m := &model{places: o.standing()}
		for round := range 30 {
			former := maps.Clone(m.places)
			rows, columns := m.edit(r, round)
			if len(rows) == 0 {
				continue
			}
			in, entry := o.bring("places.csv", written(rows, columns))
			for _, of := range []Outcome{Creates, Changes, Same, Refuses} {
				if in.Count(of) != m.want[of] {
					t.Fatalf("round %d: %d %s, want %d", round, in.Count(of), of, m.want[of])
				}
			}
			if diff := cmp.Diff(m.places, o.standing()); diff != "" {
				t.Fatalf("round %d: %s", round, diff)
			}
			if round%3 == 2 && entry.Number > 0 {
				o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
				m.places = former
				if diff := cmp.Diff(m.places, o.standing()); diff != "" {
					t.Fatalf("round %d, undone: %s", round, diff)
				}
			}
		}
		if got := outcomes(o.look("b.xlsx", string(o.export(lang.Chinese)))); !strings.HasSuffix(
			got, " same;") {
			t.Errorf("at the end: %s", got)
		}
	})
}

// heldRecords are records whose writer somebody else holds.
type heldRecords struct {
	hinterland.Records
	t *testing.T
}

func (h heldRecords) Write(
	context.Context, func(hinterland.Tx) (*hinterland.Entry, error),
) error {
	h.t.Error("the records are held")
	return errors.New("held")
}

// TestALongSheetIsLookedAtWithoutHoldingTheRecords looks at more rows than are
// tried, and then does them.
func TestALongSheetIsLookedAtWithoutHoldingTheRecords(t *testing.T) {
	db, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "office.db"))
	if err != nil {
		t.Fatal(err)
	}
	o := openExample(t, db)
	var text strings.Builder
	text.WriteString("code,name.en,name.zh,parent\n")
	for n := mostRehearsed; n >= 0; n-- { // each lies in the one below
		fmt.Fprintf(&text, "p%d,Place %d,,%s\n", n, n, parentOf(n))
	}
	i := o.importing("places.csv", text.String())
	free := i.Office
	i.Office = office.New(heldRecords{db.Region(1), t}, time.Now, rand.Reader)
	in, err := i.Look(t.Context())
	if err != nil || in.Rehearsed || in.Count(Creates) != mostRehearsed+1 {
		t.Fatalf("%s, %v, tried: %v", outcomes(in), err, in.Rehearsed)
	}
	i.Office = free
	done, entry, err := i.Do(t.Context(), "", in.Digest())
	if err != nil || entry.Number == 0 || len(done.Faults) > 0 {
		t.Errorf("entry %d, %v, %s", entry.Number, err, outcomes(done))
	}
	if in = o.look("places.csv", text.String()); in.Count(Same) != mostRehearsed+1 {
		t.Errorf("again: %s", outcomes(in))
	}
}

// parentOf is what a place of a long sheet lies in: ten in each.
func parentOf(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint("p", (n-1)/10)
}

// TestTheSameSheetSentTwiceIsDoneOnce sends what is done already under its key
// again, and by two who do not know of one another.
func TestTheSameSheetSentTwiceIsDoneOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		file := []string{"p.csv", "code,name.en,name.zh,parent\na,A,,\nb,B,,a\n"}
		entries := map[int64]bool{}
		var wait sync.WaitGroup
		var mutex sync.Mutex
		for n := range 4 {
			i := o.importing(file...)
			wait.Go(func() {
				in, entry, err := i.Do(t.Context(), fmt.Sprint("key", n%2), "")
				mutex.Lock()
				defer mutex.Unlock()
				if err != nil {
					t.Error(err)
				} else if len(in.Faults) == 0 && entry.Number > 0 {
					entries[entry.Number] = true
				}
			})
		}
		wait.Wait()
		if len(entries) != 1 {
			t.Errorf("done as %v", entries)
		}
		if got := outcomes(o.look(file...)); got != "2 same;" {
			t.Errorf("got %s", got)
		}
	})
}
