package zoning

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"hinterland/atlas"
	"hinterland/check"
)

// chain is a row of places one step apart, with a centre at either end.
func chain(weights ...int64) Problem {
	p := Problem{Weights: weights, Bounds: Unbounded()}
	last := len(weights) - 1
	for i := range last {
		p.Borders = append(p.Borders, Border{i, i + 1, 1})
	}
	p.Centres = [][]int{{0}, {last}}
	return p
}

func mustSolve(t *testing.T, p Problem) *Answer {
	t.Helper()
	a, err := Solve(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Long: one zoning a row, small enough to see with the eye what is right.
func TestReasonsOfSmallZonings(t *testing.T) {
	tests := []struct {
		name    string
		problem func() Problem
		zone    []int
		reasons []Reason
	}{
		{
			"the nearest centre, and the first of two that are as near",
			func() Problem { return chain(9, 1, 1, 1, 9) },
			[]int{0, 0, 0, 1, 1},
			[]Reason{IsCentre, IsNearest, IsNearest, IsNearest, IsCentre},
		},
		{
			"a place without weight has its nearest centre all the same",
			func() Problem { return chain(9, 0, 5, 0, 9) },
			[]int{0, 0, 0, 1, 1},
			[]Reason{IsCentre, IsNearest, IsNearest, IsNearest, IsCentre},
		},
		{
			"a maximum pushes a place across",
			func() Problem {
				p := chain(0, 5, 5, 1, 1, 1, 0)
				p.Bounds.Most = 8
				return p
			},
			[]int{0, 0, 1, 1, 1, 1, 1},
			[]Reason{IsCentre, IsNearest, ByBound, IsNearest, IsNearest, IsNearest, IsCentre},
		},
		{
			"a pin, and what it cuts off",
			func() Problem {
				p := chain(0, 1, 1, 1, 1, 0)
				p.Borders[4].Length = 3
				p.Pins = []Pin{{2, 1}}
				return p
			},
			[]int{0, 0, 1, 1, 1, 1},
			[]Reason{IsCentre, IsNearest, IsPinned, ByContiguity, IsNearest, IsCentre},
		},
		{
			"the strongest tie, and a tie that nothing leads to",
			func() Problem {
				p := chain(0, 1, 1, 1, 1, 0)
				p.Objective = Ties
				p.Ties = []Tie{{0, 1, 5}, {0, 3, 1}, {5, 2, 4}, {4, 5, 9}}
				return p
			},
			[]int{0, 0, 1, 1, 1, 1},
			[]Reason{IsCentre, IsTied, IsTied, ByContiguity, IsTied, IsCentre},
		},
	}
	for _, test := range tests {
		a := mustSolve(t, test.problem())
		if !slices.Equal(a.Zone, test.zone) || !slices.Equal(a.Reasons, test.reasons) {
			t.Errorf("%s: %v %v, want %v %v", test.name, a.Zone, a.Reasons, test.zone, test.reasons)
		}
		if !a.Proved {
			t.Errorf("%s: not proved", test.name)
		}
	}
}

func TestMovesAndBindingRulesSayWhatTheyCost(t *testing.T) {
	p := chain(7, 5, 5, 1, 1, 1, 7)
	p.Bounds.Least, p.Bounds.Most = 5, 8
	a := mustSolve(t, p)
	if want := []int64{5, 8}; !slices.Equal(a.Weights, want) {
		t.Fatalf("weights %v, want %v", a.Weights, want)
	}
	want := [][]Move{
		nil, {{1, 20, RuleLeast}}, {{0, -10, RuleLeast}}, nil, nil, nil, nil,
	}
	if !reflect.DeepEqual(a.Moves, want) {
		t.Errorf("moves %v, want %v", a.Moves, want)
	}
	if want := []Binding{{RuleMost, 0, 2, 10}, {RuleLeast, 1, 2, 10}}; !slices.Equal(
		a.Binding,
		want,
	) {
		t.Errorf("binding %v, want %v", a.Binding, want)
	}
	p = chain(7, 1, 1, 1, 1, 1, 7)
	p.Pins = []Pin{{1, 0}, {2, 1}}
	a = mustSolve(t, p)
	if want := []Binding{{RulePin, 1, 2, 2}}; !slices.Equal(a.Binding, want) {
		t.Errorf("binding %v, want %v", a.Binding, want)
	}
	if want := []Move{{0, -2, RulePin}}; !slices.Equal(a.Moves[2], want) {
		t.Errorf("moves of a pinned place %v, want %v", a.Moves[2], want)
	}
	if want := []Move{{0, 0, RuleApart}}; !slices.Equal(mustSolve(t, star()).Moves[1], want) {
		t.Errorf("moves of a bridge %v, want %v", mustSolve(t, star()).Moves[1], want)
	}
}

// star has a bridge, 1, between the centre 3 and the pinned place 2, beside
// the other centre 0.
func star() Problem {
	p := Problem{Weights: []int64{0, 1, 1, 0}, Bounds: Unbounded()}
	p.Borders = []Border{{0, 1, 2}, {1, 2, 2}, {1, 3, 2}}
	p.Centres = [][]int{{0}, {3}}
	p.Pins = []Pin{{2, 1}}
	return p
}

// Long: one impossible problem a row.
func TestImpossibleProblemsNameThePlaces(t *testing.T) {
	bound := func(p Problem, least, most int64) Problem {
		p.Bounds = Bounds{Least: least, Most: most}
		return p
	}
	pin := func(p Problem, pins ...Pin) Problem {
		p.Pins = pins
		return p
	}
	tests := []struct {
		name    string
		problem Problem
		want    Cause
	}{
		{
			"a place heavier than any zone may be",
			bound(chain(0, 3, 9, 3, 0), 0, 8),
			Cause{Why: TooHeavy, Places: []int{2}, Limit: 8},
		},
		{
			"a pin behind another centre",
			pin(chain(0, 1, 1, 0), Pin{1, 1}, Pin{2, 0}),
			Cause{Why: PinUnreached, Places: []int{2}, Centres: []int{0}, Cutting: []int{1, 3}},
		},
		{
			"too much pinned to one centre",
			bound(pin(chain(0, 4, 4, 1, 0), Pin{1, 0}, Pin{2, 0}), 0, 7),
			Cause{Why: PinsHeavy, Places: []int{1, 2}, Centres: []int{0}, Weight: 8, Limit: 7},
		},
		{
			"more in all than all zones may be",
			bound(chain(0, 4, 4, 4, 0), 0, 5),
			Cause{
				Why:     Crowded,
				Places:  []int{1, 2, 3},
				Centres: []int{0, 1},
				Weight:  12,
				Limit:   10,
			},
		},
		{
			"less in all than all zones must be",
			bound(chain(0, 4, 4, 0), 5, 9),
			Cause{Why: Starved, Places: []int{1, 2}, Centres: []int{0, 1}, Weight: 8, Limit: 10},
		},
		{
			"places that only whole ones stand in the way of",
			bound(chain(0, 4, 4, 4, 0), 6, 6),
			Cause{Why: Indivisible},
		},
	}
	for _, test := range tests {
		_, err := Solve(context.Background(), test.problem)
		var no *Infeasible
		if !errors.As(err, &no) {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := no.Causes[0]
		if test.want.Why == Indivisible {
			if got.Why != Indivisible || len(got.Places) == 0 {
				t.Errorf("%s: %+v", test.name, got)
			}
			continue
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// Two pins whose only ways cross in the one place in the middle; a third pin
// is not to blame.
func TestPinsThatCrossAreNamedAndNoOthers(t *testing.T) {
	p := Problem{Weights: make([]int64, 7), Bounds: Unbounded()}
	for _, i := range []int{0, 1, 2, 3} {
		p.Borders = append(p.Borders, Border{i, 4, 1})
	}
	p.Borders = append(p.Borders, Border{0, 5, 1}, Border{5, 6, 1})
	p.Centres = [][]int{{0}, {1}}
	p.Pins = []Pin{{2, 0}, {3, 1}, {6, 0}}
	_, err := Solve(context.Background(), p)
	var no *Infeasible
	if !errors.As(err, &no) || no.Causes[0].Why != PinsCross ||
		!slices.Equal(no.Causes[0].Places, []int{2, 3}) {
		t.Fatalf("%v %+v", err, no)
	}
}

func TestIslandsAreNamedOrLeftOut(t *testing.T) {
	p := chain(0, 1, 1, 0)
	p.Weights = append(p.Weights, 5, 6)
	p.Borders = append(p.Borders, Border{4, 5, 1})
	_, err := Solve(context.Background(), p)
	var far *Unreachable
	if !errors.As(err, &far) || !slices.Equal(far.Places, []int{4, 5}) {
		t.Fatal(err)
	}
	p.LeaveOut = true
	p.Bounds = Bounds{Around: true} // around the mean of those that count
	a := mustSolve(t, p)
	if want := []int{0, 0, 1, 1, -1, -1}; !slices.Equal(a.Zone, want) || a.Least != 1 {
		t.Errorf("zones %v, want %v; least %d", a.Zone, want, a.Least)
	}
	if a.Reasons[4] != "" || a.Moves[4] != nil {
		t.Error("an island has a reason")
	}
	p.Pins = []Pin{{5, 1}}
	var no *Infeasible
	if _, err := Solve(context.Background(), p); !errors.As(err, &no) ||
		no.Causes[0].Why != PinUnreached {
		t.Error("a pinned island is left out", err)
	}
}

// A centre of two places that do not touch: its zone may hang on either.
func TestACentreMayLieInPieces(t *testing.T) {
	p := chain(0, 1, 1, 1, 1, 0)
	p.Centres = [][]int{{0, 5}, {2}}
	a := mustSolve(t, p)
	if want := []int{0, 0, 1, 1, 0, 0}; !slices.Equal(a.Zone, want) || !a.Proved {
		t.Errorf("zones %v, want %v", a.Zone, want)
	}
}

func TestFormIsRefused(t *testing.T) {
	for what, spoil := range map[string]func(*Problem){
		"weight below zero":      func(p *Problem) { p.Weights[1] = -1 },
		"border":                 func(p *Problem) { p.Borders[0].B = 9 },
		"tie":                    func(p *Problem) { p.Ties = []Tie{{1, 1, 5}} },
		"no centre":              func(p *Problem) { p.Centres = nil },
		"centre without a place": func(p *Problem) { p.Centres[0] = nil },
		"place of a centre":      func(p *Problem) { p.Centres[1] = []int{0} },
		"pin":                    func(p *Problem) { p.Pins = []Pin{{0, 1}} },
		"bounds":                 func(p *Problem) { p.Bounds = Bounds{Least: 2, Most: 1} },
	} {
		p := chain(1, 1, 1, 1)
		spoil(&p)
		_, err := Solve(context.Background(), p)
		var form *InputError
		if !errors.As(err, &form) || form.What != what {
			t.Errorf("%s: %v", what, err)
		}
	}
	for name, p := range map[string]Problem{
		"weights": chain(0, math.MaxInt64/2, math.MaxInt64/2, 0),
		"borders": {
			Weights: []int64{0, 0, 0}, Centres: [][]int{{0}}, Bounds: Unbounded(),
			Borders: []Border{{0, 1, math.MaxInt64}, {1, 2, 1}},
		},
		"ways": {
			Weights: []int64{0, 1 << 40, 0}, Centres: [][]int{{0}, {2}}, Bounds: Unbounded(),
			Borders: []Border{{0, 1, 1 << 40}, {1, 2, 1}},
		},
		"ties": {
			Weights: []int64{0, 1, 0}, Centres: [][]int{{0}, {2}}, Bounds: Unbounded(),
			Borders: []Border{{0, 1, 1}, {1, 2, 1}}, Objective: Ties,
			Ties: []Tie{{0, 1, math.MaxInt64 / 2}},
		},
	} {
		var size *SizeError
		if _, err := Solve(context.Background(), p); !errors.As(err, &size) {
			t.Errorf("%s beyond 64 bits: %v", name, err)
		}
	}
}

// A sheet is a random map of points with about five neighbours each, as
// problem and as what package check is told.
func sheet(r *rand.Rand, n int) (Problem, *check.Zoning) {
	p := Problem{Objective: Objective(r.IntN(2)), Bounds: Unbounded()}
	z := &check.Zoning{Pins: map[int]int{}, Most: math.MaxInt64, ByTies: p.Objective == Ties}
	for i := range n {
		z.Codes = append(z.Codes, string(rune('A'+i%26))+string(rune('a'+i/26)))
		z.At = append(z.At, atlas.Point{Lon: 110 + 4*r.Float64(), Lat: 36 + 4*r.Float64()})
		z.Weight = append(z.Weight, int64(r.IntN(90)*r.IntN(90)))
	}
	p.Weights = z.Weight
	near := func(i int) []int {
		by := make([]int, n)
		for k := range by {
			by[k] = k
		}
		slices.SortFunc(by, func(a, b int) int {
			return int(
				1e6 * (atlas.DistanceKm(z.At[i], z.At[a]) - atlas.DistanceKm(z.At[i], z.At[b])),
			)
		})
		return by
	}
	for i := range n {
		for _, k := range near(i)[1:4] {
			km := atlas.DistanceKm(z.At[i], z.At[k])
			p.Borders = append(p.Borders, Border{i, k, int64(math.RoundToEven(km * 1e6))})
			z.Borders = append(z.Borders, [2]int{i, k})
		}
	}
	order := r.Perm(n)
	for j := range 3 {
		p.Centres = append(p.Centres, order[2*j:2*j+1+r.IntN(2)])
		z.Centres = append(z.Centres, check.ZoneCentre{
			Name: string(rune('X' + j)), Places: p.Centres[j],
		})
	}
	for range r.IntN(2) {
		pin := Pin{order[10+r.IntN(5)], r.IntN(3)}
		p.Pins = append(p.Pins, pin)
		z.Pins[pin.Place] = pin.Centre
	}
	for a := range n {
		for range 4 {
			if b := r.IntN(n); b > a {
				tie := Tie{a, b, int64(r.IntN(1000))}
				p.Ties = append(p.Ties, tie)
				z.Ties = append(z.Ties, check.ZoneTie{A: a, B: b, Strength: tie.Value})
			}
		}
	}
	return p, z
}

// Every claim of an answer is checked by package check, which shares no code
// with this one.
func TestAnswersStandUpToTheCheck(t *testing.T) {
	solved, reasons := 0, map[Reason]int{}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 31))
		p, z := sheet(r, 20+r.IntN(40))
		if tolerance := []int64{-1, 100_000, 300_000}[r.IntN(3)]; tolerance >= 0 {
			p.Bounds = Bounds{Around: true, Tolerance: tolerance}
		}
		a, err := Solve(context.Background(), p)
		var far *Unreachable
		var no *Infeasible
		if errors.As(err, &far) || errors.As(err, &no) {
			continue
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		z.Least, z.Most = a.Least, a.Most
		var rows []check.ZoneRow
		for i, j := range a.Zone {
			reasons[a.Reasons[i]]++
			rows = append(rows, check.ZoneRow{
				Line: i + 2, Code: z.Codes[i], Centre: z.Centres[j].Name,
				Reason: string(a.Reasons[i]),
			})
		}
		verdict := check.Zones(z, rows)
		if len(verdict.Findings) > 0 || verdict.Cost != a.Cost || !a.Proved || a.Bound != a.Cost {
			t.Fatalf("seed %d: cost %d, bound %d, the check finds %d and %v",
				seed, a.Cost, a.Bound, verdict.Cost, verdict.Findings)
		}
		solved++
	}
	if solved < 20 || len(reasons) < 5 {
		t.Fatal("too few of the maps have zones", solved, reasons)
	}
}
