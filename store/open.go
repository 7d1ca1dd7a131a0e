package store

import (
	"context"
	"strings"

	"hinterland"
)

// A Database holds the records of one or many regions.
type Database interface {
	// Region is the records of one region, numbered from 1. One that nobody
	// has opened yet is empty.
	Region(region int64) hinterland.Records
	// Close ends it when all that was begun is done.
	Close() error
}

// Open opens the database at a place: a postgres:// URL, else a file that
// SQLite keeps, made if there is none.
func Open(ctx context.Context, place string) (Database, error) {
	if strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://") {
		return OpenPostgres(ctx, place)
	}
	return OpenSQLite(ctx, place)
}
