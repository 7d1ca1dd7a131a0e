package office

import (
	"sync"
	"time"

	"hinterland"
)

// A memo keeps what was made of texts by what names each for ever, a digest or the
// name of a time zone, so that it can be kept for as long as one likes, whatever
// other processes write. Nobody may change what it holds.
type memo[V any] struct {
	mu    sync.Mutex
	known map[string]V
}

// maxKnown bounds a memo. A full one begins again: whatever is needed still is soon
// there.
const maxKnown = 4096

// of is what a name stands for, found once.
func (m *memo[V]) of(name string, find func() (V, error)) (V, error) {
	m.mu.Lock()
	v, met := m.known[name]
	m.mu.Unlock()
	if met {
		return v, nil
	}
	v, err := find()
	if err != nil {
		return v, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= maxKnown {
		m.known = map[string]V{}
	}
	m.known[name] = v
	return v, nil
}

// memos are what an office keeps in mind from one act to the next.
type memos struct {
	headings memo[*hinterland.Terms] // by the digest of their text
	zones    memo[*time.Location]
}

// today is the day that an instant falls on in a region.
func (m *memos) today(
	charter *hinterland.Charter, at hinterland.Instant,
) (hinterland.Day, error) {
	zone, err := m.zones.of(charter.Clock, func() (*time.Location, error) {
		return time.LoadLocation(charter.Clock)
	})
	if err != nil {
		return 0, err
	}
	return hinterland.DayOf(at, zone), nil
}

// heading is what terms say before they come to items, tasks and remedies, which may
// be many: what kind they are of, and from when to when.
func heading(of *hinterland.Terms) *hinterland.Terms {
	return &hinterland.Terms{Kind: of.Kind, Class: of.Class, From: of.From, Last: of.Last}
}
