package mcfgen

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

func TestInstancesAreTheSameBytesEverywhere(t *testing.T) {
	want := map[string]string{
		"small":   "5b78a006adaeb60c",
		"county1": "5c484d42b24766a3",
		"netgen":  "75b403f8131bc189",
		"grid":    "f2327659ae425798",
		"d1000":   "1f617c7c281c3906",
	}
	for _, named := range Known() {
		if want[named.Name] == "" {
			continue
		}
		hash := sha256.New()
		if err := named.Make().Write(hash); err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(hash.Sum(nil))[:16]; got != want[named.Name] {
			t.Errorf("%s: %s, want %s", named.Name, got, want[named.Name])
		}
	}
}

func TestInstancesBalance(t *testing.T) {
	for _, in := range []*Instance{
		Transport(1, 7, 5), Netgen(1, 50, 200), Grid(1, 6, 5), Plan(1, Region{9, 2, 3, 4, 0}),
	} {
		var sum int64
		for _, b := range in.Balance {
			sum += b
		}
		if sum != 0 || len(in.Arcs) == 0 {
			t.Errorf("%s: supplies sum to %d, %d arcs", in.Note, sum, len(in.Arcs))
		}
	}
}

func TestOneGoodCutOutOfAPlanIsThatGood(t *testing.T) {
	whole := Plan(3, Region{15, 3, 4, 5, 0})
	cut := Plan(3, Region{15, 1, 4, 5, 1})
	nodes := int32(len(cut.Balance))
	var arcs []Arc
	for _, a := range whole.Arcs {
		if a.From/nodes == 1 {
			a.From, a.To = a.From-nodes, a.To-nodes
			arcs = append(arcs, a)
		}
	}
	if len(arcs) != len(cut.Arcs) {
		t.Fatalf("%d arcs, want %d", len(cut.Arcs), len(arcs))
	}
	for i := range arcs {
		if arcs[i] != cut.Arcs[i] {
			t.Fatalf("arc %d: %v, want %v", i, cut.Arcs[i], arcs[i])
		}
	}
}
