package main

import (
	"bytes"

	"hinterland/draw"
	"hinterland/web"
)

// Network implements web.Maps.
//
// A network is up to some dozens of boxes, which are laid out in less than a
// millisecond: nothing of it is kept, and nobody waits for it.
func (z *zoneMaps) Network(n *web.Network) []byte {
	m := draw.LayerMap{
		ID: "network", Title: n.Title, Desc: n.Desc, Whole: n.Whole, Broken: n.Broken,
	}
	for _, node := range n.Nodes {
		m.Nodes = append(m.Nodes, draw.Node(node))
	}
	for _, l := range n.Links {
		m.Links = append(m.Links, draw.Link(l))
	}
	return bytes.TrimSpace(m.SVG())
}
