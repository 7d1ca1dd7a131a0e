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
	// Regions lists the regions that have entries.
	Regions(ctx context.Context) ([]int64, error)
	// Keys are what lets people in to one region.
	Keys(region int64) hinterland.Keys
	// Files are what lies apart of the records of one region.
	Files(region int64) hinterland.Files
	// Drawings are what was drawn from the records of one region.
	Drawings(region int64) hinterland.Drawings
	// Log is what stands for the entries of one region.
	Log(region int64) hinterland.Log
	// Close ends it when all that was begun is done.
	Close() error
}

// Open opens the database at a place: a postgres:// URL, else a file that
// SQLite keeps, made if there is none.
func Open(ctx context.Context, place string) (Database, error) {
	if IsPostgres(place) {
		return OpenPostgres(ctx, place)
	}
	return OpenSQLite(ctx, place)
}

// IsPostgres reports whether a place is a PostgreSQL database.
func IsPostgres(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

func regionsIn(ctx context.Context, s session) ([]int64, error) {
	var regions []int64
	err := s.query(ctx, "SELECT DISTINCT region FROM entry ORDER BY region", nil,
		func(scan scanner) error {
			var region int64
			err := scan(&region)
			regions = append(regions, region)
			return err
		})
	return regions, err
}
