package flow

import (
	"bytes"
	"context"
	"os"
	"testing"

	"hinterland/bench/flow/mcfgen"
)

// problemOf turns an instance into a problem.
func problemOf(in *mcfgen.Instance) Problem {
	p := Problem{Supply: in.Balance, Arcs: make([]Arc, len(in.Arcs))}
	for e, a := range in.Arcs {
		p.Arcs[e] = Arc(a)
	}
	return p
}

// quick tells the instances that every test run solves.
func quick(name string) bool {
	switch name {
	case "small", "county1", "grid", "netgen":
		return true
	}
	return os.Getenv("HINTERLAND_LONG") != ""
}

func TestKnownOptima(t *testing.T) {
	for _, named := range mcfgen.Known() {
		t.Run(named.Name, func(t *testing.T) {
			if !quick(named.Name) {
				t.Skip("set HINTERLAND_LONG=1")
			}
			n, err := New(problemOf(named.Make()))
			if err != nil {
				t.Fatal(err)
			}
			if err := n.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
			if got := n.Cost(); got.Int64() != named.Optimum {
				t.Errorf("cost %s, want %d", got, named.Optimum)
			}
			if err := Certify(n.Problem(), n.Flow, n.Potential); err != nil {
				t.Error(err)
			}
		})
	}
}

func BenchmarkKnown(b *testing.B) {
	for _, named := range mcfgen.Known() {
		if named.Name == "d3000" || named.Name == "county" {
			continue
		}
		p := problemOf(named.Make())
		b.Run(named.Name, func(b *testing.B) {
			for b.Loop() {
				n, err := New(copied(p))
				if err != nil {
					b.Fatal(err)
				}
				if err := n.Run(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReadDIMACS(b *testing.B) {
	var text bytes.Buffer
	if err := mcfgen.Transport(mcfgen.Seed, 300, 300).Write(&text); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := ReadDIMACS(bytes.NewReader(text.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
