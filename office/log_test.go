package office

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/journal"
)

// log is the log of the example office.
func (o *exampleOffice) log() *Log { return o.Office.Log(o.db.Log(1)) }

// behind changes the file behind the office's back.
func (o *exampleOffice) behind(statements string) {
	o.t.Helper()
	db, err := sql.Open("sqlite", "file:"+o.path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		o.t.Fatal(err)
	}
	_, err = db.ExecContext(o.t.Context(), statements)
	if err := errors.Join(err, db.Close()); err != nil {
		o.t.Fatalf("%s: %v", statements, err)
	}
}

// proves makes a proof, sends it through a file, and checks it.
func (o *exampleOffice) proves(number int64, older string) journal.Proof {
	o.t.Helper()
	l := o.log()
	p, err := l.Prove(o.t.Context(), number, older)
	if err != nil {
		o.t.Fatal(err)
	}
	key, err := l.PublicKey(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	text, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		o.t.Fatal(err)
	}
	var kept journal.Proof
	if err := json.Unmarshal(text, &kept); err != nil {
		o.t.Fatal(err)
	}
	if _, err := kept.Verify(key); err != nil {
		o.t.Fatalf("entry %d: %v", number, err)
	}
	return p
}

func TestEveryEntryCanBeProved(t *testing.T) {
	o := openExample(t)
	first := o.proves(1, "")
	for number := int64(1); number <= 6; number++ {
		p := o.proves(number, first.Checkpoint)
		var said struct {
			Number int64
			Kind   string
			Body   json.RawMessage
		}
		if err := json.Unmarshal(p.Entry, &said); err != nil {
			t.Fatal(err)
		}
		err := o.View(t.Context(), o.keeper, func(v *View) error {
			e, err := v.Entry(number)
			if said.Number != number || said.Kind != e.Kind || string(said.Body) != string(e.Body) {
				t.Errorf("entry %d is proved as %s", number, p.Entry)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(p.Entry), "Wang Fang") {
			t.Errorf("the proof of entry %d says a name", number)
		}
	}
	o.must(o.keeper, "register-party", `{"code":"a<b>&c","name":{"en":"A <b> & c"}}`)
	if p := o.proves(7, first.Checkpoint); p.Place != 6 {
		t.Errorf("entry 7 has place %d", p.Place)
	}
	o.proves(0, first.Checkpoint)
	_, err := o.log().Prove(t.Context(), 99, "")
	if !isRefusal(err, hinterland.NotFound) {
		t.Errorf("an entry that is not there: %v", err)
	}
}

func TestAJournalThatLostEntriesCannotBridgeThem(t *testing.T) {
	o := openExample(t)
	held := o.proves(6, "").Checkpoint
	o.behind("DELETE FROM change WHERE entry = 6; DELETE FROM entry WHERE number = 6;" +
		"DELETE FROM log_leaf WHERE entry = 6; DELETE FROM log_head")
	o.behind("DELETE FROM log_leaf; DELETE FROM unlogged;" +
		"INSERT INTO unlogged SELECT region, number FROM entry")
	_, err := o.log().Prove(t.Context(), 0, held)
	if r := refusalIn(err); r == nil || r.Reason != "proof.older" {
		t.Errorf("under another key: %v", err)
	}
}

func TestACheckpointOfAShorterPastIsRefusedByAShorterJournal(t *testing.T) {
	o := openExample(t)
	held := o.proves(6, "").Checkpoint
	o.behind("CREATE TABLE kept AS SELECT secret, public FROM log_head;" +
		"DELETE FROM change WHERE entry = 6; DELETE FROM entry WHERE number = 6;" +
		"DELETE FROM log_leaf; DELETE FROM unlogged; DELETE FROM log_head;" +
		"INSERT INTO log_head SELECT 1, 0, '', secret, public FROM kept;" +
		"INSERT INTO unlogged SELECT region, number FROM entry")
	_, err := o.log().Prove(t.Context(), 0, held)
	if r := refusalIn(err); r == nil || r.Reason != "proof.lost" {
		t.Errorf("under the same key: %v", err)
	}
}

// A tampering is what somebody does behind the office's back, and what its
// audit then says.
type tampering struct{ how, want string }

// plantedEntries are done to the journal of an office of six entries.
func plantedEntries() map[string]tampering {
	set := func(what, entry string) string {
		return "UPDATE entry SET " + what + " WHERE number = " + entry
	}
	change := func(what, where string) string {
		return "UPDATE change SET " + what + " WHERE entry = " + where
	}
	return map[string]tampering{
		"a body":        {set("body = replace(body, '40', '41')", "6"), "changed 6"},
		"a kind":        {set("kind = 'record-receipt'", "6"), "changed 6"},
		"a time":        {set("at = at + 1", "2"), "changed 2"},
		"a person":      {set("by_person = 9", "2"), "changed 2"},
		"a party":       {set("for_party = 'coop'", "2"), "changed 2"},
		"a reason":      {set("why = 'so'", "2"), "changed 2"},
		"a key":         {set("key = 'k'", "2"), "changed 2"},
		"an undo":       {set("undoes = 1", "2"), "changed 2"},
		"an act":        {set("act = 99", "2"), "changed 2"},
		"its subject":   {set("about = 0", "6"), "changed 6"},
		"spaces":        {set("body = body || ' '", "2"), "changed 2"},
		"a row":         {change("row_after = replace(row_after, '40', '41')", "6"), "changed 6"},
		"a row's key":   {change(`row_key = '["x"]'`, "2"), "changed 2"},
		"a row's table": {change("table_name = 'good'", "2"), "changed 2"},
		"an order":      {change("ordinal = 9", "6 AND ordinal = 0"), "changed 6"},
		"a change gone": {"DELETE FROM change WHERE entry = 6 AND ordinal = 1", "changed 6"},
		"one change more": {
			"INSERT INTO change VALUES (1, 2, 9, 'party', '[]', '')", "changed 2",
		},
		"an entry gone": {
			"DELETE FROM change WHERE entry = 3; DELETE FROM entry WHERE number = 3", "gone 3",
		},
		"an entry put in": {
			"INSERT INTO entry VALUES (1, 8, 99, 'undo', '{}', 1, 'office', 0, '', 'k', 0, 0, 0)",
			"astray 8",
		},
		"two exchanged": {
			set("number = 0", "2") + ";" + set("number = 2", "4") + ";" + set("number = 4", "0"),
			"changed 2, changed 4",
		},
	}
}

// plantedLog are done to its log.
func plantedLog() map[string]tampering {
	leaf := func(what, where string) string {
		return "UPDATE log_leaf SET " + what + " WHERE " + where + ";"
	}
	return map[string]tampering{
		"places exchanged": {
			leaf("place = 90", "place = 2") + leaf("place = 2", "place = 3") +
				leaf("place = 3", "place = 90"),
			"checkpoint 0",
		},
		"a place gone": {
			"DELETE FROM log_leaf WHERE entry = 3", "tree 0, checkpoint 0, astray 3",
		},
		"a leaf spoilt":  {leaf("hash = 'AAAA'", "entry = 3"), "changed 3, checkpoint 0"},
		"another's leaf": {leaf(anothers, "entry = 3"), "changed 3, checkpoint 0"},
		"a shorter log":  {"UPDATE log_head SET size = 5", "checkpoint 0"},
		"no checkpoint":  {"UPDATE log_head SET checkpoint = ''", "checkpoint 0"},
		"no key":         {"UPDATE log_head SET public = ''", "checkpoint 0"},
		"one that waits": {"INSERT INTO unlogged VALUES (1, 77)", "astray 77"},
	}
}

// anothers makes a leaf that of another entry.
const anothers = "hash = (SELECT hash FROM log_leaf WHERE entry = 4)"

func TestEveryTamperingWithAnEntryIsNamedByAudit(t *testing.T) {
	planted := plantedEntries()
	maps.Copy(planted, plantedLog())
	for name, tt := range planted {
		t.Run(name, func(t *testing.T) {
			o := openExample(t)
			l := o.log()
			before, err := l.Audit(t.Context())
			if err != nil || before.Entries != 6 || len(before.Faults) > 0 {
				t.Fatalf("before: %v, %v", before, err)
			}
			o.behind(tt.how)
			a, err := l.Audit(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, f := range a.Faults {
				said = append(said, fmt.Sprint(f.What, " ", f.Entry))
			}
			if got := strings.Join(said, ", "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAuditLooksAtTheNodesThatAreKept(t *testing.T) {
	o := openExample(t)
	for i := range stretch + 3 {
		o.must(o.keeper, "register-party", fmt.Sprintf(`{"code":"p%d","name":{"en":"P"}}`, i))
	}
	l := o.log()
	a, err := l.Audit(t.Context())
	if err != nil || len(a.Faults) > 0 {
		t.Fatal(a, err)
	}
	for _, number := range []int64{1, 256, 257, stretch, stretch + 9} {
		o.proves(number, "")
	}
	o.behind("UPDATE log_node SET hash = (SELECT hash FROM log_node WHERE level = 9 AND " +
		"number = 1) " +
		"WHERE level = 8 AND number = 2; DELETE FROM log_node WHERE level = 10")
	a, err = l.Audit(t.Context())
	want := []LogFault{{TreeWrong, 0, 512}, {TreeWrong, 0, 0}}
	if err != nil || !slices.Equal(a.Faults, want) {
		t.Errorf("got %v, %v", a.Faults, err)
	}
}

func TestTwoThatFollowGiveNoPlaceTwice(t *testing.T) {
	o := openExample(t)
	const many = 8
	placed, failed := make(chan int64, many), make(chan error, many)
	for range many {
		go func() {
			n, err := o.log().Follow(t.Context())
			placed <- n
			failed <- err
		}()
	}
	var sum int64
	for range many {
		sum += <-placed
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if sum != 6 {
		t.Errorf("%d places for 6 entries", sum)
	}
	if a, err := o.log().Audit(t.Context()); err != nil || len(a.Faults) > 0 {
		t.Error(a, err)
	}
}
