package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"hinterland"
)

// errNotKept ends a transaction of which nothing is to be kept.
var errNotKept = errors.New("not kept")

// On PostgreSQL triggers look after these, which ask once for all rows of a
// statement.
func TestNothingRestsOnWhatIsNotThere(t *testing.T) {
	const change = "INSERT INTO change (region, entry, ordinal, table_name, row_key, row_after) "
	broken := map[string][]string{
		"change_entry": {
			change + "VALUES (:r, 987654, 0, 'party', '[]', '')",
			change + "SELECT :r, number + n, 99, 'party', '[]', '' FROM entry, " +
				"(SELECT 0 AS n UNION SELECT 987654) AS two WHERE region = :r",
			"UPDATE change SET entry = 987654 WHERE region = :r",
			"DELETE FROM entry WHERE region = :r",
			"UPDATE entry SET number = number + 987654 WHERE region = :r",
		},
		"event_item": {
			"UPDATE event SET item = 99 WHERE region = :r AND item > 0",
			without("fulfilment", "commitment", "recovery", "settlement", "advance") +
				"DELETE FROM item WHERE region = :r",
		},
		"fulfilment_event": {
			"UPDATE fulfilment SET event = event + 1000000 WHERE region = :r",
			"INSERT INTO fulfilment (region, event, agreement, item, due, quantity, meant) " +
				"SELECT region, event + 1000000, agreement, item, due, quantity, meant " +
				"FROM fulfilment WHERE region = :r",
			without("attachment") + "DELETE FROM event WHERE region = :r",
		},
		"fulfilment_commitment": {
			"UPDATE fulfilment SET due = due + 987654 WHERE region = :r",
			"DELETE FROM commitment WHERE region = :r",
		},
	}
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for name, texts := range broken {
			for _, text := range texts {
				refusesToBreak(t, db, r, name, text)
			}
		}
	})
}

// without takes out what else rests on what is taken out next.
func without(tables ...string) string {
	var b strings.Builder
	for _, table := range tables {
		b.WriteString("DELETE FROM " + table + " WHERE region = :r; ")
	}
	return b.String()
}

// refusesToBreak looks that the last of some statements is refused for what it
// would leave without its ground.
func refusesToBreak(t *testing.T, db Database, r hinterland.Records, name, text string) {
	t.Helper()
	err := db.(opener).change(t.Context(), func(s session) error {
		for _, sql := range strings.Split(text, "; ") {
			sql = strings.ReplaceAll(sql, ":r", "$1")
			if _, err := s.exec(t.Context(), sql, regionOf(r)); err != nil {
				return err
			}
		}
		return errNotKept
	})
	var no *broken
	if !errors.As(err, &no) || no.kind != brokenForeign || no.name != "" && no.name != name {
		t.Errorf("%s: %v, want a broken %s", text, err, name)
	}
}

// One puts fulfilments of events in while another takes the events out: whoever
// comes second finds what the first has done.
func TestNobodyTakesAwayWhatAnotherJustRestsOn(t *testing.T) {
	db := newPostgres(t)
	r := furnished(t, db, 1)
	n := rounds(2_000, 100_000)
	mustEnter(t, r, func(tx Tx) error {
		var all []hinterland.Event
		for i := range int64(n) {
			all = append(all, anEvent(1000+i, hinterland.Delivery, yes))
		}
		return tx.AddEvent(all...)
	})
	wins := [2]int{}
	for i := range int64(n) {
		part := aFulfilment(yes)
		part.Event = eventID(1000 + i)
		errs := atOnce(
			func() error { return bare(t, db, r, restSQL(part)) },
			func() error {
				return bare(t, db, r, fmt.Sprintf("DELETE FROM event WHERE region = $1 AND id = %d",
					part.Event))
			},
		)
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("event %d: %v and %v, want one of them", i, errs[0], errs[1])
		}
		if errs[0] == nil {
			wins[0]++
		} else {
			wins[1]++
		}
	}
	if wins[0] == 0 || wins[1] == 0 {
		t.Logf("one always came first: %v", wins)
	}
}

// restSQL puts in what rests on an event.
func restSQL(f hinterland.Fulfilment) string {
	in := fulfilments()
	var values []string
	for _, v := range in.fields(&f) {
		values = append(values, fmt.Sprint(plain(v)))
	}
	return fmt.Sprintf("INSERT INTO fulfilment (region, %s) VALUES ($1, %s)", in.list(),
		strings.Join(values, ", "))
}

// bare runs one statement that need not wait for the disk.
func bare(t *testing.T, db Database, r hinterland.Records, sql string) error {
	return db.(opener).change(t.Context(), func(s session) error {
		_, err := s.exec(t.Context(), "SET LOCAL synchronous_commit = off")
		if err == nil {
			_, err = s.exec(t.Context(), sql, regionOf(r))
		}
		return err
	})
}

// atOnce does things beside one another.
func atOnce(do ...func() error) []error {
	errs := make([]error, len(do))
	var all sync.WaitGroup
	for i := range do {
		all.Go(func() { errs[i] = do[i]() })
	}
	all.Wait()
	return errs
}

// A table that has just been filled looks empty to PostgreSQL until it has
// counted.
func TestManyAreLookedUpOneAfterTheOther(t *testing.T) {
	onWriter(t, newPostgres(t), func(s session) error {
		asked := writing().inTurn("event", "region = $1 AND agreement = "+
			"CAST(j.value ->> 0 AS bigint) AND day = CAST(j.value ->> 1 AS bigint)")
		var plan string
		err := s.query(t.Context(), "EXPLAIN SELECT id FROM "+asked, []any{int64(1), "[[1,2]]"},
			func(scan scanner) error {
				var line string
				err := scan(&line)
				plan += line + "\n"
				return err
			})
		loop := strings.Index(plan, "Nested Loop")
		values := strings.Index(plan, "jsonb_array_elements")
		rows := strings.Index(plan, " on event")
		if loop < 0 || values < loop || rows < values {
			t.Error(plan)
		}
		return err
	})
}
