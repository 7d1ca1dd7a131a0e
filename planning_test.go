package hinterland

import (
	"fmt"
	"slices"
	"testing"
)

// quarter is a horizon of January to March 2027.
func quarter(t *testing.T) *Horizon {
	t.Helper()
	from, err := ParseDay("2027-01-01")
	if err != nil {
		t.Fatal(err)
	}
	return &Horizon{Code: "q1", From: from, Kind: Months, Periods: 3}
}

func TestWhatIsGuaranteedFirstIsWhatIsDueFirst(t *testing.T) {
	h := quarter(t)
	due := func(item int, floor, quantity, sent Quantity, falls Day) Guaranteed {
		return Guaranteed{Floor: floor, Due: Due{
			Commitment: Commitment{Agreement: 1, Item: item, Quantity: quantity, Sent: sent},
			Falls:      falls, From: "a", To: "b", Good: "g",
		}}
	}
	january, february, march := h.From, h.From+31, h.From+59
	for _, c := range []struct {
		name string
		list []Guaranteed
		want string
	}{
		{"nothing", nil, "[]"},
		{"up to the floor", []Guaranteed{
			due(1, 15, 10, 0, january), due(1, 15, 10, 0, february), due(1, 15, 10, 0, march),
		}, "[1:10 2:5]"},
		{"what is due before is guaranteed, and no affair of the horizon", []Guaranteed{
			due(1, 15, 10, 0, january-1), due(1, 15, 10, 0, march+30), due(1, 15, 10, 0, march+31),
		}, "[3:5]"},
		{"what was sent is sent", []Guaranteed{
			due(1, 15, 10, 4, january), due(1, 15, 10, 7, february),
		}, "[1:6]"},
		{"two items of one month are one floor", []Guaranteed{
			due(1, 4, 10, 0, january), due(2, 5, 10, 0, january+30),
		}, "[1:9]"},
	} {
		got := []string{}
		for _, f := range h.Floors(c.list) {
			got = append(got, fmt.Sprint(f.Period, ":", int64(f.Quantity)))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestAScopeShutsThePeriodsThatItCoversToTheLastDay(t *testing.T) {
	h := quarter(t)
	february, march := h.From+31, h.From+59
	for _, c := range []struct {
		term Term
		want string
	}{
		{Term{From: h.From - 9, To: march + 99}, "1-3 true"},
		{Term{From: february, To: march}, "2-2 true"},
		{Term{From: february + 1, To: march + 31}, "3-3 true"},
		{Term{From: february, To: march + 30}, "2-2 true"},
		{Term{From: february + 1, To: march + 30}, "3-2 false"},
		{Term{From: h.From - 9, To: h.From}, "1-0 false"},
		{Term{From: march + 31, To: march + 99}, "4-3 false"},
	} {
		s, some := h.Scope(&DatedScope{Term: c.term, Basis: PublicLot})
		if got := fmt.Sprintf("%d-%d %t", s.First, s.Last, some); got != c.want || !s.Exclusive {
			t.Errorf("%v shuts %s, want %s", c.term, got, c.want)
		}
	}
}

func TestFloorsThatAScopeForbidsAreLeftOut(t *testing.T) {
	r := valley()
	mill, office := r.Floors[0], r.Floors[0]
	office.To = "office"
	late := office
	late.Period = 7 // after the scope
	permitted, forbidden := r.Permitted([]Floor{mill, office, late})
	if !slices.Equal(permitted, []Floor{mill, late}) || !slices.Equal(forbidden, []Floor{office}) {
		t.Errorf("permitted %v, forbidden %v", permitted, forbidden)
	}
}

func TestOnlyWhoIsConcernedHasToBeSomewhere(t *testing.T) {
	r := &Region{
		Places: []Place{
			{Code: "here", Lon: 1, Lat: 1}, {Code: "there", Lon: Nowhere, Lat: Nowhere},
		},
		Offers:  []Offer{{Party: "seller"}},
		Needs:   []Need{{Party: "buyer"}},
		Floors:  []Floor{{From: "maker", To: "shop"}},
		Scopes:  []Scope{{Buyer: "holder"}},
		Parties: []Party{{Code: "idle"}},
	}
	for _, code := range []PartyCode{"seller", "buyer", "maker", "shop", "holder"} {
		r.Parties = append(r.Parties, Party{Code: code, Place: "there"})
	}
	r.Parties = r.Concerned(r.Parties)
	if len(r.Parties) != 5 || len(r.CheckGround()) > 0 {
		t.Errorf("concerned are %v: %v", r.Parties, r.CheckGround())
	}
	r.Parties[0].Place, r.Parties[1].Place = "here", ""
	faults := r.CheckGround()
	if len(faults) != 2 || faults[0].Reason != "run.placeless" || faults[1].At.Value != "there" {
		t.Errorf("got %v", faults)
	}
}

func TestAPolicyIsOneOfThree(t *testing.T) {
	for policy, reason := range map[Policy]Reason{
		ZonesFirst: "", ZonesPrefer: "", ZonesIgnore: "", "": "run.zones", "often": "run.zones",
	} {
		got := Reason("")
		if refused := policy.Check(); refused != nil {
			got = refused.Reason
		}
		if got != reason {
			t.Errorf("%q: %q", policy, got)
		}
	}
}
