package store

import (
	"encoding/json"
	"errors"
	"testing"

	"hinterland"
)

func TestRowsAreWrittenAsJSONWritesThem(t *testing.T) {
	for _, text := range []string{
		"", "plain", `a "quote" and a \`, "<&>", "粮食", "two\nlines", "\u2028", "\x7f", "é",
	} {
		want, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		same(t, string(appendText(nil, text)), string(want))
		row := rowJSON([]string{"code", "n"}, []any{hinterland.PartyCode(text), hinterland.Day(-3)})
		same(t, row, `{"code":`+string(want)+`,"n":-3}`)
		var back map[string]any
		if err := parseJSON(row, &back); err != nil || back["code"] != text {
			t.Errorf("%q came back as %q, %v", text, back["code"], err)
		}
	}
	same(t, keyJSON(nil), "[]")
	same(t, keyJSON([]any{int64(1), "a"}), `[1,"a"]`)
	same(t, keyJSON([]any{"\x00", "\xff"}), "[null,null]")
}

func TestOnlyWholeNumbersAndTextsLieInTables(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a float was taken")
		}
	}()
	plain(new(0.5))
}

func TestNumbersOfActsAreReservedMoreAtATime(t *testing.T) {
	var a actNumbers
	var asked []int64
	last := int64(0)
	reserve := func(many int64) (numbers []int64, err error) {
		asked = append(asked, many)
		for range many {
			last += 2 // somebody else takes every other one
			numbers = append(numbers, last)
		}
		return numbers, nil
	}
	seen := map[int64]bool{}
	for range 4000 {
		n, err := a.next(reserve)
		if err != nil || seen[n] || n > last {
			t.Fatalf("number %d of those up to %d, %v", n, last, err)
		}
		seen[n] = true
	}
	same(t, asked, []int64{
		1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024,
	})
	a = actNumbers{}
	_, err := a.next(func(int64) ([]int64, error) { return nil, errOdd })
	if !errors.Is(err, errOdd) {
		t.Errorf("got %v", err)
	}
	n, err := a.next(func(many int64) ([]int64, error) { return []int64{5}, nil })
	if n != 5 || err != nil {
		t.Errorf("number %d, %v: a reservation that came to nothing is repeated", n, err)
	}
}

// Each engine alone would take another part of them.
func TestTextsThatNoColumnHoldsFindNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		unknown := func(reason hinterland.Reason, err error) {
			t.Helper()
			same(t, reasonOf(t, err), refusal(hinterland.NotFound, reason))
		}
		for _, odd := range []string{"mill\x00", "\x00", "mi\xffll", "\xff"} {
			code := hinterland.PartyCode(odd)
			reads := func(ask func(tx Tx) error) error {
				return r.Read(t.Context(), func(tx hinterland.Tx) error { return ask(tx) })
			}
			unknown("party.unknown", reads(func(tx Tx) error {
				_, err := tx.Party(code)
				return err
			}))
			unknown("entry.unknown", reads(func(tx Tx) error {
				_, err := tx.EntryByKey(odd)
				return err
			}))
			same(t, reads(func(tx Tx) error {
				parties, err := tx.PartiesBy([]hinterland.PartyCode{code, "mill"})
				same(t, len(parties), 1)
				return err
			}), nil)
			same(t, reads(func(tx Tx) error {
				later, err := tx.Parties(code, 9)
				same(t, len(later), 0)
				return err
			}), nil)
			same(t, reads(func(tx Tx) error {
				with, err := tx.AgreementsOf("coop", code, 0, 9)
				same(t, len(with), 0)
				return err
			}), nil)
			_, err := enter(r, func(tx Tx) error { return tx.NameParty(code, hinterland.Name{}) })
			unknown("party.unknown", err)
			_, err = db.Keys(1).Login(t.Context(), odd)
			unknown("login.unknown", err)
			_, err = db.Files(1).File(t.Context(), odd)
			unknown("scan.unknown", err)
		}
	})
}
