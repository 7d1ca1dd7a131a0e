package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hinterland/office"
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

// follow measures without, with, with and without the log, so that the growth of
// the journal falls on both alike, and lets the log catch up in between.
func (m *measuring) follow(ctx context.Context, what, place string, callers int) error {
	b, err := openBench(ctx, place, callers)
	if err != nil {
		return err
	}
	deliver := func(caller int) error { return b.deliver(ctx, caller) }
	proofs := b.office.Log(b.db.Log(1))
	var ratios []float64
	for range m.rounds {
		rates := map[bool]float64{} // of two measurements each
		for _, followed := range []bool{false, true, true, false} {
			stop := func() error { return nil }
			if followed {
				stop = following(ctx, proofs)
			}
			found, err := rate(callers, m.during, deliver)
			_, behind := proofs.Follow(ctx)
			if err := errors.Join(err, stop(), behind); err != nil {
				return err
			}
			rates[followed] += found / 2
		}
		ratios = append(ratios, rates[true]/rates[false])
		fmt.Printf("log, %s\t%.0f/s followed\t%.0f/s not\t%.2f\n", what, rates[true],
			rates[false], rates[true]/rates[false])
	}
	fmt.Printf("log, %s\tmedian %.2f\tbar %.2f\n", what, median(ratios), followBar)
	return b.db.Close()
}

// following lets the log follow the journal as serve does, until it is stopped.
func following(ctx context.Context, proofs *office.Log) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error)
	go func() {
		for ctx.Err() == nil {
			if _, err := proofs.Follow(ctx); err != nil && ctx.Err() == nil {
				ended <- err
				return
			}
			time.Sleep(time.Second)
		}
		ended <- nil
	}()
	return func() error {
		cancel()
		return <-ended
	}
}
