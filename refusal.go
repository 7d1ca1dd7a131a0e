package hinterland

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Kind says what sort of refusal it is; exit codes and statuses hang on it.
type Kind int

// The kinds of refusal. Anything that is none of them is a fault of the
// program and not a refusal.
const (
	Invalid  Kind = iota // the input breaks a rule of form or content
	NotFound             // it names something that does not exist
	Conflict             // it contradicts something that already stands
	Denied               // whoever asks may not do it
)

// A Reason is the key of a refusal's two texts in the catalogue: what rule is
// broken ("refusal.REASON") and what to do about it ("remedy.REASON").
type Reason string

// Args are the named values that a text mentions.
type Args map[string]any

// A Figure is a decimal number that a text mentions, such as "12000.5", which its
// reader is told with thousands apart, as pages write it.
type Figure string

// figure is a quantity as a text mentions it.
func (q Quantity) figure(places int) Figure { return Figure(FormatDecimal(int64(q), places)) }

// Figure is the number without anything for the eye.
func (f Figure) Figure() string { return string(f) }

// A Where is the cell that a refusal is about. Line counts from 1 with the
// header; 0 means the file as a whole. Column and Value may be empty.
type Where struct {
	File   string
	Line   int
	Column string
	Value  string
}

// A Refusal is an answer, not a failure: what was asked is not done, because
// of Reason, at the cell At. It is worded for a reader by the lang package.
type Refusal struct {
	Kind   Kind
	Reason Reason
	Args   Args
	At     Where
}

// Error gives the bare facts for logs; people read the catalogue's words.
func (r *Refusal) Error() string {
	var b strings.Builder
	if r.At.File != "" {
		fmt.Fprintf(&b, "%s:%d", r.At.File, r.At.Line)
		if r.At.Column != "" {
			fmt.Fprintf(&b, " %s=%q", r.At.Column, r.At.Value)
		}
		b.WriteString(": ")
	}
	b.WriteString(string(r.Reason))
	return b.String()
}

// Refuse makes a Refusal that is about no particular cell yet.
func Refuse(kind Kind, reason Reason, args Args) *Refusal {
	return &Refusal{Kind: kind, Reason: reason, Args: args}
}

// In returns r as being about the cell at.
func (r *Refusal) In(at Where) *Refusal {
	r.At = at
	return r
}

// Refusals are all the refusals that one input earned, never only the first.
// The empty list means that nothing was refused; turn a list into an error
// with Err, which keeps that meaning.
type Refusals []*Refusal

// Err returns nil for an empty list and the sorted list otherwise.
func (rs Refusals) Err() error {
	if len(rs) == 0 {
		return nil
	}
	rs.Sort()
	return rs
}

// Error lists the bare facts, one refusal a line.
func (rs Refusals) Error() string {
	lines := make([]string, len(rs))
	for i, r := range rs {
		lines[i] = r.Error()
	}
	return strings.Join(lines, "\n")
}

// Sort orders rs by file, line, column and reason, so that the same faults
// are always told in the same order.
func (rs Refusals) Sort() {
	slices.SortStableFunc(rs, func(a, b *Refusal) int {
		if c := strings.Compare(a.At.File, b.At.File); c != 0 {
			return c
		}
		if c := a.At.Line - b.At.Line; c != 0 {
			return c
		}
		if c := strings.Compare(a.At.Column, b.At.Column); c != 0 {
			return c
		}
		return strings.Compare(string(a.Reason), string(b.Reason))
	})
}

// RefusalsIn finds the refusals that an error is made of; none if it is something
// else.
func RefusalsIn(err error) Refusals {
	var many Refusals
	var one *Refusal
	switch {
	case errors.As(err, &many):
		return many
	case errors.As(err, &one):
		return Refusals{one}
	}
	return nil
}
