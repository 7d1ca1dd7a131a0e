package check

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"hinterland"
)

// The files of a plan, as findings name them.
const (
	planLinesFile       = "lines.csv"
	planShortfallsFile  = "shortfalls.csv"
	planSharesFile      = "shares.csv"
	planCertificateFile = "certificate.csv"
	planSummaryFile     = "summary.json"
)

// A PlanVerdict is what a check of a plan comes to. A plan whose Findings are
// empty keeps every claim it makes.
type PlanVerdict struct {
	// Findings are the broken claims, sorted, each with its row; of one kind
	// no more than maxPlanFindings, and Untold says how many more there are.
	Findings hinterland.Refusals
	Untold   int

	// Goods and Lines are how many were checked, Claims how many single
	// statements: a line's cost, its reason, what a need gets, a price. A good
	// that nobody offers or needs, as most parents of goods, is not counted.
	Goods, Lines, Claims int

	told map[hinterland.Reason]int
}

// maxPlanFindings bounds how many findings of one kind are told: whoever has
// seen twenty knows what is wrong.
const maxPlanFindings = 20

// find adds a finding, or counts it where there are enough of its kind.
func (v *PlanVerdict) find(at hinterland.Where, reason hinterland.Reason, args hinterland.Args) {
	if v.told[reason]++; v.told[reason] > maxPlanFindings {
		v.Untold++
		return
	}
	v.Findings = append(v.Findings, hinterland.Refuse(hinterland.Conflict, reason, args).In(at))
}

// count is the number of findings so far, told or not.
func (v *PlanVerdict) count() int { return len(v.Findings) + v.Untold }

// Plan re-checks every claim that plan makes about region, which must have
// passed Region.Check: that lines are possible, that sums are right, that no
// wish could be met better, and that each reason is the true one. Only the
// hash of the certificate is left to whoever has the files. A good whose sums
// are wrong is not asked about its wishes, and one that could be planned
// better not about its reasons: they would mean nothing. The plan is not
// changed. The error is that of ctx; there is no verdict then, since what was
// not looked at yet might not hold.
func Plan(ctx context.Context, region *hinterland.Region, plan *hinterland.Plan,
) (*PlanVerdict, error) {
	v := &PlanVerdict{Lines: len(plan.Lines)}
	v.told = map[hinterland.Reason]int{}
	switch plan.Policy {
	case hinterland.ZonesFirst, hinterland.ZonesPrefer, hinterland.ZonesIgnore:
		c := &planCheck{
			PlanVerdict: v, ctx: ctx, policy: plan.Policy, signed: len(region.Signed) > 0,
			ground: newPlanGround(region),
		}
		c.checkGoods(c.sortPapers(region, plan))
	default:
		v.find(hinterland.Where{File: planSummaryFile, Column: "zones", Value: string(plan.Policy)},
			"plan.policy", nil)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v.Findings.Sort()
	return v, nil
}

// A planCheck is one run over a plan.
type planCheck struct {
	*PlanVerdict
	ctx    context.Context
	policy hinterland.Policy
	signed bool // there is an earlier plan to stay near
	ground *planGround
}

// ended reports whether nobody waits for the verdict any more. Whatever may take
// long asks at each turn and gives up where it stands; what it leaves half done
// is looked at by nobody, as every step asks first.
func (c *planCheck) ended() bool { return c.ctx.Err() != nil }

// inTurn takes one step after another until the check is to end.
func (c *planCheck) inTurn(steps ...func()) {
	for _, step := range steps {
		if c.ended() {
			return
		}
		step()
	}
}

// checkGoods checks one good after another.
func (c *planCheck) checkGoods(all []*planPapers) {
	for _, papers := range all {
		c.inTurn(func() { c.checkGood(papers) })
	}
}

// checkGood checks all that the plan says of one good, in the order in which
// one claim leans on another.
func (c *planCheck) checkGood(papers *planPapers) {
	g := newPlanGood(c, papers)
	before := c.count()
	g.readLines()
	g.readShares()
	sound := c.count() == before
	g.checkShortfalls()
	g.checkSummary()
	if !sound {
		return
	}
	before = c.count()
	c.inTurn(g.link, g.checkFloors, g.checkOwn, g.checkWishes, g.checkCertificate)
	if c.count() == before {
		c.inTurn(g.checkLineReasons, g.checkShortReasons)
	}
}

// planPapers are the rows of region and plan that speak of one good.
type planPapers struct {
	good       *hinterland.Good
	offers     []*hinterland.Offer
	needs      []*hinterland.Need
	floors     []*hinterland.Floor
	fixings    []*hinterland.Fixing
	signed     []*hinterland.Line
	lines      []*hinterland.Line
	shortfalls []*hinterland.Shortfall
	shares     []*hinterland.Share
	potentials []*hinterland.Potential
	summaries  []*hinterland.GoodSummary
}

// sortPapers sorts all rows by good, the goods by code. Rows of a plan that
// name an unknown good are findings; such rows of an earlier plan are not.
func (c *planCheck) sortPapers(region *hinterland.Region, plan *hinterland.Plan) []*planPapers {
	byGood := map[hinterland.GoodCode]*planPapers{}
	var all []*planPapers
	for i := range region.Goods {
		p := &planPapers{good: &region.Goods[i]}
		byGood[p.good.Code] = p
		all = append(all, p)
	}
	nowhere := &planPapers{}
	of := func(code hinterland.GoodCode, file string, row int) *planPapers {
		if p, ok := byGood[code]; ok {
			return p
		}
		if file != "" {
			c.find(hinterland.Where{File: file, Line: row, Column: "good", Value: string(code)},
				"code.unknown", hinterland.Args{"table": hinterland.GoodsTable})
		}
		return nowhere
	}
	sortRegion(region, of)
	sortPlan(plan, of)
	slices.SortFunc(all, func(a, b *planPapers) int {
		return cmp.Compare(a.good.Code, b.good.Code)
	})
	return all
}

// A planShelf finds the papers of a good for a row of a file.
type planShelf func(code hinterland.GoodCode, file string, row int) *planPapers

func sortRegion(region *hinterland.Region, of planShelf) {
	for i := range region.Offers {
		p := of(region.Offers[i].Good, "", 0)
		p.offers = append(p.offers, &region.Offers[i])
	}
	for i := range region.Needs {
		p := of(region.Needs[i].Good, "", 0)
		p.needs = append(p.needs, &region.Needs[i])
	}
	for i := range region.Floors {
		p := of(region.Floors[i].Good, "", 0)
		p.floors = append(p.floors, &region.Floors[i])
	}
	for i := range region.Fixings {
		p := of(region.Fixings[i].Good, "", 0)
		p.fixings = append(p.fixings, &region.Fixings[i])
	}
	for i := range region.Signed {
		p := of(region.Signed[i].Good, "", 0)
		p.signed = append(p.signed, &region.Signed[i])
	}
}

func sortPlan(plan *hinterland.Plan, of planShelf) {
	for i := range plan.Lines {
		p := of(plan.Lines[i].Good, planLinesFile, plan.Lines[i].Row)
		p.lines = append(p.lines, &plan.Lines[i])
	}
	for i := range plan.Shortfalls {
		p := of(plan.Shortfalls[i].Good, planShortfallsFile, plan.Shortfalls[i].Row)
		p.shortfalls = append(p.shortfalls, &plan.Shortfalls[i])
	}
	for i := range plan.Shares {
		p := of(plan.Shares[i].Good, planSharesFile, plan.Shares[i].Row)
		p.shares = append(p.shares, &plan.Shares[i])
	}
	for i := range plan.Potentials {
		p := of(plan.Potentials[i].Good, planCertificateFile, plan.Potentials[i].Row)
		p.potentials = append(p.potentials, &plan.Potentials[i])
	}
	for i := range plan.Goods {
		p := of(plan.Goods[i].Good, planSummaryFile, 0)
		p.summaries = append(p.summaries, &plan.Goods[i])
	}
}

// planCell names a cell of a row for a finding.
func planCell[S ~string](file string, row int, column string, value S) hinterland.Where {
	return hinterland.Where{File: file, Line: row, Column: column, Value: string(value)}
}

// planWhole words a whole number.
func planWhole[N ~int | ~int64](n N) string { return strconv.FormatInt(int64(n), 10) }

// planMoney words a sum of money.
func planMoney[N ~int64](n N) string {
	return hinterland.FormatDecimal(int64(n), hinterland.MoneyPlaces)
}
