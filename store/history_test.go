package store

import (
	"strconv"
	"testing"

	"hinterland"
)

// TestChangesOfAnEntryComeInPartsEachRowAsItEnds changes a row twice among others, at
// the limit and just beyond.
func TestChangesOfAnEntryComeInPartsEachRowAsItEnds(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		furnished(t, db, 2)
		made := mustEnter(t, r, func(tx Tx) error {
			err := tx.NameParty("mill", hinterland.Name{English: "at first"})
			for n := 0; n < 3 && err == nil; n++ {
				err = tx.AddParty(aParty(hinterland.PartyCode("p" + strconv.Itoa(n))))
			}
			return first(
				func() error { return err },
				func() error { return tx.NameParty("mill", hinterland.Name{English: "at last"}) },
			)
		})
		ends := made.Changes[1:]
		for _, tt := range []struct {
			from, most int
			want       hinterland.ChangePart
		}{
			{0, 3, hinterland.ChangePart{Changes: ends[:3], Next: 4, Rest: 1}},
			{4, 3, hinterland.ChangePart{Changes: ends[3:], Next: 5}},
			{0, 4, hinterland.ChangePart{Changes: ends, Next: 5}},
			{0, 5, hinterland.ChangePart{Changes: ends, Next: 5}},
			{5, 5, hinterland.ChangePart{Next: 5}},
		} {
			for _, prices := range []bool{true, false} { // of which there are none
				same(t, look(t, r, func(tx Tx) (hinterland.ChangePart, error) {
					return tx.ChangesFrom(made.Number, tt.from, tt.most, prices)
				}), tt.want)
			}
		}
		head := look(t, r, func(tx Tx) (hinterland.Entry, error) {
			return tx.EntryHead(made.Number)
		})
		same(t, head.Size, len(made.Changes))
		bodies := look(t, r, func(tx Tx) (map[int64][]byte, error) {
			return tx.Bodies(made.Number, made.Number+1)
		})
		same(t, len(bodies), 1)
		head.Size, head.Changes, head.Body = 0, made.Changes, bodies[made.Number]
		same(t, head, made)
	})
}

func TestTheHeadOfNoEntryIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		_, err := enter(furnished(t, db, 1), func(tx Tx) error {
			_, err := tx.EntryHead(absent)
			return err
		})
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "entry.unknown"))
	})
}

// TestAnEntrySaysWhoseOffersItTells asks for parties whose codes begin alike, and for one
// that only a text names.
func TestAnEntrySaysWhoseOffersItTells(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		made := mustEnter(t, r, func(tx Tx) error {
			f := aFund(5)
			f.Name.English = `"party":"coop"`
			return tx.AddFund(f)
		})
		for party, want := range map[hinterland.PartyCode]bool{
			"mill": true, "mil": false, "ill": false, "coop": false,
		} {
			same(t, look(t, r, func(tx Tx) (bool, error) {
				return tx.NamesParty(made.Number, party)
			}), want)
		}
	})
}

// TestThePricesInAPlanCanBeLeftOut keeps a plan, which says what everybody asks for their
// goods, and lets it be signed, which does not.
func TestThePricesInAPlanCanBeLeftOut(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		kept := mustEnter(t, r, func(tx Tx) error { return addPlan(tx, 7) })
		state := mustEnter(t, r, func(tx Tx) error {
			k := aPlan(7)
			k.Proposed++
			return tx.ChangePlan(k)
		})
		for number, want := range map[int64]bool{kept.Number: true, state.Number: false} {
			same(t, look(t, r, func(tx Tx) (bool, error) { return tx.TellsPrices(number) }), want)
		}
		part := look(t, r, func(tx Tx) (hinterland.ChangePart, error) {
			return tx.ChangesFrom(kept.Number, 0, 2, false)
		})
		same(t, len(part.Changes)+part.Rest, len(kept.Changes)-2)
		for _, c := range part.Changes {
			same(t, c.Table != "allocation" && c.Table != "plan_good", true)
		}
	})
}
