package main

import "context"

// drawZones draws the zones of an errand round its centres and puts each
// place into its zone. Without centres the places keep the zones they came
// with.
func (c *console) drawZones(ctx context.Context, e *errand) error {
	return nil
}
