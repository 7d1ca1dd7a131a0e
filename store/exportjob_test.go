package store

import (
	"bytes"
	"testing"

	"hinterland"
)

// TestExportsAreKeptInPartsUntilTheyAreForgotten keeps two jobs at one address,
// of which the later is found, and lets the earlier go.
func TestExportsAreKeptInPartsUntilTheyAreForgotten(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		ctx, keys := t.Context(), db.Keys(1)
		job := func(id string, asked hinterland.Instant) hinterland.ExportJob {
			return hinterland.ExportJob{
				ID: id, Person: personID(1), Party: "mill", Address: "/a?b=c", Asked: asked,
				State: hinterland.ExportMaking, Seen: asked,
			}
		}
		first, second := job("first", 100), job("second", 200)
		for _, j := range []hinterland.ExportJob{first, second} {
			if err := keys.PutExport(ctx, j); err != nil {
				t.Fatal(err)
			}
		}
		second.State, second.Seen, second.Done, second.Events = hinterland.ExportMade, 300, 7, 8
		second.Size, second.File, second.Kind = 9, "attachment", "text/csv"
		part := []byte{0, 1, 255}
		for _, err := range []error{
			keys.PutExport(ctx, second), keys.AddExportPart(ctx, "first", 0, part),
			keys.AddExportPart(ctx, "first", 1, []byte("more")),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		found, err := keys.ExportAt(ctx, personID(1), "mill", "/a?b=c")
		same(t, reasonOf(t, err), "")
		same(t, found, second)
		_, err = keys.ExportAt(ctx, personID(1), "coop", "/a?b=c")
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "page.unknown"))
		if got, err := keys.ExportPart(ctx, "first", 0); err != nil || !bytes.Equal(got, part) {
			t.Errorf("the part is %v, %v", got, err)
		}
		if got, err := keys.ExportPart(ctx, "first", 2); err != nil || len(got) > 0 {
			t.Errorf("behind the last is %v, %v", got, err)
		}
		if err := keys.ForgetExports(ctx, 101); err != nil {
			t.Fatal(err)
		}
		_, err = keys.Export(ctx, "first")
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "page.unknown"))
		if got, err := keys.ExportPart(ctx, "first", 1); err != nil || len(got) > 0 {
			t.Errorf("of what was forgotten there is %v, %v", got, err)
		}
		found, err = keys.Export(ctx, "second")
		same(t, reasonOf(t, err), "")
		same(t, found, second)
		_, err = db.Keys(2).Export(ctx, "second")
		if reasonOf(t, err) != refusal(hinterland.NotFound, "page.unknown") {
			t.Error("another region has it too")
		}
	})
}

func TestEventsAreCountedAsFarAsTheyAreSeen(t *testing.T) {
	count := func(
		party hinterland.PartyCode, agreement hinterland.ID[hinterland.Agreement], most int,
	) func(Tx) (any, error) {
		return func(tx Tx) (any, error) { return tx.CountEvents(party, agreement, most) }
	}
	checkBooks(t, map[string]bookCase{
		"of a party":            {ask: count("mill", 0, 99), want: 3},
		"of its agreement":      {ask: count("mill", agreementID(1), 99), want: 3},
		"no more than are told": {ask: count("mill", 0, 2), want: 2},
		"of another agreement":  {ask: count("mill", agreementID(2), 99), want: 0},
		"of a party beside":     {ask: count("nobody", agreementID(1), 99), want: 0},
	})
}
