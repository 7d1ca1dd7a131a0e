package office

import "hinterland"

// A steady is what acts see that follow one another in a batch and change neither who
// may do them nor what they name: that is read once. A sheet has thousands of them.
type steady struct {
	hinterland.Tx
	read map[question]any
}

// steadied lets an act see what those before it have read, if it is on two places at
// once, and any other the records themselves.
func (t *Turn) steadied(act Act) {
	s, is := t.Tx.(*steady)
	switch act.(type) {
	case *StateBorder, *StateTie, *StateDistance:
		if !is {
			t.Tx = &steady{t.Tx, map[question]any{}}
		}
	default:
		if is {
			t.Tx = s.Tx
		}
	}
}

// Place implements hinterland.PlaceBook.
func (s *steady) Place(code hinterland.PlaceCode) (hinterland.Place, error) {
	return once(s.read, func() (hinterland.Place, error) { return s.Tx.Place(code) }, "place", code)
}

// PostsOf implements hinterland.PostBook.
func (s *steady) PostsOf(
	person hinterland.ID[hinterland.Person], party hinterland.PartyCode,
) ([]hinterland.Post, error) {
	return once(s.read, func() ([]hinterland.Post, error) {
		return s.Tx.PostsOf(person, party)
	}, "posts of", person, party)
}
