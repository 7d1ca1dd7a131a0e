package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// followBar is how much of the acts that are done without it must be done
// while the log follows the journal, as serve lets it.
const followBar = 0.95

// log compares deliveries while the log follows the journal with deliveries
// while nobody does, on both engines, each time in the same database.
func (m *measuring) log(ctx context.Context) error {
	return onEngines(ctx, func(what, place string) error {
		callers := map[string]int{"sqlite": sqliteCallers, "postgres": postgresCallers}[what]
		return m.follow(ctx, what, place, callers)
	})
}

// follow measures in turns, and lets the log catch up before the next.
func (m *measuring) follow(ctx context.Context, what, place string, callers int) error {
	b, err := openBench(ctx, place, callers)
	if err != nil {
		return err
	}
	deliver := func(caller int) error { return b.deliver(ctx, caller) }
	proofs := b.office.Log(b.db.Log(1))
	var ratios []float64
	for range m.rounds {
		without, err := rate(callers, m.during, deliver)
		if err != nil {
			return err
		}
		if _, err := proofs.Follow(ctx); err != nil {
			return err
		}
		stop, done := context.WithCancel(ctx)
		var following sync.WaitGroup
		var failed error
		following.Go(func() {
			for stop.Err() == nil {
				if _, err := proofs.Follow(ctx); err != nil {
					failed = err
					return
				}
				time.Sleep(time.Second)
			}
		})
		with, err := rate(callers, m.during, deliver)
		done()
		following.Wait()
		if err := errors.Join(err, failed); err != nil {
			return err
		}
		fmt.Printf("log, %s\t%.0f/s followed\t%.0f/s not\t%.2f\n", what, with, without,
			with/without)
		ratios = append(ratios, with/without)
	}
	slices.Sort(ratios)
	fmt.Printf("log, %s\tmedian %.2f\tbar %.2f\n", what, ratios[len(ratios)/2], followBar)
	return b.db.Close()
}
