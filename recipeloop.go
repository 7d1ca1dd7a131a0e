package hinterland

import "slices"

// RecipeLoops are the goods that recipes make of one another in a loop, each loop
// by code and the loops by their first: a good of which, by some recipes, another
// is made, and of that in the end the good again. The loops are the strongly
// connected components of the graph from inputs to outputs (Tarjan 1972).
func RecipeLoops(recipes []Recipe) [][]GoodCode {
	f := &loopFinder{next: map[GoodCode][]GoodCode{}, seen: map[GoodCode]int{}}
	for i := range recipes {
		for _, in := range recipes[i].Inputs {
			for _, out := range recipes[i].Outputs {
				f.next[in.Good] = append(f.next[in.Good], out.Good)
			}
		}
	}
	for _, good := range sortedKeys(f.next) {
		if f.seen[good] == 0 {
			f.visit(good)
		}
	}
	slices.SortFunc(f.loops, slices.Compare)
	return f.loops
}

// A loopFinder is Tarjan's search while it goes on. A good is seen as the so manyth;
// it is on the stack until its component is known, and then counts as last.
type loopFinder struct {
	next  map[GoodCode][]GoodCode
	seen  map[GoodCode]int
	stack []GoodCode
	loops [][]GoodCode
}

// offStack is a number that no good on the stack is seen as.
const offStack = 1 << 62

// visit goes through all that a good leads to, and returns the first good on the
// stack that this leads back to, by its number.
//
// A good that leads back to none before it is the first of its component, which is all
// that lies above it on the stack: with it the component is taken off.
func (f *loopFinder) visit(good GoodCode) int {
	number := len(f.seen) + 1
	f.seen[good] = number
	f.stack = append(f.stack, good)
	first := number
	for _, to := range f.next[good] {
		if f.seen[to] == 0 {
			first = min(first, f.visit(to))
		} else {
			first = min(first, f.seen[to])
		}
	}
	if first < number {
		return first
	}
	at := slices.Index(f.stack, good)
	loop := slices.Clone(f.stack[at:])
	f.stack = f.stack[:at]
	for _, g := range loop {
		f.seen[g] = offStack
	}
	if len(loop) > 1 {
		slices.Sort(loop)
		f.loops = append(f.loops, loop)
	}
	return first
}
