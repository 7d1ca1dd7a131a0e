package balance

// A walk searches a residual network, along or against the flow of goods. The
// network has two sides and two kinds of arcs. From the wide side an arc leads
// wherever a way is open, which is nearly everywhere, so these arcs are rows of
// sets and a row is crossed in words. From the narrow side arcs lead back only
// where something is carried, a few for each vertex, so they are lists.
//
//	with the goods      lots are wide (open ways), nodes narrow (who sends)
//	against the goods   nodes are wide (ways to them), lots narrow (who gets)
//
// A walk enters every vertex once: O(wide vertices · words + arcs in use). What
// it has seen does not depend on the order in which it goes, so crossing a row
// at a time and both sides in turn is as good as vertex by vertex.
//
// To keep a walk out of some part, mark that part as seen beforehand: see
// reached in share.go.
type walk struct {
	rows  []set
	lists [][]int32
	// Where the walk stands and has to go on from, and all it has seen, of which
	// that is a part.
	wide, narrow         set
	seenWide, seenNarrow set
	goal                 set // nil, or what ends the walk when it comes there
	arrived              bool
}

func newWalk(rows []set, lists [][]int32) *walk {
	wide, narrow := newSets(2, len(rows)), newSets(2, len(lists))
	return &walk{
		rows: rows, lists: lists,
		wide: wide[0], seenWide: wide[1], narrow: narrow[0], seenNarrow: narrow[1],
	}
}

// enter puts the walk on vertices of the wide side that it has not seen.
func (w *walk) enter(some set) {
	for i := range some {
		fresh := some[i] &^ w.seenWide[i]
		w.wide[i] |= fresh
		w.seenWide[i] |= fresh
		w.arrived = w.arrived || w.goal != nil && fresh&w.goal[i] != 0
	}
}

// enterNarrow does the same on the narrow side.
func (w *walk) enterNarrow(some set) {
	for i := range some {
		fresh := some[i] &^ w.seenNarrow[i]
		w.narrow[i] |= fresh
		w.seenNarrow[i] |= fresh
	}
}

// on takes every vertex of the wide side that the walk stands on one arc
// further, then every vertex of the narrow side, and reports whether that led
// to anything new and the goal is not reached.
func (w *walk) on() bool {
	w.wide.each(func(v int) { w.enterNarrow(w.rows[v]) })
	clear(w.wide)
	w.narrow.each(w.back)
	clear(w.narrow)
	return !w.arrived && !w.wide.empty()
}

// back goes from a vertex of the narrow side to all that its list names.
func (w *walk) back(from int) {
	for _, v := range w.lists[from] {
		if v := int(v); !w.seenWide.has(v) {
			w.wide.add(v)
			w.seenWide.add(v)
			w.arrived = w.arrived || w.goal != nil && w.goal.has(v)
		}
	}
}

// toEnd goes on until there is nothing new.
func (w *walk) toEnd() {
	for w.on() {
	}
}
