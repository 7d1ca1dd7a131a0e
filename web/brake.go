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

// try lets a try through and counts it as a miss under each key until it is
// given back, so that of many at once no more are let through than one after
// another. Where it has to wait it says how long, and counts nothing.
func (b *brake) try(keys ...string) (wait time.Duration) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, k := range keys {
		wait = max(wait, b.miss[k].until.Sub(b.now()))
	}
	if wait > 0 {
		return wait
	}
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
	return 0
}

// right gives back a try that was none too many: each key has one miss less,
// and nobody waits for it.
func (b *brake) right(keys ...string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, k := range keys {
		m := b.miss[k]
		if m.count--; m.count <= 0 {
			delete(b.miss, k)
			continue
		}
		m.until = b.now()
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
// floods the brake with names gains tries, not memory. Keys are short.
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
