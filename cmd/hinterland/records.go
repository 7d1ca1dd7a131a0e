package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/zonework"
)

// officeFile is the file of an office in its folder.
const officeFile = "hinterland.db"

// A records says where the records of an office lie, and which of the regions
// there is meant.
type records struct {
	data     string
	database string
	region   int64
}

// flags gives a command the flags that say where the records lie.
func (r *records) flags(c *console, cmd *cobra.Command) {
	cmd.Flags().StringVar(&r.data, "data", "", c.say.Say("flag.data", nil))
	cmd.Flags().StringVar(&r.database, "database", "", c.say.Say("flag.database", nil))
	cmd.Flags().Int64Var(&r.region, "region", 1, c.say.Say("flag.region", nil))
}

// nowhere reports whether nothing says where the records lie.
func (r *records) nowhere() bool {
	return r.data == "" && r.database == "" && os.Getenv("HINTERLAND_DATABASE") == ""
}

// place is what store.Open is told. Without flags it is what the environment
// says, so that a password need not stand on a command line.
func (r *records) place(c *console) (string, error) {
	if r.data == "" && r.database == "" {
		r.database = os.Getenv("HINTERLAND_DATABASE")
	}
	switch {
	case (r.data == "") == (r.database == ""):
		return "", usage(errors.New(c.say.Say("usage.records", nil)))
	case r.database != "" && !store.IsPostgres(r.database):
		return "", usage(errors.New(c.say.Say("usage.database", nil)))
	case r.database != "":
		return r.database, nil
	}
	return filepath.Join(r.data, officeFile), nil
}

// with runs do on the records, which must be there unless they are made.
func (r *records) with(
	ctx context.Context, c *console, make bool, do func(hinterland.Records) error,
) error {
	return r.withDatabase(ctx, c, make, func(db store.Database) error {
		return do(db.Region(r.region))
	})
}

// withDatabase runs do on the database that holds the records.
func (r *records) withDatabase(
	ctx context.Context, c *console, make bool, do func(store.Database) error,
) error {
	place, err := r.place(c)
	if err != nil {
		return err
	}
	if r.region < 1 {
		return usage(errors.New(c.say.Say("usage.region", nil)))
	}
	if r.data != "" {
		if make {
			err = os.MkdirAll(r.data, 0o700)
		} else {
			_, err = os.Stat(place)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return usage(errors.New(c.say.Say("error.office", lang.Args{"path": r.data})))
		}
		if err != nil {
			return usage(err)
		}
	}
	db, err := store.Open(ctx, place)
	if err != nil {
		return err
	}
	if !make {
		err = r.opened(ctx, db)
	}
	if err == nil {
		err = do(db)
	}
	return errors.Join(err, db.Close())
}

// opened refuses a region that nobody has opened.
func (r *records) opened(ctx context.Context, db store.Database) error {
	return db.Region(r.region).Read(ctx, func(tx hinterland.Tx) error {
		_, err := tx.Charter()
		return err
	})
}

// openOffice makes an office of records, on the machine's clock.
func openOffice(records hinterland.Records) *office.Office {
	return officeOn(records, time.Now, rand.Reader)
}

// officeOn makes an office of records in which zones can be drawn.
func officeOn(
	records hinterland.Records, now func() time.Time, random io.Reader,
) *office.Office {
	o := office.New(records, now, random)
	o.JudgeZonesBy(zonework.Judge{})
	o.DrawZonesBy(zonework.Drawer{})
	return o
}
