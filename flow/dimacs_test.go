package flow

import (
	"bytes"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

const sample = `c a comment
p min 4 5

n 1 4
n 4 -4
a 1 2 0 4 2
a 1 3 0 2 2
a 2 3 -1 2 1
a  2	4 0 3 -3` + "\r\n" + `a 3 4 0 9223372036854775807 1
`

func TestReadDIMACS(t *testing.T) {
	want := Problem{Supply: []int64{4, 0, 0, -4}, Arcs: []Arc{
		{From: 0, To: 1, Low: 0, Cap: 4, Cost: 2},
		{From: 0, To: 2, Low: 0, Cap: 2, Cost: 2},
		{From: 1, To: 2, Low: -1, Cap: 2, Cost: 1},
		{From: 1, To: 3, Low: 0, Cap: 3, Cost: -3},
		{From: 2, To: 3, Low: 0, Cap: Unlimited, Cost: 1},
	}}
	readers := map[string]io.Reader{
		"at once":                strings.NewReader(sample),
		"byte by byte":           iotest.OneByteReader(strings.NewReader(sample)),
		"with a byte-order mark": strings.NewReader(byteOrderMark + sample),
		"without a last \\n":     strings.NewReader(strings.TrimSuffix(sample, "\n")),
	}
	for name, r := range readers {
		if got, err := ReadDIMACS(r); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestReadDIMACSRefuses(t *testing.T) {
	const head = "p min 2 1\n"
	tests := map[string]struct {
		text   string
		reason string
		line   int
		value  string
	}{
		"nothing":                   {"", ReasonHeading, 0, ""},
		"only comments":             {"c x\n", ReasonHeading, 0, ""},
		"another problem":           {"p max 2 1\n", ReasonHeading, 1, "max"},
		"two headings":              {head + head, ReasonHeading, 2, "min"},
		"a node before the heading": {"n 1 1\n" + head, ReasonHeading, 1, "1 1"},
		"an arc before the heading": {"a 1 2 0 1 1\n", ReasonHeading, 1, "1 2 0 1 1"},
		"another letter":            {head + "x 1\n", ReasonLine, 2, "x"},
		"a word":                    {head + "arc 1 2 0 1 1\n", ReasonLine, 2, "arc"},
		"too few fields":            {head + "a 1 2 0 1\n", ReasonFields, 2, "1 2 0 1"},
		"too many fields":           {head + "n 1 2 3\n", ReasonFields, 2, "1 2 3"},
		"a fraction":                {head + "n 1 2.5\n", ReasonNumber, 2, "2.5"},
		"a plus":                    {head + "n 1 +2\n", ReasonNumber, 2, "+2"},
		"only a minus":              {head + "n 1 -\n", ReasonNumber, 2, "-"},
		"beyond 64 bits": {
			head + "n 1 9223372036854775808\n", ReasonRange, 2, "9223372036854775808",
		},
		"node 0":                     {head + "n 0 1\n", ReasonNode, 2, "0"},
		"a node too many":            {head + "a 1 3 0 1 1\n", ReasonNode, 2, "3"},
		"an arc from nowhere":        {head + "a -1 2 0 1 1\n", ReasonNode, 2, "-1"},
		"bounds the wrong way round": {head + "a 1 2 5 4 1\n", ReasonBounds, 2, "1 2 5 4 1"},
		"two supplies of a node":     {head + "n 1 1\nn 1 1\n", ReasonRepeated, 3, "1 1"},
		"an arc too few":             {head, ReasonCount, 0, "0"},
		"an arc too many": {
			head + "a 1 2 0 1 1\na 1 2 0 1 1\n", ReasonCount, 3, "1 2 0 1 1",
		},
		"a size below zero":        {"p min -1 1\n", ReasonRange, 1, "-1 1"},
		"more nodes than can be":   {"p min 999999999999 1\n", ReasonRange, 1, "999999999999 1"},
		"more nodes than the text": {"p min 2000000000 1\n", ReasonRange, 1, "2000000000 1"},
		"a mark within the text": {
			head + byteOrderMark + "n 1 1\n", ReasonLine, 2, byteOrderMark + "n",
		},
		"a word as long as may be told": {
			head + strings.Repeat("7", longestValue), ReasonLine, 2,
			strings.Repeat("7", longestValue),
		},
		"a longer one": {
			head + strings.Repeat("7", longestValue+1), ReasonLine, 2,
			strings.Repeat("7", longestValue) + "…",
		},
		"a line without end": {
			strings.Repeat("c", longestLine+9), ReasonTooLong, 1, strings.Repeat("c", 20),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var fault *FormatError
			_, err := ReadDIMACS(strings.NewReader(tt.text))
			if !errors.As(err, &fault) {
				t.Fatalf("got %v", err)
			}
			if want := (FormatError{tt.line, tt.reason, tt.value}); *fault != want {
				t.Errorf("got %+v, want %+v", *fault, want)
			}
			if !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("%q does not tell the reason", err)
			}
		})
	}
}

func TestReadDIMACSTellsAnErrorOfTheReader(t *testing.T) {
	broken := errors.New("disk gone")
	r := io.MultiReader(strings.NewReader("p min 2 1\nn 1"), iotest.ErrReader(broken))
	_, err := ReadDIMACS(r)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
}

func TestAHeadingAloneTakesNoMemory(t *testing.T) {
	// A billion arcs are claimed and none is there: what is set aside must be
	// bounded by the length of the text.
	grown := testing.AllocsPerRun(1, func() {
		_, err := ReadDIMACS(strings.NewReader("p min 9 1000000000\n"))
		var fault *FormatError
		if !errors.As(err, &fault) || fault.Reason != ReasonCount {
			t.Errorf("got %v", err)
		}
	})
	if grown > 100 {
		t.Errorf("%v allocations", grown)
	}
}

func TestWriteDIMACSIsReadBack(t *testing.T) {
	for _, s := range shapes {
		p := s.draw(rand.New(rand.NewPCG(1, 8)))
		p.Tree = nil
		var text bytes.Buffer
		if err := WriteDIMACS(&text, p); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadDIMACS(&text); err != nil || !reflect.DeepEqual(got, p) {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

func TestWriteDIMACSTellsAnErrorOfTheWriter(t *testing.T) {
	p := Problem{Supply: make([]int64, 1<<17)}
	for v := range p.Supply {
		p.Supply[v] = math.MinInt64
	}
	if err := WriteDIMACS(brokenWriter{}, p); err == nil {
		t.Error("a broken writer is not told")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
