// Package storetest gives each test a database of its own: an empty one to that
// which wants PostgreSQL, a copy of a file to that which wants SQLite.
//
// It knows where a server is, which .ci/postgres starts, and nothing of what
// tests keep there. Read Postgres first.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Server is the environment variable that names the server: a URL of any
// database there whose user may create others.
const Server = "HINTERLAND_POSTGRES"

// Postgres returns the URL of an empty database that lasts as long as the
// test. Where no server is named it skips the test; make test always names one.
func Postgres(t testing.TB) string {
	t.Helper()
	if os.Getenv(Server) == "" {
		t.Skip(Server + " names no server; make test brings one")
	}
	place, drop, err := Create(context.Background(), os.Getenv(Server))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Error(err)
		}
	})
	return place
}

// Create makes an empty database beside the one at a URL. It returns the URL
// of the new one, and what takes it away again, whoever is still in it.
func Create(ctx context.Context, server string) (place string, drop func() error, err error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, err
	}
	name := "t" + rand.Text()
	run := func(sql string) error {
		conn, err := pgx.Connect(ctx, server)
		if err != nil {
			return err
		}
		_, err = conn.Exec(ctx, sql)
		return errors.Join(err, conn.Close(ctx))
	}
	u.Path = "/" + name
	drop = func() error { return run(`DROP DATABASE "` + name + `" WITH (FORCE)`) }
	return u.String(), drop, run(`CREATE DATABASE "` + name + `"`)
}
