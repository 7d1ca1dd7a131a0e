package store

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"hinterland"
)

func keyID(act int64) hinterland.ID[hinterland.Key] {
	return hinterland.MakeID[hinterland.Key](act, 0)
}

// aKey rests on the furnished post; the first has been taken back.
func aKey(act int64) hinterland.Key {
	k := hinterland.Key{
		ID: keyID(act), Party: "mill", Person: personID(1), Post: postID(1), Title: "Stock",
		May: hinterland.MayRead, Digest: strings.Repeat(fmt.Sprint(act), 64), Made: yes,
		Last: yes + hinterland.MaxKeyDays,
	}
	if act == 1 {
		k.Revoked = yes + 1
	}
	return k
}

// furnishAccessKeys puts in the furnished keys.
func furnishAccessKeys(tx Tx) error {
	return first(
		func() error { return tx.AddKey(aKey(1)) },
		func() error { return tx.AddKey(aKey(2)) },
	)
}

func TestKeys(t *testing.T) {
	revoke := func(act int64) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.RevokeKey(keyID(act), yes+2),
				func() (any, error) { return tx.Key(keyID(act)) })
		}
	}
	revoked := aKey(2)
	revoked.Revoked = yes + 2
	same := aKey(3)
	same.Digest = aKey(2).Digest
	wrong := refusal(hinterland.NotFound, "key.wrong")
	checkBooks(t, map[string]bookCase{
		"keys of a party": {
			ask:  func(tx Tx) (any, error) { return tx.KeysOf("mill") },
			want: []hinterland.Key{aKey(1), aKey(2)},
		},
		"a key by its digest": {
			ask: func(tx Tx) (any, error) { return tx.KeyOf(aKey(2).Digest) }, want: aKey(2),
		},
		"a digest of no key": {
			ask: func(tx Tx) (any, error) { return tx.KeyOf(aKey(3).Digest) }, reason: wrong,
		},
		"an unknown key": {
			ask:    func(tx Tx) (any, error) { return tx.Key(keyID(absent)) },
			reason: refusal(hinterland.NotFound, "key.unknown"),
		},
		"a key taken back": {ask: revoke(2), want: revoked},
		"a key taken back twice": {
			ask: revoke(1), reason: refusal(hinterland.Conflict, "key.back"),
		},
		"a digest that another key has": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddKey(same)) },
			reason: refusal(hinterland.Conflict, "key.taken"),
		},
	})
}

// TestTheDatabaseHoldsAKeyToAYear asks for what the rules would not let through.
func TestTheDatabaseHoldsAKeyToAYear(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 3)
		long, other := aKey(5), aKey(6)
		long.Last++
		other.May = "sign"
		for name, k := range map[string]hinterland.Key{
			"a year and a day": long, "another leave": other,
		} {
			_, err := enter(r, func(tx Tx) error { return tx.AddKey(k) })
			if err == nil {
				t.Errorf("%s is let through", name)
			}
		}
	})
}

// Eight writers race to take one key after another back: each goes back once.
func TestAKeyIsTakenBackOnce(t *testing.T) {
	const writers = 8
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for act := range int64(rounds(2_000, 100_000) / writers / 10) {
			k := aKey(10 + act)
			k.Digest = fmt.Sprintf("%064d", act)
			mustEnter(t, r, func(tx Tx) error { return tx.AddKey(k) })
			var back atomic.Int64
			inParallel(writers, func(int) {
				_, err := enter(r, func(tx Tx) error { return tx.RevokeKey(k.ID, yes) })
				if err == nil {
					back.Add(1)
				}
			})
			if back.Load() != 1 {
				t.Fatalf("%s went back %d times", k.ID, back.Load())
			}
		}
		audited(t, r)
	})
}
