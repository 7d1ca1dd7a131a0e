package web

import (
	"sync"
	"time"
)

// A brake slows down who guesses passwords: after some misses under one key,
// a name or an address, further tries wait, each time twice as long.
type brake struct {
	now  func() time.Time
	lock sync.Mutex
	miss map[string]misses
}

// misses are those under one key.
type misses struct {
	count int
	until time.Time // no try is let through before
}

// The brake: so many misses are free; then a wait that doubles up to the
// longest. A key that is left in peace for that long is forgotten.
const (
	freeMisses  = 5
	firstWait   = 2 * time.Second
	longestWait = 15 * time.Minute
	mostKeys    = 10_000
)

func newBrake(now func() time.Time) *brake {
	return &brake{now: now, miss: map[string]misses{}}
}

// wait is how long the keys have to wait until a try is let through.
func (b *brake) wait(keys ...string) time.Duration {
	b.lock.Lock()
	defer b.lock.Unlock()
	var longest time.Duration
	for _, k := range keys {
		longest = max(longest, b.miss[k].until.Sub(b.now()))
	}
	return longest
}

// missed counts a try that was wrong.
func (b *brake) missed(keys ...string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if len(b.miss) > mostKeys {
		b.forget()
	}
	for _, k := range keys {
		m := b.miss[k]
		if b.now().Sub(m.until) > longestWait {
			m.count = 0
		}
		m.count++
		m.until = b.now()
		if over := m.count - freeMisses; over >= 0 {
			m.until = m.until.Add(min(firstWait<<min(over, 20), longestWait))
		}
		b.miss[k] = m
	}
}

// forgive forgets the misses of a key, after a try that was right.
func (b *brake) forgive(key string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	delete(b.miss, key)
}

// forget drops the keys that were left in peace, or all if none was: who
// floods the brake with names gains tries, not memory.
func (b *brake) forget() {
	for k, m := range b.miss {
		if b.now().Sub(m.until) > longestWait {
			delete(b.miss, k)
		}
	}
	if len(b.miss) > mostKeys {
		clear(b.miss)
	}
}
