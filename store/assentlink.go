package store

import (
	"errors"

	"hinterland"
)

func assentLinks() table[hinterland.AssentLink] {
	return table[hinterland.AssentLink]{
		name: "assent_link",
		columns: []string{
			"agreement", "version", "party", "code", "last", "person", "for_party", "used",
		},
		keys: 3,
		fields: func(l *hinterland.AssentLink) []any {
			return []any{
				&l.Agreement, &l.Version, &l.Party, &l.Code, &l.Last, &l.Person, &l.For, &l.Used,
			}
		},
	}
}

// AssentLink implements hinterland.AssentLinkBook.
func (t *tx) AssentLink(code string) (hinterland.AssentLink, error) {
	rows, err := find(t, assentLinks(), "code = $2", code)
	return only(rows, err, "link.unknown", "")
}

// AssentLinks implements hinterland.AssentLinkBook.
func (t *tx) AssentLinks(
	id hinterland.ID[hinterland.Agreement], version int,
) ([]hinterland.AssentLink, error) {
	return find(t, assentLinks(), "agreement = $2 AND (version = $3 OR $3 = 0)", id, version)
}

// PutAssentLink implements hinterland.AssentLinkBook.
func (t *tx) PutAssentLink(l hinterland.AssentLink) error {
	err := put(t, assentLinks(), &l)
	var no *broken
	if errors.As(err, &no) && no.kind == brokenUnique {
		return hinterland.Refuse(hinterland.Conflict, "link.taken", nil).
			In(hinterland.Where{Column: "code"})
	}
	return err
}

// UseAssentLink implements hinterland.AssentLinkBook.
func (t *tx) UseAssentLink(
	code string, at hinterland.Instant,
) (hinterland.AssentLink, error) {
	rows, err := update(t, assentLinks(), "used = $3", "code = $2 AND used = 0", code, at)
	return only(rows, err, "link.unknown", "")
}
