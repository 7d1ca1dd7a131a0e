package flow

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
)

// FormatError refuses a DIMACS text. Line counts from 1 and is 0 where the
// fault is that of the whole; Reason is one of the Reason constants; Value is
// the text at fault.
type FormatError struct {
	Line   int
	Reason string
	Value  string
}

// Reasons of a FormatError.
const (
	ReasonLine     = "unknown-line"  // a line that is none of c, p, n, a
	ReasonFields   = "fields"        // too few or too many fields
	ReasonNumber   = "number"        // not a whole number
	ReasonRange    = "range"         // a whole number beyond int64, or no such size
	ReasonNode     = "node"          // not between 1 and the number of nodes
	ReasonBounds   = "bounds"        // lower bound above the cap
	ReasonHeading  = "heading"       // no line p min, a second one, or not the first
	ReasonRepeated = "repeated-node" // a second supply of one node
	ReasonCount    = "arc-count"     // not as many arcs as the heading says
	ReasonTooLong  = "line-too-long" // more than 64 KiB without a line end
)

// Error names the line, the reason and the text.
func (e *FormatError) Error() string {
	return fmt.Sprintf("line %d: %s: %q", e.Line, e.Reason, e.Value)
}

// longestLine bounds the memory a text without line ends can take.
const longestLine = 1 << 16

// ReadDIMACS reads a minimum-cost flow problem:
//
//	c any comment
//	p min NODES ARCS           once, before all n and a
//	n NODE SUPPLY              nodes from 1; not named means 0; at most once
//	a FROM TO LOW CAP COST     as many as the heading says
//
// Fields are parted by blanks or tabs, lines end in LF or CRLF, empty lines and a
// byte-order mark before the first are passed over. Numbers are digits with at
// most a minus before them.
//
// Parallel arcs, self loops, negative costs and negative lower bounds are
// read as they stand; a self loop carries its lower bound, or its cap where its
// cost is negative, and touches nothing else. A CAP of 9223372036854775807 is
// Unlimited. Node v of the file is node v-1 of the problem, and arcs keep their
// order. Whether supplies sum to zero is left to New.
//
// Faults of the text are *FormatError, the first one only; faults that only
// totals show are left to New. The text is scanned in pieces and not kept, so
// memory is that of the problem. Time O(text).
func ReadDIMACS(r io.Reader) (Problem, error) {
	s := scanner{room: bytesLeft(r)}
	br := bufio.NewReaderSize(r, longestLine)
	for {
		text, err := br.ReadSlice('\n')
		if err != nil && err != io.EOF {
			if err == bufio.ErrBufferFull {
				return Problem{}, &FormatError{s.line + 1, ReasonTooLong, string(text[:20])}
			}
			return Problem{}, fmt.Errorf("read line %d: %w", s.line+1, err)
		}
		s.line++
		if fault := s.take(text); fault != nil {
			return Problem{}, fault
		}
		if err == io.EOF {
			break
		}
	}
	if fault := s.close(); fault != nil {
		return Problem{}, fault
	}
	return s.p, nil
}

// bytesLeft is how much the reader can still give, or a guess where it does
// not tell (a pipe). It bounds what a heading may claim before the arcs are
// seen; a pipe that brings more than the guess only costs a copy of the arcs.
func bytesLeft(r io.Reader) int64 {
	switch f := r.(type) {
	case interface{ Len() int }:
		return int64(f.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return 1 << 28
}
