package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"hinterland"
	"hinterland/demo"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/web"
)

// A movedClock is one that somebody has put to another time. It stands still until
// it is let go.
type movedClock struct {
	mu   sync.Mutex
	at   time.Time
	gone time.Time // when it was let go; zero while it stands
}

// Set puts the clock to a time.
func (c *movedClock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// Go lets it go on from where it stands.
func (c *movedClock) Go() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = time.Now()
}

// Now is the time that it shows.
func (c *movedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone.IsZero() {
		return c.at
	}
	return c.at.Add(time.Since(c.gone))
}

// samplePrefix is the one that the standard uses in its examples.
const samplePrefix = "ocds-213czf"

// openSample makes an office of a sample in a folder, a temporary one if none is
// said, and opens it to this machine.
func (c *console) openSample(ctx context.Context, name, folder string) error {
	ask := serveAsk{records: records{data: folder, region: 1}, prefix: samplePrefix}
	if folder == "" {
		var err error
		if ask.data, err = os.MkdirTemp("", "hinterland-"); err != nil {
			return err
		}
		defer os.RemoveAll(ask.data)
	}
	if err := ask.unused(); err != nil {
		return err
	}
	sample, err := demo.Make(name)
	if err != nil {
		return err
	}
	return ask.withDatabase(ctx, c, true, func(db store.Database) error {
		clock := &movedClock{}
		stop := c.watch("progress.demo")
		guests, err := c.live(ctx, sample, db, clock)
		stop()
		if err != nil {
			return err
		}
		clock.Go()
		return c.serveSample(ctx, db, &ask, web.Sample{Note: sample.Note, Guests: guests}, clock)
	})
}

// unused refuses a folder in which an office is.
func (r *records) unused() error {
	if _, err := os.Stat(filepath.Join(r.data, officeFile)); err == nil {
		return hinterland.Refuse(hinterland.Conflict, "folder.office", nil).
			In(hinterland.Where{File: r.data})
	}
	return nil
}

// serveSample opens a sample's office until it is interrupted. It listens where
// nothing but this machine asks, wherever there is room.
func (c *console) serveSample(
	ctx context.Context, db store.Database, ask *serveAsk, sample web.Sample, clock *movedClock,
) error {
	log := slog.New(slog.NewTextHandler(c.errs, nil))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ask.unheard(err)
	}
	ask.origin = "http://" + listener.Addr().String()
	config := ask.config(db, clock.Now, log)
	config.Sample, config.Wire = &sample, time.Now
	site, err := web.New(config)
	if err == nil {
		err = c.tellSample(site.Origin)
	}
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer ask.drawAhead(ctx, db, site)()
	return stayOpen(ctx, listener, site, runsOn(clock.Now, site.Keys, log))
}

// tellSample says where a sample is.
func (c *console) tellSample(origin string) error {
	if c.json {
		return c.printJSON(map[string]string{"address": origin})
	}
	return c.print(c.say.Say("demo.open", lang.Args{"address": origin}))
}

// live fills the records of a sample's office, and tells as whom one may look
// around.
func (c *console) live(
	ctx context.Context, sample *demo.Sample, db store.Database, clock *movedClock,
) ([]web.Guest, error) {
	runs := runsOn(clock.Now, db.Keys(1), slog.New(slog.DiscardHandler))
	runs.workers = runtime.GOMAXPROCS(0)          // nobody waits for a page yet
	dice := mathrand.NewChaCha8([32]byte{19, 58}) // nothing in a sample is a secret
	o := officeOn(db.Region(1), clock.Now, dice)
	o.KeepPlansOf(runs)
	stage := &demo.Stage{
		Office: o, Say: c.say, Set: clock.Set,
		Keep: func(ctx context.Context, f hinterland.File) error {
			now := hinterland.InstantOf(clock.Now())
			return db.Files(1).PutFile(ctx, f, now, now)
		},
		Balance: func(
			ctx context.Context, h hinterland.HorizonCode, by office.Actor,
		) (string, error) {
			r := hinterland.Run{
				ID: fmt.Sprintf("sample-%x", dice.Uint64()), Horizon: h, Person: by.Person,
				Party: by.Party, Zones: hinterland.ZonesFirst, Asked: runs.now(),
			}
			return r.ID, c.goThrough(ctx, o, runs, r)
		},
	}
	made, err := sample.Live(ctx, stage)
	guests := make([]web.Guest, len(made))
	for i, g := range made {
		guests[i] = web.Guest{Person: g.Person, Name: g.Name, Party: g.Party, Role: g.Role}
	}
	return guests, err
}
