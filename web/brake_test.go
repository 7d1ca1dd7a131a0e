package web

import (
	"fmt"
	"testing"
	"time"
)

// A clock of a test stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// tries lets the clock stand until a try is let through, and makes it.
func (b *brake) tries(c *clock, keys ...string) {
	if wait := b.try(keys...); wait > 0 {
		c.at = c.at.Add(wait)
		b.try(keys...)
	}
}

func TestBrakeLetsSomeMissesPassAndThenDoublesTheWait(t *testing.T) {
	c := &clock{at: time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)}
	b := newBrake(c.now)
	for i := range freeMisses {
		if got := b.try("name li"); got != 0 {
			t.Errorf("after %d misses the wait is %v", i, got)
		}
	}
	for i, want := range []time.Duration{firstWait, 2 * firstWait, 4 * firstWait} {
		if got := b.try("address 10.0.0.1", "name li"); got != want {
			t.Errorf("miss %d: wait %v, want %v", freeMisses+i, got, want)
		}
		b.tries(c, "name li")
	}
	if got := b.try("address 10.0.0.1"); got != 0 {
		t.Errorf("a try that had to wait was counted: %v", got)
	}
	if got := b.try("name wang"); got != 0 {
		t.Errorf("another name waits %v", got)
	}
	for range 40 {
		b.tries(c, "name li")
	}
	if got := b.try("name li"); got != longestWait {
		t.Errorf("the longest wait is %v, want %v", got, longestWait)
	}
	c.at = c.at.Add(2*longestWait + time.Second)
	for range freeMisses {
		if got := b.try("name li"); got != 0 {
			t.Errorf("after peace a miss waits %v", got)
		}
	}
}

func TestBrakeGivesBackATryThatWasRight(t *testing.T) {
	c := &clock{}
	b := newBrake(c.now)
	for range 10 * freeMisses {
		if got := b.try("address 10.0.0.1"); got != 0 {
			t.Fatalf("who is always right waits %v", got)
		}
		b.right("address 10.0.0.1")
	}
	for range freeMisses {
		b.try("address 10.0.0.1")
	}
	b.tries(c, "address 10.0.0.1")
	b.right("address 10.0.0.1") // takes nothing but itself back
	if got := b.try("address 10.0.0.1"); got != 0 {
		t.Errorf("the try after one that was right waits %v", got)
	}
	if got := b.try("address 10.0.0.1"); got != 2*firstWait {
		t.Errorf("the misses before it were forgotten: wait %v", got)
	}
}

func TestBrakeForgivesAndDoesNotGrowForEver(t *testing.T) {
	b := newBrake((&clock{}).now)
	for range freeMisses {
		b.try("name li")
	}
	b.forgive("name li")
	if got := b.try("name li"); got != 0 {
		t.Errorf("forgiven, the wait is %v", got)
	}
	for i := range mostKeys + 10 {
		b.try(fmt.Sprint(i))
	}
	if len(b.miss) > mostKeys+1 {
		t.Errorf("%d keys are kept", len(b.miss))
	}
}
