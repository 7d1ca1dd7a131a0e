package draw

import (
	"bytes"
	"strings"
	"testing"
)

// works is a small network: a mine and a quarry feed a furnace, it feeds a forge, and
// scrap goes back.
func works() LayerMap {
	return LayerMap{
		ID: "net", Title: "Who feeds whom", Desc: "in layers", Whole: "made", Broken: "as it is",
		Nodes: []Node{
			{Code: "forge", Name: "Forge", Title: "Forge", Href: "/forge"},
			{Code: "furnace", Name: "A furnace whose name does not go in its box", Title: "F"},
			{Code: "mine", Name: "Mine & pit", Title: "Mine"},
			{Code: "quarry", Name: "石场", Title: "石场"},
		},
		Links: []Link{
			{From: "mine", To: "furnace", Title: "ore", Broken: true},
			{From: "quarry", To: "furnace", Title: "lime <1 t>"},
			{From: "furnace", To: "forge", Title: "iron"},
			{From: "forge", To: "furnace", Title: "scrap"},
			{From: "mine", To: "mine", Title: "props"},
			{From: "mine", To: "nobody", Title: "slag"},
		},
	}
}

func TestWhatIsFedStandsToTheRightOfAllThatFeedsIt(t *testing.T) {
	m := works()
	m.Links = append(m.Links[:3:3], Link{From: "mine", To: "forge"})
	s := m.lay()
	for _, l := range m.Links {
		if from, to := s.corner(s.at[l.From]), s.corner(s.at[l.To]); from.x >= to.x {
			t.Errorf("%s stands at %d, and %s, which it feeds, at %d", l.From, from.x, l.To, to.x)
		}
	}
	if len(s.layers) != 3 || len(s.layers[0]) != 2 {
		t.Errorf("the layers are %v", s.layers)
	}
}

func TestALoopMovesNobodyForEver(t *testing.T) {
	s := works().lay()
	if len(s.layers) > 4 {
		t.Errorf("the layers are %v", s.layers)
	}
	two := LayerMap{
		Nodes: []Node{{Code: "a"}, {Code: "b"}},
		Links: []Link{{From: "a", To: "b"}, {From: "b", To: "a"}},
	}.lay()
	if two.layer[0] != 0 || two.layer[1] != 1 {
		t.Errorf("two that feed one another stand in %v", two.layer)
	}
}

func TestNoTwoNodesStandOnOneAnother(t *testing.T) {
	s := works().lay()
	for i := range s.Nodes {
		for j := range i {
			a, b := s.corner(i), s.corner(j)
			one := box{a.x, a.y, a.x + nodeWidth*grain, a.y + nodeHeight*grain}
			if one.meets(box{b.x, b.y, b.x + nodeWidth*grain, b.y + nodeHeight*grain}) {
				t.Errorf("%s and %s", s.Nodes[i].Code, s.Nodes[j].Code)
			}
			if low := s.height * grain; one.bottom > low || one.right > s.width*grain {
				t.Errorf("%s stands outside", s.Nodes[i].Code)
			}
		}
	}
}

func TestLayersAreSortedSoThatLinesDoNotCross(t *testing.T) {
	s := LayerMap{
		Nodes: []Node{{Code: "a"}, {Code: "b"}, {Code: "x"}, {Code: "y"}},
		Links: []Link{{From: "a", To: "y"}, {From: "b", To: "x"}},
	}.lay()
	if (s.row[0] < s.row[1]) != (s.row[3] < s.row[2]) {
		t.Errorf("the rows are %v", s.row)
	}
}

func TestALayerMapSaysWhatItShows(t *testing.T) {
	svg := parse(t, works().SVG())
	titles := strings.Join(svg.texts("title"), "|")
	for _, want := range []string{"Who feeds whom", "ore", "lime <1 t>", "iron", "scrap", "Mine"} {
		if !strings.Contains(titles, want) {
			t.Errorf("no title says %q: %s", want, titles)
		}
	}
	for _, hidden := range []string{"props", "slag"} {
		if strings.Contains(titles, hidden) {
			t.Errorf("%s is drawn", hidden)
		}
	}
	texts := strings.Join(svg.texts("text"), "|")
	if !strings.Contains(texts, "…") || strings.Contains(texts, "in its box") ||
		!strings.Contains(texts, "Mine & pit|石场|made|as it is") {
		t.Errorf("written: %s", texts)
	}
	drawn := string(works().SVG())
	if n := strings.Count(drawn, "stroke-dasharray"); n != 2 { // a line and its key
		t.Errorf("%d broken lines", n)
	}
	if strings.Count(drawn, "<a ") != 1 || !strings.Contains(drawn, `role="group"`) {
		t.Error("its links are others")
	}
	if !bytes.Equal(works().SVG(), works().SVG()) {
		t.Error("the same network is drawn in two ways")
	}
}

func TestATextIsCutToItsRoom(t *testing.T) {
	for _, text := range []string{"", "a", "mill", "西山煤矿第一坑"} {
		full := textWidth(text, 48)
		if got := cut(text, 48, full); got != text {
			t.Errorf("%q becomes %q though it fits", text, got)
		}
		if text == "" {
			continue
		}
		if got := cut(text, 48, full-1); got == text || !strings.HasSuffix(got, "…") {
			t.Errorf("%q stays %q though it is too long", text, got)
		}
	}
	if got := cut("mill", 48, 0); got != "…" {
		t.Errorf("without room: %q", got)
	}
}

func TestAnEmptyNetworkIsAPictureToo(t *testing.T) {
	svg := string(LayerMap{Title: "none"}.SVG())
	if !strings.Contains(svg, `id="layers"`) || !strings.Contains(svg, `role="img"`) ||
		strings.Contains(svg, "dasharray") {
		t.Error(svg)
	}
}

func TestAChainHasALayerForEachStep(t *testing.T) {
	var m LayerMap
	for n := range 5 {
		code := string(rune('a' + n))
		m.Nodes = append(m.Nodes, Node{Code: code})
		if n > 0 {
			m.Links = append(m.Links, Link{From: string(rune('a' + n - 1)), To: code})
		}
	}
	s := m.lay()
	for n, layer := range s.layer {
		if layer != n {
			t.Errorf("node %d stands in layer %d", n, layer)
		}
	}
	if want := 2*mapPadding + 5*nodeWidth + 4*layerGap; s.width != want {
		t.Errorf("%d pixels wide, want %d", s.width, want)
	}
}

func TestTheKeyHasALineForEachKindThatIsNamed(t *testing.T) {
	for _, tt := range []struct {
		whole, broken string
		lines, dashed int
	}{{"", "", 0, 0}, {"made", "", 1, 0}, {"", "as it is", 1, 1}, {"made", "as it is", 2, 1}} {
		m := LayerMap{Nodes: []Node{{Code: "a"}}, Whole: tt.whole, Broken: tt.broken}
		bare := LayerMap{Nodes: m.Nodes}.lay().height
		if got := m.lay().height - bare; got != tt.lines*rowHeight {
			t.Errorf("%q, %q: %d pixels higher", tt.whole, tt.broken, got)
		}
		if got := strings.Count(string(m.SVG()), "dasharray"); got != tt.dashed {
			t.Errorf("%q, %q: %d broken lines", tt.whole, tt.broken, got)
		}
	}
}
