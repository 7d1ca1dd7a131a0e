package store

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"hinterland"
)

//go:embed migration/*.sql
var migrations embed.FS

// migrationsOf returns the statements of an engine's migrations, in their order.
func migrationsOf(engine string) ([]string, error) {
	entries, err := migrations.ReadDir("migration")
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), "."+engine+".sql") {
			continue
		}
		text, err := migrations.ReadFile("migration/" + e.Name())
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(text))
	}
	return texts, nil
}

// migrate brings a database to the schema that migrations make, one
// transaction for each step, and refuses one that a later program has made.
// begin opens a transaction that only one process at a time can be in.
func migrate(ctx context.Context, texts []string, begin func(func(session) error) error) error {
	done := false
	for !done {
		err := begin(func(s session) error {
			at, err := schemaAt(ctx, s)
			switch {
			case err != nil:
				return err
			case at > len(texts):
				return hinterland.Refuse(hinterland.Conflict, "database.newer",
					hinterland.Args{"have": at, "know": len(texts)})
			case at == len(texts):
				done = true
				return nil
			}
			if _, err := s.exec(ctx, texts[at]); err != nil {
				return fmt.Errorf("migration %d: %w", at+1, err)
			}
			_, err = s.exec(ctx, "INSERT INTO schema_version (version) VALUES ($1)", at+1)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// schemaAt is how many migrations a database has had.
func schemaAt(ctx context.Context, s session) (int, error) {
	if _, err := s.exec(ctx, "CREATE TABLE IF NOT EXISTS schema_version "+
		"(version bigint PRIMARY KEY)"); err != nil {
		return 0, err
	}
	var version int
	_, err := one(ctx, s, "SELECT coalesce(max(version), 0) FROM schema_version", nil, &version)
	return version, err
}
