package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

func TestAPlanSaysWhoSuppliesWhomThroughRecipes(t *testing.T) {
	w := newSettledWorld(t)
	path := aPlanPath + "/network"
	b := w.as(li)
	b.get(aPlanPath).leads(path)
	row := "Ramie co-op County office Ramie 10 t handmade "
	p := b.get(path).says(row+"no recipe is stated for it").
		leads("/parties/coop", "/parties/office", aPlanPath, path+".csv")
	if !strings.Contains(p.body, "Ramie co-op → County office: Ramie 10 t") {
		t.Error("the picture does not say it")
	}
	w.stateRope("3")
	b.get(path).says(row + "made by a recipe")
	w.as(wang).get(path).says(row)
	b.in("zh-CN").get(path).says("配方供应关系", "按配方制成", "供应明细")
	table := w.as(li).get(path + ".csv").want(http.StatusOK).body
	if !strings.Contains(table, "coop,") ||
		!strings.Contains(table, ",ramie,Ramie,10,t,handmade,") {
		t.Errorf("the table says %s", table)
	}
}

func TestANetworkIsNarrowedToAGoodAndAZone(t *testing.T) {
	b := newSettledWorld(t).as(li)
	for query, shown := range map[string]bool{
		"?good=ramie": true, "?good=paper": false, "?zone=south": false, "?good=&zone=": true,
		"?good=paper&zone=south": false,
	} {
		p := b.get(aPlanPath + "/network" + query).want(http.StatusOK)
		if strings.Contains(p.text(), "Ramie 10 t") != shown {
			t.Errorf("%s: shown %v", query, !shown)
		}
		for _, asked := range strings.Split(strings.TrimPrefix(query, "?"), "&") {
			_, value, _ := strings.Cut(asked, "=")
			if !strings.Contains(p.body, `value="`+value+`" selected`) {
				t.Errorf("%s: the page does not show that it is narrowed to it", query)
			}
		}
		if strings.Contains(p.body, "By this plan nobody") == shown {
			t.Errorf("%s: it says that there is nothing: %v", query, shown)
		}
		table := b.get(aPlanPath + "/network.csv" + query).body
		if strings.Contains(table, "ramie") != shown {
			t.Errorf("%s: in the table %v", query, !shown)
		}
	}
}

func TestALinkIsInAZoneWithEitherEnd(t *testing.T) {
	s := &network{
		n: &names{parties: map[hinterland.PartyCode]hinterland.Party{
			"a": {Place: "east"}, "b": {Place: "west"}, "c": {Place: "west"},
		}},
		in: map[hinterland.PlaceCode]hinterland.ZoneCode{"east": "e", "west": "w"},
	}
	for _, tt := range []struct {
		zone hinterland.ZoneCode
		link office.Link
		want bool
	}{
		{"e", office.Link{From: "a", To: "b"}, true},
		{"e", office.Link{From: "b", To: "a"}, true},
		{"e", office.Link{From: "b", To: "c"}, false},
		{"w", office.Link{From: "a", To: "b"}, true},
		{"", office.Link{From: "b", To: "c"}, true},
	} {
		s.zone = tt.zone
		if got := s.shows(&tt.link); got != tt.want {
			t.Errorf("%q, %v: %v", tt.zone, tt.link, got)
		}
	}
}

// TestARecipeThatDoesNotHoldInTheHorizonFeedsNobody lets the only one that takes ramie
// end before the year, and begin after it.
func TestARecipeThatDoesNotHoldInTheHorizonFeedsNobody(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	for term, shown := range map[[2]string]bool{
		{"2026-01-01", "2026-12-31"}: false, {"2026-01-01", "2027-01-01"}: true,
	} {
		b.fill("/recipes/office/handmade/details", sendButton, "from", term[0], "last", term[1]).
			want(http.StatusSeeOther)
		p := b.get(aPlanPath + "/network")
		if strings.Contains(p.text(), "Ramie 10 t handmade") != shown {
			t.Errorf("%v: shown %v", term, !shown)
		}
	}
}

// TestOfMoreThanSixtyPartiesTheGoodsAreDrawn makes a network of so many takers of one
// party, of whom each makes felt of its ramie, and pulp of nothing that it is sent.
func TestOfMoreThanSixtyPartiesTheGoodsAreDrawn(t *testing.T) {
	var asked []*ZoneMap
	for takers, says := range map[int]string{
		0: "", 1: "mill → p0: ramie 0", nodesDrawn - 1: "mill → p58: ramie 0",
		nodesDrawn: "ramie → felt: 60 parties",
	} {
		a := aPlanPage(t, 0, 0).ask
		a.Server = &Server{Config: Config{Maps: sketches{&asked}}}
		s := &network{
			ask: a, n: a.noNames(nil), takes: map[hinterland.PartyCode][]hinterland.Recipe{},
		}
		for i := range takers {
			to := hinterland.PartyCode("p" + hinterland.FormatDecimal(int64(i), 0))
			s.links = append(s.links, office.Link{Good: "ramie", From: "mill", To: to})
			s.takes[to] = []hinterland.Recipe{
				{Inputs: portions("ramie"), Outputs: portions("felt")},
				{Inputs: portions("rags"), Outputs: portions("pulp")},
			}
		}
		p, many := s.picture(), takers >= nodesDrawn
		if !strings.Contains(string(p.Map), says) || (p.Map == "") != (says == "") {
			t.Errorf("%d takers: it draws %s", takers, p.Map)
		}
		if drawn := string(p.Map); strings.Contains(drawn, "pulp") ||
			many && strings.Contains(drawn, "mill") {
			t.Errorf("%d takers: it draws what it should not: %s", takers, p.Map)
		}
		if strings.Contains(p.MapNote, "61 parties") != many {
			t.Errorf("%d takers: it says %q", takers, p.MapNote)
		}
	}
}

// TestAPartyIsCountedOnceForWhatItsRecipesTurn lets a party be sent one good by two others,
// make two of it by one recipe and one of these by another, and turn that back.
func TestAPartyIsCountedOnceForWhatItsRecipesTurn(t *testing.T) {
	a := aPlanPage(t, 0, 0).ask
	s := &network{
		ask: a, n: a.noNames(nil),
		plan: hinterland.KeptPlan{ID: hinterland.MakeID[hinterland.KeptPlan](7, 0)},
		links: []office.Link{
			{Good: "coal", From: "pit", To: "works"},
			{Good: "coal", From: "mine", To: "works"},
			{Good: "coal", From: "pit", To: "oven"},
			{Good: "coal", From: "pit", To: "school"},
			{Good: "tar", From: "oven", To: "works"},
		},
		takes: map[hinterland.PartyCode][]hinterland.Recipe{
			"works": {
				{Inputs: portions("coal"), Outputs: append(portions("coke"), portions("tar")...)},
				{Inputs: portions("coal"), Outputs: portions("tar")},
				{Inputs: portions("tar"), Outputs: portions("coal")},
			},
			"oven": {{Inputs: portions("coal"), Outputs: portions("coke")}},
		},
	}
	m := s.turns()
	var nodes, links []string
	for _, n := range m.Nodes {
		nodes = append(nodes, n.Href)
	}
	for _, l := range m.Links {
		links = append(links, l.Title)
	}
	want := []string{"/plans/7/goods/coal", "/plans/7/goods/coke", "/plans/7/goods/tar"}
	if !slices.Equal(nodes, want) {
		t.Errorf("goods %q, want %q", nodes, want)
	}
	want = []string{"coal → coke: 2 parties", "coal → tar: 1 party", "tar → coal: 1 party"}
	if !slices.Equal(links, want) {
		t.Errorf("turns %q, want %q", links, want)
	}
}

func portions(good hinterland.GoodCode) []hinterland.Portion {
	return []hinterland.Portion{{Good: good, Quantity: 1}}
}

func TestOnlyTheRecipesThatTakeAGoodAreNamedWithIt(t *testing.T) {
	recipe := func(code hinterland.RecipeCode, good hinterland.GoodCode) hinterland.Recipe {
		return hinterland.Recipe{
			Code: code, Inputs: []hinterland.Portion{{Good: good, Quantity: 1}},
		}
	}
	s := &network{takes: map[hinterland.PartyCode][]hinterland.Recipe{
		"mill": {recipe("felt", "rags"), recipe("pulp", "ramie"), recipe("rope", "ramie")},
		"farm": {recipe("bale", "ramie")},
	}}
	for _, tt := range []struct {
		to   hinterland.PartyCode
		good hinterland.GoodCode
		want string
	}{
		{"mill", "ramie", "pulp, rope"},
		{"mill", "rags", "felt"},
		{"farm", "ramie", "bale"},
		{"farm", "rags", ""},
		{"coop", "ramie", ""},
	} {
		if got := s.takers(&office.Link{To: tt.to, Good: tt.good}); got != tt.want {
			t.Errorf("%s of %s: %q", tt.good, tt.to, got)
		}
	}
}

// Network implements Maps: a link for each party, and a path for each line.
func (s sketches) Network(n *Network) []byte {
	text := `<svg xmlns="http://www.w3.org/2000/svg" role="group" viewBox="0 0 90 9">`
	for i, node := range n.Nodes {
		text += fmt.Sprintf(`<a href="%s"><title>%s</title><path d="M%d 0h9v9z"/></a>`,
			node.Href, node.Title, i*9)
	}
	for _, l := range n.Links {
		text += fmt.Sprintf(`<path d="M0 0h9"><title>%s</title></path>`, l.Title)
	}
	return []byte(text + "</svg>")
}
