package flow

import (
	"fmt"
	"math/big"
)

// ProofError says what breaks a claimed optimum. Claim is "bounds" (Value is
// the flow of Arc), "balance" (Value is what Node sends out less its supply),
// or "slackness" (Value is the reduced cost of Arc, which has the wrong sign
// for its flow). Arc or Node is -1 where it does not apply.
type ProofError struct {
	Claim     string
	Arc, Node int
	Value     *big.Int
}

// Error names the claim, the place and the number.
func (e *ProofError) Error() string {
	if e.Node >= 0 {
		return fmt.Sprintf("balance of node %d is off by %s", e.Node, e.Value)
	}
	return fmt.Sprintf("%s of arc %d broken by %s", e.Claim, e.Arc, e.Value)
}

// Certify checks from the problem alone that flow is feasible and, by the
// potentials, that no flow is cheaper; nil is a proof of both. It knows nothing
// of trees and simplex steps and shares no code with them: it re-derives
//
//	Low ≤ x ≤ Cap,   out - in = Supply,   r > 0 ⇒ x = Low,   r < 0 ⇒ x = Cap
//
// with r = Cost + potential(From) - potential(To). Why this proves optimality:
// for any other flow y, cost(y) - cost(x) = Σ r·(y - x), because potentials
// cancel where balances agree, and no term of that sum is negative. All sums
// are exact whatever the numbers. Time O(nodes + arcs).
func Certify(p Problem, flow, potential func(int) int64) error {
	net := make([]wideSum, len(p.Supply))
	for e, a := range p.Arcs {
		x := flow(e)
		if x < a.Low || x > a.Cap {
			return &ProofError{Claim: "bounds", Arc: e, Node: -1, Value: big.NewInt(x)}
		}
		net[a.From].plus(x)
		net[a.To].minus(x)
		var r wideSum
		r.plus(a.Cost)
		r.plus(potential(int(a.From)))
		r.minus(potential(int(a.To)))
		if sign := r.sign(); sign > 0 && x != a.Low || sign < 0 && x != a.Cap {
			return &ProofError{Claim: "slackness", Arc: e, Node: -1, Value: r.value()}
		}
	}
	for v := range net {
		net[v].minus(p.Supply[v])
		if net[v].sign() != 0 {
			return &ProofError{Claim: "balance", Arc: -1, Node: v, Value: net[v].value()}
		}
	}
	return nil
}

// wideSum is the checker's own exact sum of int64 terms: high·2^32 + low, with
// both halves of every term added apart, so 2^31 terms cannot overflow it. It is
// not the int128 of the search on purpose: a checker that leaned on the
// arithmetic of what it checks would share its faults. The zero value is zero.
type wideSum struct {
	high, low int64
}

// plus adds x, split so that low is in 0 to 2^32-1: the shift rounds down, so
// that x = (x >> 32)·2^32 + (x & 0xffffffff) holds for negative x as well.
func (s *wideSum) plus(x int64) {
	s.high += x >> 32
	s.low += x & 0xffffffff
}

// minus takes x off.
func (s *wideSum) minus(x int64) {
	s.high -= x >> 32
	s.low -= x & 0xffffffff
}

// sign is -1, 0 or 1. Carrying what low has gathered beyond 32 bits into high
// leaves low in 0 to 2^32-1, whatever its sign was, and then high decides unless
// it is zero.
func (s *wideSum) sign() int {
	high := s.high + s.low>>32 // carry what low has gathered
	switch low := s.low & 0xffffffff; {
	case high < 0:
		return -1
	case high > 0 || low > 0:
		return 1
	}
	return 0
}

// value is the sum as a number of any size. Low need not be carried first: the
// two halves add up to the same.
func (s *wideSum) value() *big.Int {
	v := big.NewInt(s.high)
	v.Lsh(v, 32)
	return v.Add(v, big.NewInt(s.low))
}
