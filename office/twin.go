package office

import (
	"slices"

	"hinterland"
)

// doubt refuses, where the request is wary, an event that looks like one that is
// recorded already, or like another of the same request. Nothing is wrong with it:
// whoever asks again without being wary means another one.
func (t *Turn) doubt(e *hinterland.Event) error {
	if !t.wary || e.About != 0 {
		return nil
	}
	twins, err := t.Twins(*e)
	if err != nil || len(twins[0]) == 0 {
		return err
	}
	args := hinterland.Args{"paid": e.Kind == hinterland.Payment}
	own := func(id hinterland.ID[hinterland.Event]) bool { return id.Act() == t.number }
	if own(twins[0][0]) { // those of before have lesser numbers
		args["like"] = twins[0][0]
		return hinterland.Refuse(hinterland.Conflict, "event.double", args)
	}
	args["events"] = slices.DeleteFunc(slices.Clone(twins[0]), own)
	return hinterland.Refuse(hinterland.Conflict, "event.twin", args)
}

// nameDoubles puts, of what is like another one of a batch, the number of that act in the
// place of its record's. made is how many records there were when each act began; what
// is like none of them is left to the batch around.
func nameDoubles(faults hinterland.Refusals, made []int) {
	for _, r := range faults {
		like, is := r.Args["like"].(hinterland.ID[hinterland.Event])
		if !is {
			continue
		}
		nth := int(like - hinterland.MakeID[hinterland.Event](like.Act(), 0))
		if n, _ := slices.BinarySearch(made, nth+1); n > 0 {
			delete(r.Args, "like")
			r.Args["act"] = n
		}
	}
}
