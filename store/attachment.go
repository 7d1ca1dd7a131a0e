package store

import "hinterland"

func attachments() table[hinterland.Attachment] {
	return table[hinterland.Attachment]{
		name: "attachment",
		columns: []string{
			"kind", "record", "code", "ordinal", "agreement", "name", "file", "party", "person",
			"at",
		},
		keys: 4,
		fields: func(a *hinterland.Attachment) []any {
			return []any{
				&a.On.Kind, &a.On.Number, &a.On.Code, &a.Ordinal, &a.Agreement, &a.Name, &a.File,
				&a.Party, &a.Person, &a.At,
			}
		},
		files: "file",
	}
}

// Attachments implements hinterland.FileBook.
func (t *tx) Attachments(on hinterland.Record) ([]hinterland.Attachment, error) {
	return find(t, attachments(), "kind = $2 AND record = $3 AND code = $4", on.Kind, on.Number,
		on.Code)
}

// AttachmentsUnder implements hinterland.FileBook.
func (t *tx) AttachmentsUnder(
	id hinterland.ID[hinterland.Agreement],
) ([]hinterland.Attachment, error) {
	return find(t, attachments(), "agreement = $2 AND kind IN ('agreement', 'event')", id)
}

// AddAttachment implements hinterland.FileBook. That a record has so many files
// and no more the database holds: each has a place of its own.
func (t *tx) AddAttachment(a hinterland.Attachment) error {
	added, err := insert(t, attachments(), &a)
	return taken(added, err, "file.meanwhile", a.On.Called())
}
