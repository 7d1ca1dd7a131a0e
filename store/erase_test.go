package store

import (
	"testing"

	"hinterland"
)

// sealedMail is another value that lies apart.
func sealedMail() hinterland.Sealed {
	return hinterland.Sealed{
		Token: hinterland.Personal("li@x").Seal([]byte("m")), Salt: "m", Value: "li@x",
	}
}

// erase takes person 1 out, as an act does.
func erase(tx Tx) error {
	p := hinterland.Person{ID: personID(1)}
	p.Erase()
	return first(
		func() error { return tx.Erase(p.ID) },
		func() error { return tx.ChangePerson(p) },
	)
}

func TestErasingTakesOutWhatWasEverSaidAndWhatLetsIn(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r, keys := furnished(t, db, 1), db.Keys(1)
		furnished(t, db, 2)
		furnishKeys(t, keys)
		furnishKeys(t, db.Keys(2))
		mustEnter(t, r, func(tx Tx) error {
			p := aPerson(1)
			p.Name = sealedMail().Token
			return first(
				func() error { return tx.Keep(sealedMail()) },
				func() error { return tx.ChangePerson(p) },
			)
		})
		k := keyTrial{t, keys}
		k.invite("c", personID(1))
		mustEnter(t, r, erase)
		erased := map[hinterland.Personal]hinterland.Sealed{}
		tokens := []hinterland.Personal{sealedName().Token, sealedMail().Token}
		same(t, look(t, r, func(tx Tx) (any, error) { return tx.Values(tokens) }), any(erased))
		same(t, len(look(t, db.Region(2), func(tx Tx) (map[hinterland.Personal]hinterland.Sealed,
			error,
		) {
			return tx.Values(tokens)
		})), 1)
		p := look(t, r, func(tx Tx) (hinterland.Person, error) { return tx.Person(personID(1)) })
		same(t, p.Erased(), true)
		audited(t, r)
		for region, left := range map[int64]int{1: 0, 2: 1} {
			logins, err := db.Keys(region).LoginsOf(t.Context(), personID(1))
			k.must(err)
			same(t, len(logins), left)
			_, err = db.Keys(region).Session(t.Context(), "t")
			same(t, err == nil, left == 1)
		}
		_, err := keys.Invitation(t.Context(), "c")
		k.refuses("invitation.unknown", err)
		_, err = keys.Invitation(t.Context(), "b") // another person's
		k.must(err)
	})
}

func TestWhatIsNotKeptIsNotErased(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		furnishKeys(t, db.Keys(1))
		err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) { // a preview
			return nil, erase(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, len(look(t, r, func(tx Tx) (map[hinterland.Personal]hinterland.Sealed, error) {
			return tx.Values([]hinterland.Personal{sealedName().Token})
		})), 1)
		_, err = db.Keys(1).Session(t.Context(), "t")
		same(t, err, error(nil))
		_, err = enter(r, func(tx Tx) error { return tx.ChangePerson(aPerson(absent)) })
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "person.unknown"))
	})
}
