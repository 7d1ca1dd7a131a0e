package draw

import (
	"cmp"
	"slices"
)

// A LayerMap is who feeds whom, without a ground: what is fed stands to the right of
// all that feeds it, but where that goes round in a loop. It is lines and words only,
// so that it reads the same in black and white.
type LayerMap struct {
	// ID must be unique among the pictures of a page.
	ID string
	// Title and Desc say what the picture shows, for those who cannot see it.
	Title, Desc string
	Nodes       []Node
	Links       []Link
	// Whole and Broken say what whole and broken lines stand for; either may be empty.
	Whole, Broken string
}

// A Node is who feeds or is fed.
type Node struct {
	Code  string
	Name  string // cut where it is too long
	Title string // shown on pointing at it and read out
	Href  string // where its link leads; "" makes it no link
}

// A Link goes from one node to another, both by code. Those of a node to itself and of
// nodes that are not there are not drawn.
type Link struct {
	From, To string
	Title    string // shown on pointing at it
	Broken   bool   // drawn as a broken line
}

// The measures of layers, in pixels.
const (
	nodeWidth  = 176
	nodeHeight = 26
	nodeGap    = 12
	layerGap   = 92
	nodeText   = 12
	sweeps     = 6 // to and fro, after which little moves
)

// SVG returns the picture.
func (m LayerMap) SVG() []byte {
	s := m.lay()
	c := &canvas{}
	c.open(head{
		id: plainID(m.ID, "layers"), title: m.Title, desc: m.Desc, width: s.width,
		height: s.height,
		linked: slices.ContainsFunc(m.Nodes, func(n Node) bool { return n.Href != "" }),
	})
	s.lines(c)
	s.boxes(c)
	s.key(c)
	return c.close()
}

// A layerSheet is a LayerMap with everything worked out where it stands.
type layerSheet struct {
	LayerMap
	at            map[string]int // of a node, by code
	feeds, fed    [][]int        // by node
	layer         []int          // of each node
	row           []float64      // of each node in its layer, while they are sorted
	layers        [][]int
	width, height int // pixels
}

// lay works out where everything stands: each node behind the longest way to it (the
// layering of Sugiyama, Tagawa and Toda, 1981), and in its layer by the mean of those
// with which it is linked.
func (m LayerMap) lay() *layerSheet {
	s := &layerSheet{LayerMap: m, at: map[string]int{}}
	for i := range m.Nodes {
		s.at[m.Nodes[i].Code] = i
	}
	s.feeds, s.fed = make([][]int, len(m.Nodes)), make([][]int, len(m.Nodes))
	s.layer, s.row = make([]int, len(m.Nodes)), make([]float64, len(m.Nodes))
	for _, l := range m.Links {
		if from, to, ok := s.ends(l); ok && !slices.Contains(s.feeds[from], to) {
			s.feeds[from] = append(s.feeds[from], to)
			s.fed[to] = append(s.fed[to], from)
		}
	}
	s.rank()
	s.layers = make([][]int, 1)
	for i, layer := range s.layer {
		for len(s.layers) <= layer {
			s.layers = append(s.layers, nil)
		}
		s.row[i] = float64(len(s.layers[layer]))
		s.layers[layer] = append(s.layers[layer], i)
	}
	for n := range sweeps {
		s.sweep(n%2 == 0)
	}
	most := 0
	for _, nodes := range s.layers {
		most = max(most, len(nodes))
	}
	s.width = 2*mapPadding + len(s.layers)*(nodeWidth+layerGap) - layerGap
	s.height = 2*mapPadding + most*(nodeHeight+nodeGap) + rowHeight*len(s.keys())
	return s
}

// ends are the nodes of a link, unless it is not drawn.
func (s *layerSheet) ends(l Link) (from, to int, ok bool) {
	from, one := s.at[l.From]
	to, other := s.at[l.To]
	return from, to, one && other && from != to
}

// rank puts nodes into layers. A link that closes a loop moves nobody: it is one to a
// node from which the way that is followed has come.
//
// Scrap goes back into the furnace: networks of works have loops, and a layer for each
// step of a loop would never end. Which link of a loop is left out of the count depends
// on the order of the nodes only, so that the picture stays the same from day to day.
func (s *layerSheet) rank() {
	const fresh, open, done = 0, 1, 2
	state := make([]int, len(s.Nodes))
	var order []int
	back := map[[2]int]bool{}
	var visit func(int)
	visit = func(n int) {
		state[n] = open
		for _, to := range s.feeds[n] {
			switch state[to] {
			case fresh:
				visit(to)
			case open:
				back[[2]int{n, to}] = true
			}
		}
		state[n] = done
		order = append(order, n)
	}
	for n := range s.Nodes {
		if state[n] == fresh {
			visit(n)
		}
	}
	slices.Reverse(order)
	for _, n := range order {
		for _, to := range s.feeds[n] {
			if !back[[2]int{n, to}] {
				s.layer[to] = max(s.layer[to], s.layer[n]+1)
			}
		}
	}
}

// sweep sorts each layer by where the links of its nodes come from, or go to. What has
// none there stays where it is.
//
// To let as few lines cross as may be is NP-hard for two layers already (Garey and
// Johnson, 1983). The means come close to it, in a time that a page has; the same
// network always comes to the same rows, since ties keep the order of the nodes.
func (s *layerSheet) sweep(forth bool) {
	for i := range s.layers {
		nodes, near := s.layers[i], s.fed
		if !forth {
			nodes, near = s.layers[len(s.layers)-1-i], s.feeds
		}
		mean := map[int]float64{}
		for _, n := range nodes {
			mean[n] = s.row[n]
			if of := near[n]; len(of) > 0 {
				mean[n] = 0
				for _, o := range of {
					mean[n] += s.row[o] / float64(len(of))
				}
			}
		}
		slices.SortStableFunc(nodes, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
		for row, n := range nodes {
			s.row[n] = float64(row)
		}
	}
}
