package hinterland

import (
	"cmp"
	"maps"
	"slices"
)

// A Weighing is in what two plans of one good differ: needs that get more or less,
// those that lose first, and lines that move. Kept lines are counted.
type Weighing struct {
	Was, Is GoodSummary
	Needs   []NeedMove
	Lines   []WeighedLine
	Kept    int
}

// A NeedMove is a need of which two plans meet so much each; Reason is why the later
// one leaves it short, where it does.
type NeedMove struct {
	Share
	Was    Quantity
	Reason ShortReason
}

// A WeighedLine is a line that moves. Of one that is less or gone it is told why.
type WeighedLine struct {
	LineMove
	Motive Motive
	Short  ShortReason
}

// Weigh compares two plans of one good of a region, of which one may be empty.
func Weigh(was, is *Plan) (*Weighing, error) {
	w := &Weighing{Needs: needMoves(was, is)}
	var shares [2][]KeptShare
	for i, p := range []*Plan{was, is} {
		var err error
		if shares[i], err = new(KeptPlan).share(p); err != nil {
			return nil, err
		}
		if len(p.Goods) > 0 {
			*[]*GoodSummary{&w.Was, &w.Is}[i] = p.Goods[0]
		}
	}
	why := MotivesOf(shares[0], shares[1])
	for _, m := range Moves(was.Lines, is.Lines) {
		line := WeighedLine{LineMove: m}
		switch m.Kind() {
		case MoveKept:
			w.Kept++
			continue
		case MoveGone, MoveLess:
			line.Motive, line.Short = why.Of(&m)
		}
		w.Lines = append(w.Lines, line)
	}
	return w, nil
}

// needMoves are the needs that two plans do not meet alike: those that lose before
// those that win, and the more urgent first. Needs are the same in both plans, since
// nothing but a line was changed; one that only the earlier plan knew would be another.
func needMoves(was, is *Plan) []NeedMove {
	type need struct {
		party    PartyCode
		period   Period
		priority int
	}
	found := map[need]*NeedMove{}
	for i := range is.Shares {
		s := &is.Shares[i]
		found[need{s.Party, s.Period, s.Priority}] = &NeedMove{Share: *s}
	}
	for i := range was.Shares {
		s := &was.Shares[i]
		if m := found[need{s.Party, s.Period, s.Priority}]; m != nil {
			m.Was = s.Met
		}
	}
	for i := range is.Shortfalls {
		s := &is.Shortfalls[i]
		if m := found[need{s.Party, s.Period, s.Priority}]; m != nil {
			m.Reason = s.Reason
		}
	}
	maps.DeleteFunc(found, func(_ need, m *NeedMove) bool { return m.Was == m.Met })
	moves := make([]NeedMove, 0, len(found))
	for _, m := range found {
		moves = append(moves, *m)
	}
	wins := func(m *NeedMove) int {
		if m.Met > m.Was {
			return 1
		}
		return 0
	}
	slices.SortFunc(moves, func(a, b NeedMove) int {
		return cmp.Or(cmp.Compare(wins(&a), wins(&b)), cmp.Compare(a.Priority, b.Priority),
			cmp.Compare(a.Party, b.Party), cmp.Compare(a.Period, b.Period))
	})
	return moves
}
