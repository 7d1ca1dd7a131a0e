package balance

import (
	"context"

	"hinterland"
)

// plan writes a delivery down as the part of a plan that one good is. The
// error is that of ctx: a reason for every line is the longest part of many a
// good.
func (d *delivery) plan(ctx context.Context) (*hinterland.Plan, error) {
	r := newReasons(d)
	lines, err := d.lines(ctx, r)
	if err != nil {
		return nil, err
	}
	return &hinterland.Plan{
		Lines:      lines,
		Shortfalls: d.shortfalls(r),
		Shares:     d.shares(),
		Potentials: d.potentials(),
		Goods:      []hinterland.GoodSummary{d.summary()},
	}, nil
}

// lines splits what each node takes in among its rows. Floors are nodes that
// follow all need nodes, and what they bring is booked on the rows of their
// receiver in turn, so the claims of a receiver live as long as its floors.
// Which lot's goods are booked on which row is free to choose: goods that came
// to the node serve any row of it, and all lines of one way have one reason and
// one cost. Lots in order on rows in order is a choice that everybody can
// repeat.
func (d *delivery) lines(ctx context.Context, r *reasons) ([]hinterland.Line, error) {
	var lines []hinterland.Line
	byFloors := map[receiver][]claim{}
	for n := range d.p.nodes {
		to := receiverOf(&d.p.nodes[n])
		claims := byFloors[to]
		if n < d.p.needs {
			byFloors[to] = d.claims(n, func(row *row) int64 { return row.floor })
			claims = d.claims(n, func(row *row) int64 { return row.met - row.floor })
		}
		for _, x := range d.flows[n] {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			lines = append(lines, d.booked(x, n, claims, r.of(int(x.lot), n))...)
		}
	}
	return lines, nil
}

// booked splits what a lot sends to node n among claims, the most urgent
// first, and takes it off them. What is left when all are satisfied is what a
// floor brings beyond need: priority 0.
func (d *delivery) booked(x load, n int, claims []claim, reason hinterland.LineReason,
) []hinterland.Line {
	var lines []hinterland.Line
	left := x.units
	for i := range claims {
		if part := min(left, claims[i].open); part > 0 {
			lines = append(lines, d.line(int(x.lot), n, claims[i].class, part, reason))
			claims[i].open -= part
			left -= part
		}
	}
	if left > 0 {
		lines = append(lines, d.line(int(x.lot), n, 0, left, reason))
	}
	return lines
}

// A claim is what a row still wants of the goods that come to its node.
type claim struct {
	class int
	open  int64
}

// claims lists what the rows of a need node get of one kind, the most urgent
// first.
func (d *delivery) claims(n int, open func(*row) int64) []claim {
	var claims []claim
	for _, i := range d.p.nodes[n].rows {
		row := &d.p.rows[i]
		claims = append(claims, claim{row.class, open(row)})
	}
	return claims
}

func (d *delivery) line(l, n, class int, quantity int64, reason hinterland.LineReason,
) hinterland.Line {
	from, to := &d.p.lots[l], &d.p.nodes[n]
	return hinterland.Line{
		From: from.party, To: to.party, Good: d.p.good.Code, Price: from.price,
		OfferPeriod: from.period, ShipPeriod: d.p.ship(l, n), Period: to.period, Priority: class,
		Quantity: hinterland.Quantity(quantity), UnitCost: d.p.cost(l, n), Reason: reason,
	}
}

// shortfalls lists what is not met, with a reason for all short rows of a node
// together, worked out for the first.
func (d *delivery) shortfalls(r *reasons) []hinterland.Shortfall {
	var shortfalls []hinterland.Shortfall
	m := newRemedies(r)
	for n := range d.p.nodes[:d.p.needs] {
		to := &d.p.nodes[n]
		var reason hinterland.ShortReason
		var worth int
		for _, i := range to.rows {
			row := &d.p.rows[i]
			if row.short() == 0 {
				continue
			}
			if worth == 0 {
				reason, worth = m.of(n)
			}
			shortfalls = append(shortfalls, hinterland.Shortfall{
				Party: to.party, Good: d.p.good.Code, Period: to.period, Priority: row.class,
				Quantity: hinterland.Quantity(row.short()), Reason: reason, Worth: worth,
			})
		}
	}
	return shortfalls
}

// shares lists what every need gets, floors among it, and under zones first
// what it had from its own zone: met and own are what the certificate rests on.
func (d *delivery) shares() []hinterland.Share {
	var shares []hinterland.Share
	for i := range d.p.rows {
		row := &d.p.rows[i]
		if row.class == 0 {
			continue
		}
		to := &d.p.nodes[row.node]
		share := hinterland.Share{
			Party: to.party, Good: d.p.good.Code, Period: to.period, Priority: row.class,
			Needed: hinterland.Quantity(row.need), Met: hinterland.Quantity(row.met),
		}
		if d.p.policy == hinterland.ZonesFirst {
			share.Own = hinterland.Quantity(row.own)
		}
		shares = append(shares, share)
	}
	return shares
}

// potentials writes the prices of every vertex by every wish; a wish that is
// not in play has none, which reads as 0. They stand as the simplex left them,
// one of several sets that would do where plans are degenerate, and are made
// for checking: docs/decisions/0004-one-good-in-two-steps.md says why they are
// not told as values.
func (d *delivery) potentials() []hinterland.Potential {
	list := make([]hinterland.Potential, 0, len(d.p.lots)+len(d.p.nodes))
	for l := range d.p.lots {
		from := &d.p.lots[l]
		list = append(list, hinterland.Potential{
			Side: hinterland.OfferSide, Party: from.party, Period: from.period, Price: from.price,
		})
	}
	for n := range d.p.nodes {
		to := &d.p.nodes[n]
		at := hinterland.Potential{Side: hinterland.NeedSide, Party: to.party, Period: to.period}
		if n >= d.p.needs {
			at.Side, at.Party, at.To = hinterland.FloorSide, to.seller, to.party
		}
		list = append(list, at)
	}
	for i := range list {
		list[i].Good = d.p.good.Code
		for _, l := range d.levels {
			switch l.name {
			case "zone":
				list[i].Zone = l.price[1+i]
			case "signed":
				list[i].Signed = l.price[1+i]
			default:
				list[i].Cost = l.price[1+i]
			}
		}
	}
	return list
}

// summary sums a good up. Class 0 are its floors, so what was promised and what
// is honoured stands beside what is needed and met.
func (d *delivery) summary() hinterland.GoodSummary {
	s := hinterland.GoodSummary{
		Good: d.p.good.Code, Currency: d.p.good.Currency, Decimals: d.p.good.Decimals,
		Levels: d.p.levelNames(d.levels),
	}
	s.Cost, s.Crossing, s.Moved = d.totals()
	for _, class := range append([]int{0}, d.p.classes()...) {
		sum := hinterland.ClassSum{Priority: class}
		for _, i := range d.p.ofClass(class) {
			sum.Needed += hinterland.Quantity(d.p.rows[i].need)
			sum.Met += hinterland.Quantity(d.p.rows[i].met)
		}
		s.Classes = append(s.Classes, sum)
	}
	return s
}

// levelNames lists the wishes that a plan is proved best for, in order.
func (p *problem) levelNames(last []level) []string {
	names := []string{"floors"}
	if p.policy == hinterland.ZonesFirst {
		names = append(names, "own")
	}
	for _, class := range p.classes() {
		names = append(names, "class-"+hinterland.FormatDecimal(int64(class), 0))
	}
	names = append(names, "shares")
	for _, l := range last {
		names = append(names, l.name)
	}
	return names
}
