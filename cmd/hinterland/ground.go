package main

import (
	"hinterland"
	"hinterland/atlas"
	"hinterland/draw"
)

// ground makes the map that the pictures of a report lie on: the borders of
// the region's own map, or, where there is none, cells grown from the points
// and the neighbourhood of its places. A region of one place, or one that does
// not say who borders on whom, is told in tables only: the map is nil.
func (e *errand) ground() (*draw.Map, error) {
	if len(e.zoning.Map) > 0 {
		surveyed, err := e.survey()
		if err != nil {
			return nil, err
		}
		return &draw.Map{Shapes: surveyed.Topology()}, nil
	}
	graph, err := e.graph()
	if err != nil || graph.Len() < 2 {
		return nil, err
	}
	var sites []atlas.Site
	for i := range e.region.Places {
		p := &e.region.Places[i]
		if _, drawn := graph.Index(string(p.Code)); drawn {
			sites = append(sites, atlas.Site{Code: string(p.Code), At: pointOf(p)})
		}
	}
	shapes, err := atlas.Grow(sites, graph)
	if err != nil {
		return nil, err
	}
	ground := &draw.Map{Shapes: shapes}
	for _, apart := range shapes.Touching(graph).Missing {
		ground.Links = append(ground.Links, [2]string{apart.A, apart.B})
	}
	return ground, nil
}

// survey reads the region's own map.
func (e *errand) survey() (*atlas.Report, error) {
	m, err := atlas.Decode(e.zoning.Map)
	if err == nil && !m.HasIDs() {
		err = m.TakeCodes("code")
	}
	if err != nil {
		return nil, refuseMap(hinterland.MapFile, err)
	}
	surveyed, err := atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
	if err != nil {
		return nil, refuseMap(hinterland.MapFile, err)
	}
	return surveyed, nil
}

// graph is who borders on whom: what adjacency.csv says, or else the map.
func (e *errand) graph() (*atlas.Graph, error) {
	if len(e.zoning.Adjacency) == 0 && len(e.zoning.Map) > 0 {
		surveyed, err := e.survey()
		if err != nil {
			return nil, err
		}
		return surveyed.Graph, nil
	}
	var codes []string // a code that stands twice is one place to the graph
	var borders []atlas.Border
	for _, a := range e.zoning.Adjacency {
		codes = append(codes, string(a.A), string(a.B))
		borders = append(borders, atlas.Border{A: string(a.A), B: string(a.B)})
	}
	return atlas.NewGraph(codes, borders)
}

func pointOf(p *hinterland.Place) atlas.Point {
	return atlas.Point{Lon: float64(p.Lon) / 1e6, Lat: float64(p.Lat) / 1e6}
}
