package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"hinterland"
	"hinterland/office"
	"hinterland/store"
	"hinterland/store/storetest"
	"hinterland/zonework"
)

// A bench is an office in which each caller delivers under an agreement of
// its own, day in, day out.
type bench struct {
	db      store.Database
	office  *office.Office
	keeper  office.Actor
	callers []hinterland.ID[hinterland.Agreement]
}

// The setting: two parties and a good.
const (
	regionBody = `{"charter":{"name":{"en":"Bench"},"language":"en","currency":"CNY",` +
		`"clock":"Asia/Shanghai"},"party":{"code":"office","name":{"en":"Office"}},` +
		`"person":{"name":"Li"}}`
	coopBody  = `{"code":"coop","name":{"en":"Co-op"}}`
	goodBody  = `{"code":"ramie","name":{"en":"Ramie"},"unit":"t","decimals":3}`
	termsBody = `{"kind":"purchase","class":"task","title":"Ramie","parties":["office","coop"],` +
		`"from":"2020-01-01","last":"2199-12-31","items":[{"number":1,"from":"coop",` +
		`"to":"office","good":"ramie","effort":"firm","floor":"100",` +
		`"ceiling":"1000000","price":"820",` +
		`"currency":"CNY","schedule":[{"due":"2199-12-15","quantity":"1000000"}]}]}`
)

// openBench opens an office in an empty database.
func openBench(ctx context.Context, place string, callers int) (*bench, error) {
	db, err := store.Open(ctx, place)
	if err != nil {
		return nil, err
	}
	b := &bench{db: db, office: office.New(db.Region(1), time.Now, rand.Reader)}
	b.office.JudgeZonesBy(zonework.Judge{})
	opened, err := b.do(ctx, "open-region", regionBody)
	if err != nil {
		return nil, err
	}
	b.keeper = office.Actor{
		Person: hinterland.MakeID[hinterland.Person](opened.Act, 0), Party: "office",
	}
	for kind, body := range map[string]string{
		"register-party": coopBody, "register-good": goodBody,
	} {
		if _, err := b.do(ctx, kind, body); err != nil {
			return nil, err
		}
	}
	for range callers {
		e, err := b.do(ctx, "propose-agreement", termsBody)
		if err != nil {
			return nil, err
		}
		b.callers = append(b.callers, hinterland.MakeID[hinterland.Agreement](e.Act, 0))
	}
	return b, nil
}

func (b *bench) do(ctx context.Context, kind, body string) (hinterland.Entry, error) {
	act, err := office.Decode(kind, []byte(body))
	if err != nil {
		return hinterland.Entry{}, err
	}
	return b.office.Do(ctx, office.Request{Actor: b.keeper, Act: act})
}

// deliver records one delivery of a caller, from its JSON body on.
func (b *bench) deliver(ctx context.Context, caller int) error {
	_, err := b.do(ctx, "record-delivery", fmt.Sprintf(
		`{"agreement":%q,"item":1,"day":"2026-11-20","quantity":"0.001"}`,
		b.callers[caller].String()))
	return err
}

// rate counts how often a second callers can do something, each again and
// again, for a while.
func rate(callers int, during time.Duration, do func(caller int) error) (float64, error) {
	var done atomic.Int64
	var once sync.Once
	var first error
	var all sync.WaitGroup
	began := time.Now()
	for caller := range callers {
		all.Go(func() {
			for time.Since(began) < during {
				if err := do(caller); err != nil {
					once.Do(func() { first = err })
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	return float64(done.Load()) / time.Since(began).Seconds(), first
}

// onEngines measures in an empty database on SQLite, and in one on PostgreSQL if
// there is a server.
func onEngines(ctx context.Context, measure func(what, place string) error) error {
	folder, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	places := map[string]string{"sqlite": filepath.Join(folder, "office.db")}
	if server := os.Getenv(storetest.Server); server != "" {
		place, drop, err := storetest.Create(ctx, server)
		if err != nil {
			return err
		}
		defer func() { _ = drop() }() // the server tells, and is thrown away
		places["postgres"] = place
	}
	for what, place := range places {
		if err := measure(what, place); err != nil {
			return err
		}
	}
	return nil
}
