package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"hinterland/store"
)

// How long the page of a party's account may take, whatever has happened.
const accountBar = 50 * time.Millisecond

// accounts measures the page of a party's account over more and more events, on
// SQLite, and on PostgreSQL if there is a server.
func (m *measuring) accounts(ctx context.Context) error {
	return onEngines(ctx, func(what, place string) error {
		b, err := openBench(ctx, place, importAgreements)
		if err != nil {
			return err
		}
		s, err := openSite(ctx, b, true)
		if err == nil {
			err = s.accountOver(ctx, what, place, m.events)
		}
		return errors.Join(err, s.close())
	})
}

// accountOver fills in more and more events, up to a number, and asks for the
// page each time.
func (s *site) accountOver(ctx context.Context, what, place string, most int) error {
	filled := 0
	for _, many := range []int{10_000, 1_000_000, 10_000_000} {
		if many > most {
			break
		}
		if err := s.deliveredBySQL(ctx, place, filled, many); err != nil {
			return err
		}
		if err := analyze(ctx, place); err != nil {
			return err
		}
		filled = many
		var took []time.Duration
		before := s.count()
		for range asks {
			began := time.Now()
			if _, err := s.get(ctx, "/account"); err != nil {
				return err
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		fmt.Printf("account, %s\t%d events\tmedian %.1f ms\t95 %% %.1f ms\t%d statements\tbar %v\n",
			what, many, float64(took[asks/2].Microseconds())/1000,
			float64(took[asks*95/100].Microseconds())/1000, (s.count()-before)/asks, accountBar)
	}
	return nil
}

// deliveredBySQL puts deliveries of the least quantity into the records by
// statements of its own, under all agreements alike, and keeps the totals that
// the office would.
func (s *site) deliveredBySQL(ctx context.Context, place string, from, to int) error {
	const events = "INSERT INTO event (region, id, kind, agreement, item, about, day, quantity, " +
		"short, rejected, reason, note, party, told_to, reversed) SELECT 1, 1000000000000 + n, " +
		"'delivery', ($3 + n % $4) * 65536, 1, 0, 20776 - n % 2000, 1, 0, 0, '', '', 'coop', " +
		"'office', 0 FROM numbers"
	const totals = " SET sent = sent + (CAST($2 AS bigint) - CAST($1 AS bigint)) / $3 " +
		"WHERE region = 1"
	first, many := s.callers[0].Act(), len(s.callers)
	if store.IsPostgres(place) {
		conn, err := pgx.Connect(ctx, place)
		if err != nil {
			return err
		}
		_, err = conn.Exec(ctx, "WITH numbers AS (SELECT n FROM generate_series("+
			"$1::bigint, $2::bigint - 1) AS n) "+events, from, to, first, many)
		for _, table := range []string{"item", "commitment"} {
			_, failed := conn.Exec(ctx, "UPDATE "+table+totals, from, to, many)
			err = errors.Join(err, failed)
		}
		return errors.Join(err, conn.Close(ctx))
	}
	db, err := sql.Open("sqlite", "file:"+place+"?_pragma=busy_timeout(10000)&"+
		"_pragma=foreign_keys(1)")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "WITH RECURSIVE numbers (n) AS (SELECT $1 UNION ALL "+
		"SELECT n + 1 FROM numbers WHERE n + 1 < $2) "+events, from, to, first, many)
	for _, table := range []string{"item", "commitment"} {
		_, failed := db.ExecContext(ctx, "UPDATE "+table+totals, from, to, many)
		err = errors.Join(err, failed)
	}
	return errors.Join(err, db.Close())
}
