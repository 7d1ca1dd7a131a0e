package check

import (
	"os"
	"slices"
	"testing"

	"hinterland"
)

func brutePolicies() []hinterland.Policy {
	return []hinterland.Policy{
		hinterland.ZonesFirst,
		hinterland.ZonesPrefer,
		hinterland.ZonesIgnore,
	}
}

// bruteSeeds is how many regions a test draws: a hundred times as many where
// HINTERLAND_LONG asks for it.
func bruteSeeds(few uint64) uint64 {
	if os.Getenv("HINTERLAND_LONG") != "" {
		return 100 * few
	}
	return few
}

// bruteTold words the first findings of a verdict.
func bruteTold(v *PlanVerdict) string {
	if len(v.Findings) == 0 {
		return "no finding"
	}
	text := ""
	for _, f := range v.Findings[:min(len(v.Findings), 8)] {
		text += "\n  " + f.Error()
	}
	return text
}

func TestEveryBestPlanIsAccepted(t *testing.T) {
	reasons := map[hinterland.LineReason]int{}
	shorts := map[hinterland.ShortReason]int{}
	for seed := range bruteSeeds(1000) {
		region := bruteRegion(seed)
		for _, policy := range brutePolicies() {
			b := newBrute(region, policy)
			for _, flow := range b.flows[:min(len(b.flows), 4)] {
				plan := b.plan(flow, b.met)
				if v := judged(region, plan); len(v.Findings) > 0 {
					t.Fatalf(
						"seed %d, zones %s: %s\n%+v\n%+v\n%+v",
						seed,
						policy,
						bruteTold(v),
						region,
						plan.Lines,
						plan.Shares,
					)
				}
				for _, l := range plan.Lines {
					reasons[l.Reason]++
				}
				for _, s := range plan.Shortfalls {
					shorts[s.Reason]++
				}
			}
		}
	}
	t.Log(reasons, shorts)
}

// bruteIsBest reports whether a flow is one of the best.
func (b *bruteGood) bruteIsBest(flow [][]int64) bool {
	least, price := b.price(b.flows[0]), b.price(flow)
	return least == price
}

// bruteHas reports whether a verdict has a finding of one of the kinds.
func bruteHas(v *PlanVerdict, kinds ...hinterland.Reason) bool {
	for _, f := range v.Findings {
		if slices.Contains(kinds, f.Reason) {
			return true
		}
	}
	return false
}

// bruteAll tests that each kind of finding was told at least once.
func bruteAll(t *testing.T, told map[hinterland.Reason]int, kinds ...hinterland.Reason) {
	t.Helper()
	for _, kind := range kinds {
		if told[kind] == 0 {
			t.Errorf("no plan was refused for %s", kind)
		}
	}
	t.Log(told)
}

func TestEveryPlanThatIsNotBestIsRefused(t *testing.T) {
	told := map[hinterland.Reason]int{}
	for seed := range bruteSeeds(300) {
		region := bruteRegion(seed)
		for _, policy := range brutePolicies() {
			b := newBrute(region, policy)
			b.careless = true
			bruteVectors(b.counts, b.high(), func(x []int64) {
				flows := b.allFlows(b.wants(x))
				if len(flows) == 0 {
					return
				}
				same := slices.Equal(x, b.met)
				if !same {
					flows = b.cheapest(flows)[:1]
				}
				for _, flow := range flows[:min(len(flows), 30)] {
					if same && b.bruteIsBest(flow) {
						continue
					}
					v := judged(region, b.plan(flow, x))
					for _, f := range v.Findings {
						told[f.Reason]++
					}
					if same && !bruteHas(
						v,
						"plan.price.way",
						"plan.price.line",
						"plan.price.below",
						"plan.price.idle",
					) || !same && !bruteHas(v, "plan.class.idle", "plan.class.urgent",
						"plan.share.unequal", "plan.own.taken") {
						t.Fatalf(
							"seed %d, zones %s, rows %d (best %d): %s",
							seed,
							policy,
							x,
							b.met,
							bruteTold(v),
						)
					}
				}
			})
		}
	}
	bruteAll(t, told, "plan.class.idle", "plan.class.urgent", "plan.share.unequal",
		"plan.own.taken", "plan.price.way", "plan.price.line", "plan.price.idle")
}

func TestEveryOtherOwnIsRefused(t *testing.T) {
	told := map[hinterland.Reason]int{}
	for seed := range bruteSeeds(700) {
		region := bruteRegion(seed)
		b := newBrute(region, hinterland.ZonesFirst)
		b.careless = true
		right := slices.Clone(b.own)
		bruteVectors(b.counts, b.met, func(x []int64) {
			if slices.Equal(x, right) {
				return
			}
			b.own = slices.Clone(x)
			v := judged(region, b.plan(b.flows[0], b.met))
			for _, f := range v.Findings {
				told[f.Reason]++
			}
			if !bruteHas(v, "plan.own.impossible", "plan.own.idle", "plan.own.urgent",
				"plan.own.unequal", "plan.own.nowhere") {
				t.Fatalf("seed %d, own %d (right %d): %s", seed, x, right, bruteTold(v))
			}
		})
	}
	bruteAll(t, told, "plan.own.impossible", "plan.own.idle", "plan.own.urgent",
		"plan.own.unequal", "plan.own.nowhere")
}

func TestEveryOtherWayToHonourFloorsIsRefused(t *testing.T) {
	told := map[hinterland.Reason]int{}
	for seed := range bruteSeeds(700) {
		region := bruteRegion(seed)
		b := newBrute(region, hinterland.ZonesIgnore)
		b.careless = true
		right, high := slices.Clone(b.floors), make([]int64, len(b.nodes))
		for v := b.firstFloor; v < len(b.nodes); v++ {
			high[v] = b.nodes[v].promised
		}
		bruteVectors(make([]int64, len(b.nodes)), high, func(x []int64) {
			if slices.Equal(x, right) || !bruteFits(b.supply, b.room, x) {
				return
			}
			b.floors = slices.Clone(x)
			b.countFloors()
			met := b.best(b.counts, b.high(), func(y []int64) bool {
				return bruteFits(b.supply, b.room, b.wants(y))
			}, b.base())
			flow := b.cheapest(b.allFlows(b.wants(met)))[0]
			v := judged(region, b.plan(flow, met))
			for _, f := range v.Findings {
				told[f.Reason]++
			}
			if !bruteHas(v, "plan.floor.more", "plan.floor.unequal") {
				t.Fatalf("seed %d, floors %d (right %d): %s", seed, x, right, bruteTold(v))
			}
		})
	}
	bruteAll(t, told, "plan.floor.more", "plan.floor.unequal")
}
