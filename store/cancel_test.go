package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"hinterland"
)

// Who goes away while a reader begins leaves no transaction behind, in which the
// next would stand.
func TestWhoGoesAwayLeavesNoTransactionBehind(t *testing.T) {
	db, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "office.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	look := func(ctx context.Context) error {
		return db.Region(1).Read(ctx, func(tx hinterland.Tx) error {
			_, err := tx.Goods()
			return err
		})
	}
	for i := range 2000 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if err := look(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("try %d: %v", i, err)
		}
		cancel()
	}
	if err := look(t.Context()); err != nil {
		t.Error(err)
	}
}
