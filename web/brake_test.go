package web

import (
	"fmt"
	"testing"
	"time"
)

// A clock of a test stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestBrakeLetsSomeMissesPassAndThenDoublesTheWait(t *testing.T) {
	c := &clock{at: time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)}
	b := newBrake(c.now)
	for range freeMisses - 1 {
		b.missed("name li")
	}
	if got := b.wait("name li"); got != 0 {
		t.Errorf("after %d misses the wait is %v", freeMisses-1, got)
	}
	for i, want := range []time.Duration{firstWait, 2 * firstWait, 4 * firstWait} {
		b.missed("name li")
		if got := b.wait("address 10.0.0.1", "name li"); got != want {
			t.Errorf("miss %d: wait %v, want %v", freeMisses+i, got, want)
		}
	}
	if got := b.wait("name wang"); got != 0 {
		t.Errorf("another name waits %v", got)
	}
	for range 40 {
		b.missed("name li")
	}
	if got := b.wait("name li"); got != longestWait {
		t.Errorf("the longest wait is %v, want %v", got, longestWait)
	}
	c.at = c.at.Add(2*longestWait + time.Second)
	b.missed("name li")
	if got := b.wait("name li"); got != 0 {
		t.Errorf("after peace the first miss waits %v", got)
	}
}

func TestBrakeForgivesAndDoesNotGrowForEver(t *testing.T) {
	b := newBrake((&clock{}).now)
	for range freeMisses {
		b.missed("name li")
	}
	b.forgive("name li")
	if got := b.wait("name li"); got != 0 {
		t.Errorf("forgiven, the wait is %v", got)
	}
	for i := range mostKeys + 10 {
		b.missed(fmt.Sprint(i))
	}
	if len(b.miss) > mostKeys+1 {
		t.Errorf("%d keys are kept", len(b.miss))
	}
}
