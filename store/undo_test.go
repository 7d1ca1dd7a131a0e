package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// TestEveryReaderIsToldWhatRestsOnARow puts something on what an entry has made,
// once of every sort. Long: it is a table of cases.
func TestEveryReaderIsToldWhatRestsOnARow(t *testing.T) {
	newItem := anItem(1, 0, 0)
	newItem.Agreement = agreementID(9)
	newMember := hinterland.Membership{Agreement: agreementID(9), Party: "mill"}
	version := aVersion(1)
	version.Agreement = agreementID(9)
	link, assent := anAssentLink("c9"), anAssent("mill")
	link.Agreement, assent.Agreement = agreementID(9), agreementID(9)
	agreement := func(tx Tx) error { return tx.AddAgreement(anAgreement(9)) }
	framed := func(tx Tx) error {
		return first(func() error { return agreement(tx) },
			func() error { return tx.PutMember(newMember) },
			func() error { return tx.AddVersion(version) })
	}
	for what, acts := range map[string][2]func(Tx) error{
		"post.person": {
			func(tx Tx) error { return tx.AddPerson(aPerson(9)) },
			func(tx Tx) error {
				post := aPost(9, yes, yes+1)
				post.Person = personID(9)
				return tx.AddPost(post)
			},
		},
		"post.party": {
			func(tx Tx) error { return tx.AddParty(aParty("new")) },
			func(tx Tx) error {
				post := aPost(9, yes, yes+1)
				post.Party = "new"
				return tx.AddPost(post)
			},
		},
		"member.agreement": {agreement, func(tx Tx) error { return tx.PutMember(newMember) }},
		"member.party": {
			func(tx Tx) error { return tx.AddParty(aParty("new")) },
			func(tx Tx) error {
				m := hinterland.Membership{Agreement: agreementID(1), Party: "new"}
				return tx.PutMember(m)
			},
		},
		"version.agreement": {agreement, func(tx Tx) error { return tx.AddVersion(version) }},
		"assent_link.*":     {framed, func(tx Tx) error { return tx.PutAssentLink(link) }},
		"assent.*":          {framed, func(tx Tx) error { return tx.AddAssent(assent) }},
		"item.agreement":    {agreement, func(tx Tx) error { return tx.PutItem(newItem) }},
		"item.good": {
			func(tx Tx) error { return tx.AddGood(aGood("new")) },
			func(tx Tx) error {
				item := anItem(9, 0, 0)
				item.Good = "new"
				return tx.PutItem(item)
			},
		},
		"commitment.item": {
			func(tx Tx) error { return tx.PutItem(anItem(9, 0, 0)) },
			func(tx Tx) error {
				c := aCommitment(yes+9, 5, 0, 0)
				c.Item = 9
				return tx.PutCommitment(c)
			},
		},
		"scope.buyer": {
			func(tx Tx) error { return tx.AddParty(aParty("new")) },
			func(tx Tx) error { return tx.AddScope(aScope(9, "new", yes+50, yes+51)) },
		},
		"scope.good": {
			func(tx Tx) error { return tx.AddGood(aGood("new")) },
			func(tx Tx) error {
				s := aScope(9, "mill", yes, yes+1)
				s.Good = "new"
				return tx.AddScope(s)
			},
		},
		"scope.place": {
			func(tx Tx) error { return tx.AddPlace(aPlace("new", "")) },
			func(tx Tx) error {
				s := aScope(9, "mill", yes, yes+1)
				s.Place = "new"
				return tx.AddScope(s)
			},
		},
		"scarcity.good": {
			func(tx Tx) error { return tx.AddGood(aGood("new")) },
			func(tx Tx) error {
				return tx.PutScarcity(hinterland.Scarcity{Good: "new", Reason: "r"})
			},
		},
		"trespass.scope": {
			func(tx Tx) error { return tx.AddScope(aScope(9, "mill", yes+50, yes+51)) },
			func(tx Tx) error {
				s := aTrespass(0)
				s.Scope = scopeID(9)
				return tx.PutTrespass(s)
			},
		},
		"trespass.agreement": {
			func(tx Tx) error { return tx.AddAgreement(anAgreement(9)) },
			func(tx Tx) error {
				s := aTrespass(0)
				s.Agreement = agreementID(9)
				return tx.PutTrespass(s)
			},
		},
		"attachment.on_party": {
			func(tx Tx) error { return tx.AddParty(aParty("new")) },
			func(tx Tx) error {
				a := anAttachment(hinterland.OnParty, 0, 1)
				a.On.Code = "new"
				return tx.AddAttachment(a)
			},
		},
		"attachment.on_scope": {
			func(tx Tx) error { return tx.AddScope(aScope(9, "mill", yes+50, yes+51)) },
			func(tx Tx) error { return tx.AddAttachment(anAttachment(hinterland.OnScope, 9, 1)) },
		},
		"good.parent": {
			func(tx Tx) error { return tx.AddGood(aGood("new")) },
			func(tx Tx) error {
				under := aGood("under")
				under.Parent = "new"
				return tx.AddGood(under)
			},
		},
		"place.parent": {
			func(tx Tx) error { return tx.AddPlace(aPlace("new", "")) },
			func(tx Tx) error { return tx.AddPlace(aPlace("under", "new")) },
		},
		"party.place": {
			func(tx Tx) error { return tx.AddPlace(aPlace("new", "")) },
			func(tx Tx) error { return tx.LocateParty("mill", "new") },
		},
	} {
		t.Run(what, func(t *testing.T) {
			onBoth(t, func(t *testing.T, db Database) {
				r := furnished(t, db, 1)
				made := mustEnter(t, r, acts[0])
				mayUndo(t, r, made.Number, undoCase{})
				mustEnter(t, r, acts[1])
				used := refusal(hinterland.Conflict, "undo.used")
				mayUndo(t, r, made.Number, undoCase{reason: used})
				_, err := enter(r, func(tx Tx) error { return tx.Restore(made.Number) })
				same(t, reasonOf(t, err), used)
			})
		})
	}
}

// What is not listed changes the row that it names, and the entry that did so
// is in the way.
func TestReferencesAreThoseOfTheSchema(t *testing.T) {
	want := []string{
		"fulfilment agreement, item, due commitment", "fulfilment event event",
		"grant_made application application", "grant_made fund fund", "held session session",
		"instalment grant_made grant_made", "pledge fund fund",
		"recovery agreement, advance advance", "settlement agreement, advance advance",
		"zone_centre zone zone",
	}
	for _, r := range references() {
		if r.columns[0] == "parent" || r.from.name == "party" && r.to == "place" {
			continue // which a trigger holds, since the column may be empty
		}
		want = append(want,
			fmt.Sprintf("%s %s %s", r.from.name, strings.Join(r.columns, ", "), r.to))
	}
	slices.Sort(want)
	onWriter(t, newSQLite(t), func(s session) error {
		got := lines(t, s, "SELECT m.name || ' ' || group_concat(f.\"from\", ', ') || ' ' || "+
			"f.\"table\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f "+
			"WHERE m.type = 'table' AND m.name NOT IN ('change', 'export_part', "+
			"'run_frame', 'run_part') AND f.seq > 0 GROUP BY m.name, f.id ORDER BY 1")
		same(t, got, want)
		return nil
	})
}
