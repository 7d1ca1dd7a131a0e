package flow

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"reflect"
	"testing"
	"time"
)

func FuzzReadDIMACS(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("p min 0 0\n"))
	f.Add([]byte(byteOrderMark + "p min 1 0\r\nc \xff\x00\n"))
	f.Add([]byte("p min 2 1\nn 1 -9223372036854775808\na 2 2 -5 -5 -1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ReadDIMACS(bytes.NewReader(text))
		if err != nil {
			var fault *FormatError
			if !errors.As(err, &fault) {
				t.Fatalf("not a *FormatError: %v", err)
			}
			return
		}
		var again bytes.Buffer
		if err := WriteDIMACS(&again, p); err != nil {
			t.Fatal(err)
		}
		if q, err := ReadDIMACS(&again); err != nil || !reflect.DeepEqual(p, q) {
			t.Fatalf("not read back: %v", err)
		}
	})
}

// drawn makes a problem of any bytes: nodes, then 7 bytes an arc.
func drawn(data []byte) Problem {
	if len(data) == 0 {
		return Problem{}
	}
	nodes := int32(data[0]%12) + 1
	p := Problem{Supply: make([]int64, nodes)}
	for rest := data[1:]; len(rest) >= 7; rest = rest[7:] {
		amount := int64(int16(binary.LittleEndian.Uint16(rest[2:])))
		a := Arc{
			From: int32(rest[0]) % nodes, To: int32(rest[1]) % nodes,
			Low: int64(int8(rest[4])) / 16, Cost: int64(int8(rest[6])),
		}
		a.Cap = a.Low + int64(rest[5])
		if rest[5] == 255 {
			a.Cap = Unlimited
		}
		p.Supply[a.From] += amount
		p.Supply[a.To] -= amount
		if rest[0]&64 != 0 {
			p.Tree = append(p.Tree, int32(len(p.Arcs)))
		}
		p.Arcs = append(p.Arcs, a)
	}
	return p
}

func FuzzNetwork(f *testing.F) {
	f.Add([]byte{3, 0, 1, 5, 0, 0, 9, 1, 1, 2, 5, 0, 0, 9, 2, 64, 2, 0, 0, 16, 255, 3})
	f.Add([]byte{2, 0, 1, 0, 0, 0, 255, 200, 1, 0, 0, 0, 0, 255, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		p := drawn(data)
		n := made(t, p)
		ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
		defer stop()
		err := n.Run(ctx)
		var none *Infeasible
		var endless *Unbounded
		switch {
		case errors.As(err, &none):
			checkCut(t, n.Problem(), none)
		case errors.As(err, &endless):
			var cost int64
			for _, e := range endless.Arcs {
				cost += n.Problem().Arcs[e].Cost
			}
			if cost >= 0 {
				t.Fatalf("a cycle of cost %d is called endless", cost)
			}
		case err != nil:
			t.Fatal(err)
		default:
			if err := Certify(n.Problem(), n.Flow, n.Potential); err != nil {
				t.Fatal(err)
			}
			checkBasis(t, n)
			p.Tree = nil
			if again := proved(t, p); again.Cmp(n.Cost()) != 0 {
				t.Fatalf("%s by Solve, %s by Run", again, n.Cost())
			}
		}
	})
}
