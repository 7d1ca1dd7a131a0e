package hinterland

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func yuanTerms() FundTerms {
	return FundTerms{
		Name: Name{English: "Raw materials"}, Trustee: "office", Currency: "CNY", Low: "10",
		High: "15.50", From: 100, Last: 200, Purposes: []string{"Looms", "Seed"},
		Eligible: []PartyCode{"coop"},
	}
}

func TestAFundIsOpenedOnTermsThatHoldTogether(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*FundTerms)
		reason Reason
		column string
	}{
		{"as it is", func(*FundTerms) {}, "", ""},
		{"one sum for a target", func(f *FundTerms) { f.Low = f.High }, "", ""},
		{"a target from nothing", func(f *FundTerms) { f.Low = "0" }, "", ""},
		{
			"a target below its beginning", func(f *FundTerms) { f.Low = "15.51" },
			"fund.target", "high",
		},
		{
			"a target of nothing", func(f *FundTerms) { f.Low, f.High = "0", "0" },
			"fund.target", "high",
		},
		{"a tenth of a fen", func(f *FundTerms) { f.High = "15.555" }, "sum.places", "high"},
		{"no number", func(f *FundTerms) { f.Low = "ten" }, "number.form", "low"},
		{"no currency", func(f *FundTerms) { f.Currency = "ABC" }, "currency.unknown", "currency"},
		{"no name", func(f *FundTerms) { f.Name = Name{} }, "cell.blank", "name"},
		{"one day", func(f *FundTerms) { f.Last = f.From }, "", ""},
		{
			"a term that runs backwards", func(f *FundTerms) { f.Last = 99 },
			"term.backwards", "last",
		},
		{"no purpose", func(f *FundTerms) { f.Purposes = nil }, "fund.purposes", "purposes"},
		{
			"as many purposes as may be", func(f *FundTerms) { f.Purposes = many(MaxPurposes) },
			"", "",
		},
		{
			"one more", func(f *FundTerms) { f.Purposes = many(MaxPurposes + 1) },
			"fund.purposes", "purposes",
		},
		{
			"a purpose twice", func(f *FundTerms) { f.Purposes[1] = "Looms" },
			"fund.purpose.twice", "purposes.2",
		},
		{"a blank purpose", func(f *FundTerms) { f.Purposes[0] = " " }, "cell.blank", "purposes.1"},
		{
			"a condition for all",
			func(f *FundTerms) { f.Eligible, f.Condition = nil, "Short of funds" }, "", "",
		},
		{
			"nobody who may ask", func(f *FundTerms) { f.Eligible = nil },
			"fund.eligible", "eligible",
		},
	} {
		terms := yuanTerms()
		tt.change(&terms)
		f, faults := terms.Open(7)
		if tt.reason == "" {
			if len(faults) > 0 || f.Terms == "" || f.Closed != Forevermore {
				t.Errorf("%s: %v", tt.name, faults)
			}
			continue
		}
		if len(faults) != 1 || faults[0].Reason != tt.reason || faults[0].At.Column != tt.column {
			t.Errorf("%s: %v", tt.name, faults)
		}
	}
}

// many are so many purposes.
func many(n int) []string {
	var purposes []string
	for i := range n {
		purposes = append(purposes, FormatDecimal(int64(i), 0))
	}
	return purposes
}

func TestAFundIsReachedBetweenItsBounds(t *testing.T) {
	for pledged, want := range map[int64]int{999: -1, 1000: 0, 1550: 0, 1551: 1} {
		f := Fund{Low: 1000, High: 1550, Pledged: pledged}
		if got := f.Reach(); got != want {
			t.Errorf("%d pledged: %d, want %d", pledged, got, want)
		}
	}
}

func TestAFundIsAskedWithinItsTermUntilItIsClosed(t *testing.T) {
	for _, tt := range []struct {
		today, closed Day
		reason        Reason
	}{
		{99, Forevermore, "fund.term"},
		{100, Forevermore, ""},
		{200, Forevermore, ""},
		{201, Forevermore, "fund.term"},
		{149, 150, ""},
		{150, 150, "fund.closed"},
	} {
		f := Fund{From: 100, Last: 200, Closed: tt.closed}
		if got := f.CheckDay(tt.today); (got == nil) != (tt.reason == "") ||
			got != nil && got.Reason != tt.reason {
			t.Errorf("day %d: %v, want %q", tt.today, got, tt.reason)
		}
	}
}

func TestAGrantIsRepaidWithinTheTermAndNoMoreThanGranted(t *testing.T) {
	f := &Fund{From: 100, Last: 200}
	for _, tt := range []struct {
		name     string
		schedule []Repayment
		column   string
		reason   Reason
	}{
		{"nothing asked back", nil, "", ""},
		{"all of it", []Repayment{{100, "4"}, {200, "6.00"}}, "", ""},
		{"a part of it", []Repayment{{150, "4"}}, "", ""},
		{
			"a fen more",
			[]Repayment{{150, "4"}, {151, "6.01"}},
			"schedule.2.amount", "grant.schedule",
		},
		{"nothing on a day", []Repayment{{150, "0"}}, "schedule.1.amount", "grant.schedule"},
		{"too fine", []Repayment{{150, "0.001"}}, "schedule.1.amount", "sum.places"},
		{"before the term", []Repayment{{99, "1"}}, "schedule.1.due", "schedule.term"},
		{"after it", []Repayment{{201, "1"}}, "schedule.1.due", "schedule.term"},
		{"twice on a day", []Repayment{{150, "1"}, {150, "1"}}, "schedule.2.due", "schedule.order"},
		{"too often", make([]Repayment, MaxRepayments+1), "", "schedule.length"},
	} {
		g := &Grant{Currency: "CNY", Amount: 1000}
		faults := g.PlanRepayment(f, tt.schedule)
		at := slices.IndexFunc(faults, func(r *Refusal) bool { return r.Reason == tt.reason })
		if (tt.reason == "") != (len(faults) == 0) || tt.reason != "" && at < 0 ||
			tt.column != "" && faults[at].At.Column != tt.column {
			t.Errorf("%s: %v", tt.name, faults)
		}
	}
}

func TestOnlyWhatWasDrawnIsLate(t *testing.T) {
	schedule := []Repayment{{150, "4"}, {160, "6"}}
	for _, tt := range []struct {
		day           Day
		drawn, repaid int64
		want          int64
		since         Day
	}{
		{150, 1000, 0, 0, 0},
		{151, 1000, 0, 400, 150},
		{151, 1000, 400, 0, 0},
		{151, 300, 0, 300, 150},
		{151, 0, 0, 0, 0},
		{161, 1000, 0, 1000, 150},
		{161, 1000, 399, 601, 150},
		{161, 1000, 400, 600, 160},
		{161, 700, 400, 300, 160},
		{161, 1000, 1000, 0, 0},
	} {
		g := &Grant{Currency: "CNY", Amount: 1000, Drawn: tt.drawn, Repaid: tt.repaid}
		if got := g.Late(schedule, tt.day); got != tt.want {
			t.Errorf("%+v: %d late", tt, got)
		}
		if got := g.LateSince(schedule, tt.day); got != tt.since {
			t.Errorf("%+v: late since %d", tt, got)
		}
	}
}

// evenly is what ShareEvenly should do, one unit after another: each goes to
// who has least of those who still want one, the earliest first.
func evenly(free int64, wants []int64) []int64 {
	got := make([]int64, len(wants))
	for range free {
		best := -1
		for i := range wants {
			if got[i] < wants[i] && (best < 0 || got[i] < got[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		got[best]++
	}
	return got
}

func TestWhatIsFreeIsSharedEvenly(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 1958))
	for range 20_000 {
		wants := make([]int64, dice.IntN(7))
		for i := range wants {
			wants[i] = dice.Int64N(12)
		}
		free := dice.Int64N(40)
		if got := ShareEvenly(free, wants); !slices.Equal(got, evenly(free, wants)) {
			t.Fatalf("%d among %v: %v, want %v", free, wants, got, evenly(free, wants))
		}
	}
}

// Nobody has less than another who could give some, and nothing is left that
// somebody wants, at any size.
func TestLargeSumsAreSharedEvenlyToo(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 1958))
	for range 2000 {
		wants := make([]int64, 1+dice.IntN(9))
		var wanted, given int64
		for i := range wants {
			wants[i] = dice.Int64N(MaxSum)
			wanted += wants[i]
		}
		free := dice.Int64N(MaxSum)
		got := ShareEvenly(free, wants)
		most := slices.MaxFunc(got, cmp.Compare[int64])
		for i := range got {
			given += got[i]
			if got[i] > wants[i] || got[i] < wants[i] && got[i] < most-1 {
				t.Fatalf("%d among %v: %v", free, wants, got)
			}
		}
		if given != min(free, wanted) {
			t.Fatalf("%d of %d are given to %v", given, free, wants)
		}
	}
	if got := ShareEvenly(math.MaxInt64, []int64{0, 5}); !slices.Equal(got, []int64{0, 5}) {
		t.Errorf("got %v", got)
	}
}
