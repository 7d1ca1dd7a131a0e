package store

import (
	"context"
	"fmt"
	"strings"

	"hinterland"
)

// Move copies every region of an SQLite file into a PostgreSQL database that
// has none yet: the tables, the journal, what lies apart, and the numbers from
// which acts and entries go on. Nothing is written to the file meanwhile; all
// of it arrives, or nothing. It returns how many rows there are.
func Move(ctx context.Context, from *SQLite, to *Postgres) (moved int64, err error) {
	err = from.writer.transaction(ctx, begin, func() error {
		return to.transaction(ctx, func(into session) error {
			moved, err = moveAll(ctx, from.writer, into)
			return err
		})
	})
	return moved, err
}

func moveAll(ctx context.Context, from, into session) (moved int64, err error) {
	for _, in := range allTables() {
		n, err := moveTable(ctx, from, into, in)
		if err != nil {
			return moved, fmt.Errorf("move %s: %w", in.name, err)
		}
		moved += n
	}
	return moved, moveNumbers(ctx, from, into)
}

// moveTable copies one table, many rows at a time, as long as they are small.
func moveTable(
	ctx context.Context, from, into session, in anyTable,
) (moved int64, err error) {
	var used bool
	_, err = one(ctx, into, "SELECT EXISTS (SELECT 1 FROM "+in.name+")", nil, &used)
	if err != nil {
		return 0, err
	}
	if used {
		return 0, hinterland.Refuse(hinterland.Conflict, "database.used", nil)
	}
	const most, mostBytes = 1000, 16 << 20
	columns := append([]string{"region"}, in.columns...)
	var rows [][]any
	size := 0
	flush := func() error {
		size = 0
		err := into.fill(ctx, in.name, columns, rows)
		moved, rows = moved+int64(len(rows)), rows[:0]
		return err
	}
	all := "SELECT " + strings.Join(columns, ", ") + " FROM " + in.name
	err = from.query(ctx, all, nil, func(scan scanner) error {
		row := make([]any, len(columns))
		pointers := make([]any, len(columns))
		for i := range row {
			pointers[i] = &row[i]
		}
		if err := scan(pointers...); err != nil {
			return err
		}
		for _, v := range row {
			if text, ok := v.(string); ok {
				size += len(text)
			}
		}
		if rows = append(rows, row); len(rows) < most && size < mostBytes {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	return moved, err
}

// moveNumbers lets the numbers of acts and entries go on where they are. A
// file counts entries by region, PostgreSQL for all of them.
func moveNumbers(ctx context.Context, from, into session) error {
	for sequence, last := range map[string]string{
		"act":          "SELECT last FROM act",
		"entry_number": "SELECT coalesce(max(number), 0) FROM entry",
	} {
		var number int64
		if _, err := one(ctx, from, last, nil, &number); err != nil {
			return err
		}
		var set int64
		_, err := one(ctx, into, "SELECT setval($1::regclass, greatest($2, 1), $2 > 0)",
			[]any{sequence, number}, &set)
		if err != nil {
			return err
		}
	}
	return nil
}
