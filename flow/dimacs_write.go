package flow

import (
	"bufio"
	"io"
	"strconv"
)

// WriteDIMACS writes a problem so that ReadDIMACS gives it back: nodes count
// from 1, supplies of 0 are left out, arcs keep their order. A proposed tree
// has no place in the format and is not written. The text of one problem is
// always the same, byte for byte. The error is that of w.
func WriteDIMACS(w io.Writer, p Problem) error {
	out := bufio.NewWriterSize(w, 1<<16)
	line := appendLine(nil, "p min", int64(len(p.Supply)), int64(len(p.Arcs)))
	for v, b := range p.Supply {
		if b != 0 {
			line = appendLine(line, "n", int64(v)+1, b)
		}
		line = spill(out, line)
	}
	for _, a := range p.Arcs {
		line = appendLine(line, "a", int64(a.From)+1, int64(a.To)+1, a.Low, a.Cap, a.Cost)
		line = spill(out, line)
	}
	if _, err := out.Write(line); err != nil {
		return err
	}
	return out.Flush()
}

// appendLine adds one line of a letter and numbers, without going through a
// formatter: an instance has a million lines.
func appendLine(line []byte, kind string, numbers ...int64) []byte {
	line = append(line, kind...)
	for _, x := range numbers {
		line = append(line, ' ')
		line = strconv.AppendInt(line, x, 10)
	}
	return append(line, '\n')
}

// spill hands gathered lines on once they are worth a call, and gives back what
// is to be gathered on: one buffer of some pages serves the whole text. A write
// that fails is remembered by the writer and told by its Flush.
func spill(out *bufio.Writer, lines []byte) []byte {
	if len(lines) < 1<<12 {
		return lines
	}
	_, _ = out.Write(lines)
	return lines[:0]
}
