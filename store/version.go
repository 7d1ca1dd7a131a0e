package store

import (
	"strings"

	"hinterland"
)

func versions() table[hinterland.Version] {
	return table[hinterland.Version]{
		name:    "version",
		columns: []string{"agreement", "number", "terms", "digest"},
		keys:    2,
		fields: func(v *hinterland.Version) []any {
			return []any{&v.Agreement, &v.Number, &v.Terms, &v.Digest}
		},
	}
}

func assents() table[hinterland.Assent] {
	return table[hinterland.Assent]{
		name: "assent",
		columns: []string{
			"agreement", "version", "party", "manner", "document", "person", "at", "signer",
			"file",
		},
		keys:  3,
		later: []any{"", ""},
		files: "file",
		fields: func(a *hinterland.Assent) []any {
			return []any{
				&a.Agreement, &a.Version, &a.Party, &a.Manner, &a.Document, &a.Person, &a.At,
				&a.Signer, &a.File,
			}
		},
	}
}

// Version implements hinterland.VersionBook.
func (t *tx) Version(
	id hinterland.ID[hinterland.Agreement], number int,
) (hinterland.Version, error) {
	rows, err := find(t, versions(), "agreement = $2 AND number = $3", id, number)
	return only(rows, err, "version.unknown", number)
}

// AgreementText implements hinterland.VersionBook.
func (t *tx) AgreementText(
	id hinterland.ID[hinterland.Agreement],
) (a hinterland.Agreement, digest string, err error) {
	in := agreements()
	columns := strings.Join(prefixed("a.", in.columns), ", ")
	found, err := one(t.ctx, t.session, "SELECT "+columns+", v.digest FROM agreement a "+
		"CROSS JOIN version v WHERE a.region = $1 AND a.id = $2 AND v.region = $1 "+
		"AND v.agreement = $2 AND v.number = CASE a.in_force WHEN 0 THEN a.latest "+
		"ELSE a.in_force END", t.args(id), append(in.fields(&a), &digest)...)
	if err == nil && !found {
		err = hinterland.Refuse(hinterland.NotFound, "agreement.unknown",
			hinterland.Args{"value": id})
	}
	return a, digest, err
}

// Versions implements hinterland.VersionBook.
func (t *tx) Versions(
	id hinterland.ID[hinterland.Agreement],
) ([]hinterland.Version, error) {
	return find(t, versions(), "agreement = $2", id)
}

// LatestOf implements hinterland.VersionBook.
func (t *tx) LatestOf(
	ids []hinterland.ID[hinterland.Agreement],
) ([]hinterland.Version, error) {
	return find(t, versions(), t.among("agreement", "bigint")+" AND number = (SELECT latest "+
		"FROM agreement a WHERE a.region = $1 AND a.id = version.agreement)", listed(ids))
}

// AddVersion implements hinterland.VersionBook.
func (t *tx) AddVersion(v hinterland.Version) error {
	added, err := insert(t, versions(), &v)
	return taken(added, err, "record.twice", v.Number)
}

// Assents implements hinterland.VersionBook.
func (t *tx) Assents(
	id hinterland.ID[hinterland.Agreement], version int,
) ([]hinterland.Assent, error) {
	return find(t, assents(), "agreement = $2 AND (version = $3 OR $3 = 0)", id, version)
}

// AddAssent implements hinterland.VersionBook.
func (t *tx) AddAssent(a hinterland.Assent) error {
	added, err := insert(t, assents(), &a)
	return taken(added, err, "assent.twice", a.Party)
}
