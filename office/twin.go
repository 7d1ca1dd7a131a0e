package office

import "hinterland"

// doubt refuses, where the request is wary, an event that looks like one that is
// recorded already. Nothing is wrong with it: whoever asks again without being
// wary means another one.
func (t *Turn) doubt(e *hinterland.Event) error {
	if !t.wary || e.About != 0 {
		return nil
	}
	twins, err := t.Twins(*e)
	if err != nil || len(twins[0]) == 0 {
		return err
	}
	return hinterland.Refuse(hinterland.Conflict, "event.twin", hinterland.Args{"events": twins[0]})
}
