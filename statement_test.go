package hinterland

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestWhatIsStatedIsReadOrRefused(t *testing.T) {
	steel := &Good{Code: "steel", Decimals: 1}
	for name, c := range map[string]struct {
		texts []string
		want  Series
		fault string
	}{
		"as many as there are":        {[]string{"1", "0", "2.5"}, "10,0,25", ""},
		"none behind the last":        {[]string{"1"}, "10", ""},
		"noughts behind the last":     {[]string{"1", "0", "0"}, "10", ""},
		"one period too many":         {[]string{"1", "1", "1", "1"}, "", "statement.periods"},
		"nothing at all":              {[]string{"0", "0"}, "", "statement.nothing"},
		"no period":                   {nil, "", "statement.nothing"},
		"no number":                   {[]string{"1", "much"}, "", "number.form"},
		"too many decimals":           {[]string{"0.05"}, "", "number.places"},
		"the most that can be stated": {[]string{"100000000000000"}, "1000000000000000", ""},
		"one step more":               {[]string{"100000000000000", "0.1"}, "", "total.size"},
	} {
		s := Statement{}
		faults := s.State(c.texts, steel, 3)
		switch {
		case c.fault == "" && (len(faults) > 0 || s.Amounts != c.want):
			t.Errorf("%s: %q, %v", name, s.Amounts, faults)
		case c.fault != "" && (len(faults) != 1 || string(faults[0].Reason) != c.fault ||
			!strings.HasPrefix(faults[0].At.Column, "quantities")):
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestAStatementIsRefusedWhere(t *testing.T) {
	for name, c := range map[string]struct {
		s    Statement
		want Reason
	}{
		"an offer for nothing":  {Statement{Kind: Offered}, ""},
		"the dearest offer":     {Statement{Kind: Offered, Price: MaxUnitCost}, ""},
		"a dearer offer":        {Statement{Kind: Offered, Price: MaxUnitCost + 1}, "cost.size"},
		"a need of no priority": {Statement{Kind: Needed}, "number.range"},
		"the most urgent need":  {Statement{Kind: Needed, Priority: 1}, ""},
		"the least urgent need": {Statement{Kind: Needed, Priority: MaxPriority}, ""},
		"a less urgent one": {
			Statement{Kind: Needed, Priority: MaxPriority + 1}, "number.range",
		},
	} {
		c.s.Horizon, c.s.Party, c.s.Good = "h", "p", "g"
		var got Reason
		for _, f := range c.s.Check() {
			got = f.Reason
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAPlanKnowsARowForEachPeriod(t *testing.T) {
	s := Statement{Party: "p", Good: "g", Price: 7, Amounts: "5,0,6"}
	want := []Offer{
		{Party: "p", Good: "g", Period: 1, Quantity: 5, Price: 7},
		{Party: "p", Good: "g", Period: 3, Quantity: 6, Price: 7},
	}
	if got := s.Offers(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	s = Statement{Party: "p", Good: "g", Priority: 2, Amounts: "0,4"}
	if got, want := s.Needs(), []Need{
		{Party: "p", Good: "g", Period: 2, Quantity: 4, Priority: 2},
	}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	sums := []Quantity{1, 1}
	if s.Amounts.Add(sums); !slices.Equal(sums, []Quantity{1, 5}) {
		t.Errorf("%v", sums)
	}
	if got := Series("").Quantities(); got != nil {
		t.Errorf("%v", got)
	}
}

func TestAMarkStandsBehindAListWithoutNamingAPrice(t *testing.T) {
	at := func(party PartyCode, good GoodCode, price Money) Statement {
		return Statement{Party: party, Good: good, Price: price}
	}
	list := []Statement{at("a", "g", 1), at("b", "g", 1), at("b", "g", 2)}
	for name, c := range map[string]struct {
		list []Statement
		from Mark
		want Mark
	}{
		"nothing was read":             {nil, Mark{"a", "g", 1}, Mark{"a", "g", 1}},
		"two of the last pair":         {list, Mark{}, Mark{"b", "g", 2}},
		"and those met before":         {list[1:], Mark{"b", "g", 3}, Mark{"b", "g", 5}},
		"those of others do not count": {list, Mark{"b", "g", 3}, Mark{"b", "g", 2}},
	} {
		if got := MarkAfter(c.list, c.from); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
