package store

import (
	"sync"
	"testing"

	"hinterland"
)

func TestAssentLinks(t *testing.T) {
	used := anAssentLink("c1")
	used.Used = 7
	toCoop := anAssentLink("c1")
	toCoop.Party = "coop"
	stranger := anAssentLink("c2")
	stranger.Party = "x"
	links := func(tx Tx) (any, error) { return tx.AssentLinks(agreementID(1), 1) }
	checkBooks(t, map[string]bookCase{
		"a link by its code": {
			ask:  func(tx Tx) (any, error) { return tx.AssentLink("c1") },
			want: anAssentLink("c1"),
		},
		"a code that no link has": {
			ask:    func(tx Tx) (any, error) { return tx.AssentLink("c") },
			reason: refusal(hinterland.NotFound, "link.unknown"),
		},
		"a later link in the place of the former": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutAssentLink(anAssentLink("c2")),
					func() (any, error) { return links(tx) })
			},
			want: []hinterland.AssentLink{anAssentLink("c2")},
		},
		"a code that another link has": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutAssentLink(toCoop)) },
			reason: refusal(hinterland.Conflict, "link.taken"),
		},
		"a link to who is no member": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutAssentLink(stranger)) },
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a link that is used": {
			ask:  func(tx Tx) (any, error) { return tx.UseAssentLink("c1", 7) },
			want: used,
		},
		"a link that is used twice": {
			ask: func(tx Tx) (any, error) {
				_, err := tx.UseAssentLink("c1", 7)
				return then(err, func() (any, error) { return tx.UseAssentLink("c1", 8) })
			},
			reason: refusal(hinterland.NotFound, "link.unknown"),
		},
	})
}

// TestALinkThatManyUseAtOnceIsUsedOnce has no other guard than the link's own.
func TestALinkThatManyUseAtOnceIsUsedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var all sync.WaitGroup
		got := make([]string, 12)
		for i := range got {
			all.Go(func() {
				_, err := enter(r, func(tx Tx) error {
					_, err := tx.UseAssentLink("c1", 7)
					return err
				})
				got[i] = reasonOf(t, err)
			})
		}
		all.Wait()
		done := 0
		for _, reason := range got {
			if reason == "" {
				done++
			} else if reason != refusal(hinterland.NotFound, "link.unknown") {
				t.Errorf("refused with %s", reason)
			}
		}
		if done != 1 {
			t.Errorf("used %d times", done)
		}
		audited(t, r)
	})
}
