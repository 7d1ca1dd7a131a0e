package store

import (
	"context"
	"encoding/base64"

	"hinterland"
)

// Exports lie beside the records, so that every process of an office can give
// what another has made, and what was made outlives a restart.

const exportColumns = "id, person, party, address, state, asked, seen, done, events, size, " +
	"file, kind"

// exportFields are pointers to what exportColumns name.
func exportFields(j *hinterland.ExportJob) []any {
	return []any{
		&j.ID, &j.Person, &j.Party, &j.Address, &j.State, &j.Asked, &j.Seen, &j.Done, &j.Events,
		&j.Size, &j.File, &j.Kind,
	}
}

// PutExport implements hinterland.ExportBook.
func (k keys) PutExport(ctx context.Context, j hinterland.ExportJob) error {
	return k.exec(ctx, "INSERT INTO export_job (region, "+exportColumns+") VALUES ("+
		holes(1, 13)+") ON CONFLICT (region, id) DO UPDATE SET state = excluded.state, "+
		"seen = excluded.seen, done = excluded.done, events = excluded.events, "+
		"size = excluded.size, file = excluded.file, kind = excluded.kind", exportFields(&j)...)
}

// Export implements hinterland.ExportBook.
func (k keys) Export(ctx context.Context, id string) (hinterland.ExportJob, error) {
	return k.export(ctx, "id = $2", id)
}

// ExportAt implements hinterland.ExportBook.
func (k keys) ExportAt(
	ctx context.Context, person hinterland.ID[hinterland.Person], party hinterland.PartyCode,
	address string,
) (hinterland.ExportJob, error) {
	return k.export(ctx, "person = $2 AND party = $3 AND address = $4 ORDER BY asked DESC, id",
		person, party, address)
}

func (k keys) export(
	ctx context.Context, where string, values ...any,
) (j hinterland.ExportJob, err error) {
	err = k.db.look(ctx, func(s session) error {
		found, err := one(ctx, s, "SELECT "+exportColumns+" FROM export_job WHERE region = $1 AND "+
			where, k.args(values...), exportFields(&j)...)
		if err == nil && !found {
			err = hinterland.Refuse(hinterland.NotFound, "page.unknown", nil)
		}
		return err
	})
	return j, err
}

// AddExportPart implements hinterland.ExportBook.
func (k keys) AddExportPart(
	ctx context.Context, id string, number int, content []byte,
) error {
	return k.exec(ctx, "INSERT INTO export_part (region, job, number, content) "+
		"VALUES ($1, $2, $3, $4)", id, number, base64.StdEncoding.EncodeToString(content))
}

// ExportPart implements hinterland.ExportBook.
func (k keys) ExportPart(ctx context.Context, id string, number int) (part []byte, err error) {
	err = k.db.look(ctx, func(s session) error {
		var content string
		_, err := one(ctx, s, "SELECT content FROM export_part WHERE region = $1 AND job = $2 "+
			"AND number = $3", k.args(id, number), &content)
		if err == nil {
			part, err = base64.StdEncoding.DecodeString(content)
		}
		return err
	})
	return part, err
}

// ForgetExports implements hinterland.ExportBook.
func (k keys) ForgetExports(ctx context.Context, before hinterland.Instant) error {
	return k.exec(ctx, "DELETE FROM export_job WHERE region = $1 AND asked < $2", before)
}
