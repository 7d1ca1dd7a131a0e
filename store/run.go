package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"io"

	"hinterland"
)

// Runs lie beside the records like exports, and their goods are claimed by
// statements that say what they expect: whoever comes second touches no row.

const runColumns = "id, horizon, zones, person, party, state, asked, ended, goods, done, " +
	"barred, digest, why"

// runFields are pointers to what runColumns name.
func runFields(r *hinterland.Run) []any {
	return []any{
		&r.ID, &r.Horizon, &r.Zones, &r.Person, &r.Party, &r.State, &r.Asked, &r.Ended,
		&r.Goods, &r.Done, &r.Barred, &r.Digest, &r.Why,
	}
}

// packed is content as a column has it; the texts of runs are long and repeat
// themselves.
func packed(content []byte) string {
	var out bytes.Buffer
	in := gzip.NewWriter(&out)
	_, _ = in.Write(content) // a buffer takes everything
	_ = in.Close()
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

func unpacked(column string) ([]byte, error) {
	if column == "" {
		return nil, nil
	}
	text, err := base64.StdEncoding.DecodeString(column)
	if err != nil {
		return nil, err
	}
	out, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(out)
}

// BeginRun implements hinterland.RunBook.
func (k keys) BeginRun(
	ctx context.Context, r hinterland.Run, frame []byte, parts []hinterland.RunPart,
) error {
	return k.db.change(ctx, func(s session) error {
		_, err := s.exec(ctx, "INSERT INTO run (region, "+runColumns+") VALUES ("+
			holes(1, 14)+")", k.args(runFields(&r)...)...)
		if err == nil {
			_, err = s.exec(ctx, "INSERT INTO run_frame (region, run, content) "+
				"VALUES ($1, $2, $3)", k.args(r.ID, packed(frame))...)
		}
		for i := range parts {
			if err != nil {
				return err
			}
			_, err = s.exec(ctx, "INSERT INTO run_part (region, run, good, claim, until, "+
				"tries, open, short, input, answer) VALUES ($1, $2, $3, '', 0, 0, 1, '', $4, '')",
				k.args(r.ID, parts[i].Good, packed(parts[i].Input))...)
		}
		return err
	})
}

// Run implements hinterland.RunBook.
func (k keys) Run(ctx context.Context, id string) (r hinterland.Run, err error) {
	err = k.lookUp(ctx, "run.unknown", "SELECT "+runColumns+" FROM run WHERE region = $1 "+
		"AND id = $2", id, runFields(&r)...)
	return r, err
}

// Runs implements hinterland.RunBook.
func (k keys) Runs(ctx context.Context, limit int) (runs []hinterland.Run, err error) {
	err = k.db.look(ctx, func(s session) error {
		runs = nil
		return s.query(ctx, "SELECT "+runColumns+" FROM run WHERE region = $1 "+
			"ORDER BY asked DESC, id LIMIT $2", k.args(limit), func(scan scanner) error {
			var r hinterland.Run
			err := scan(runFields(&r)...)
			runs = append(runs, r)
			return err
		})
	})
	return runs, err
}

// RunShorts implements hinterland.RunBook.
func (k keys) RunShorts(ctx context.Context, id string) (parts []hinterland.RunPart, err error) {
	err = k.db.look(ctx, func(s session) error {
		parts = nil
		return s.query(ctx, "SELECT good, short FROM run_part WHERE region = $1 AND run = $2 "+
			"ORDER BY good", k.args(id), func(scan scanner) error {
			p, short := hinterland.RunPart{Run: id}, ""
			err := scan(&p.Good, &short)
			p.Short = []byte(short)
			parts = append(parts, p)
			return err
		})
	})
	return parts, err
}

// RunFrame implements hinterland.RunQueue.
func (k keys) RunFrame(ctx context.Context, id string) ([]byte, error) {
	var content string
	err := k.lookUp(ctx, "run.unknown", "SELECT content FROM run_frame WHERE region = $1 "+
		"AND run = $2", id, &content)
	if err != nil {
		return nil, err
	}
	return unpacked(content)
}

// RunPart implements hinterland.RunQueue.
func (k keys) RunPart(
	ctx context.Context, id string, good hinterland.GoodCode,
) (p hinterland.RunPart, err error) {
	err = k.db.look(ctx, func(s session) error {
		p = hinterland.RunPart{}
		return s.query(ctx, "SELECT run, good, input, answer FROM run_part WHERE region = $1 "+
			"AND run = $2 AND good = $3", k.args(id, good), func(scan scanner) (err error) {
			p, err = scanPart(scan)
			return err
		})
	})
	if err == nil && p.Run == "" {
		err = hinterland.Refuse(hinterland.NotFound, "run.good", nil)
	}
	return p, err
}

// RunParts implements hinterland.RunBook.
func (k keys) RunParts(
	ctx context.Context, id string, each func(hinterland.RunPart) error,
) error {
	return k.db.look(ctx, func(s session) error {
		return s.query(ctx, "SELECT run, good, input, answer FROM run_part WHERE region = $1 "+
			"AND run = $2 ORDER BY good", k.args(id), func(scan scanner) error {
			p, err := scanPart(scan)
			if err != nil {
				return err
			}
			return each(p)
		})
	})
}

func scanPart(scan scanner) (p hinterland.RunPart, err error) {
	var input, answer string
	if err = scan(&p.Run, &p.Good, &input, &answer); err != nil {
		return p, err
	}
	if p.Input, err = unpacked(input); err != nil {
		return p, err
	}
	p.Answer, err = unpacked(answer)
	return p, err
}

// EndRun implements hinterland.RunBook.
func (k keys) EndRun(
	ctx context.Context, id string, state hinterland.RunState, why string, at hinterland.Instant,
) (bool, error) {
	return k.touches(ctx, "UPDATE run SET state = $3, why = $4, ended = $5 WHERE region = $1 "+
		"AND id = $2 AND state = 'going'", id, state, why, at)
}

// ForgetRuns implements hinterland.RunBook.
func (k keys) ForgetRuns(ctx context.Context, before hinterland.Instant) error {
	return k.exec(ctx, "DELETE FROM run WHERE region = $1 AND asked < $2", before)
}

// touches runs one statement by itself and reports whether it touched a row.
func (k keys) touches(ctx context.Context, sql string, values ...any) (bool, error) {
	touched := int64(0)
	err := k.db.change(ctx, func(s session) (err error) {
		touched, err = s.exec(ctx, sql, k.args(values...)...)
		return err
	})
	return touched > 0, err
}

// claimable finds the good that is claimed next: of the run that was asked for
// first, the first that is neither planned nor held.
const claimable = "SELECT p.run, p.good FROM run_part p JOIN run r ON r.region = p.region " +
	"AND r.id = p.run WHERE p.region = $1 AND p.open = 1 AND p.until < $2 AND p.tries < $3 " +
	"AND r.state = 'going' ORDER BY r.asked, p.run, p.good LIMIT 1"

// ClaimPart implements hinterland.RunQueue. Of two that find the same good
// free, the database lets one wait for the other, and the second touches no
// row, since the good is held by then; it looks for the next one.
func (k keys) ClaimPart(
	ctx context.Context, claim string, now, until hinterland.Instant,
) (p hinterland.RunPart, found bool, err error) {
	err = k.exec(ctx, "UPDATE run SET state = 'failed', why = 'tries', ended = $2 "+
		"WHERE region = $1 AND state = 'going' AND EXISTS (SELECT 1 FROM run_part p "+
		"WHERE p.region = run.region AND p.run = run.id AND p.open = 1 AND p.until < $2 "+
		"AND p.tries >= $3)", now, hinterland.RunTries)
	for err == nil {
		var run, good string
		err = k.db.look(ctx, func(s session) (err error) {
			found, err = one(ctx, s, claimable, k.args(now, hinterland.RunTries), &run, &good)
			return err
		})
		if err != nil || !found {
			return p, false, err
		}
		mine, failed := k.touches(ctx, "UPDATE run_part SET claim = $4, until = $6, "+
			"tries = tries + 1 WHERE region = $1 AND run = $2 AND good = $3 AND open = 1 "+
			"AND until < $5", run, good, claim, now, until)
		if err = failed; err == nil && mine {
			break
		}
	}
	if err != nil {
		return p, false, err
	}
	err = k.db.look(ctx, func(s session) error {
		return s.query(ctx, "SELECT run, good, input, answer FROM run_part WHERE region = $1 "+
			"AND claim = $2", k.args(claim), func(scan scanner) (err error) {
			p, err = scanPart(scan)
			return err
		})
	})
	return p, err == nil && p.Run != "", err
}

// HoldPart implements hinterland.RunQueue.
func (k keys) HoldPart(
	ctx context.Context, claim string, until hinterland.Instant,
) (bool, error) {
	return k.touches(ctx, "UPDATE run_part SET until = $3 WHERE region = $1 AND "+claimed, claim,
		until)
}

// claimed is that a claim of a good still is one.
const claimed = "claim = $2 AND open = 1 AND EXISTS (SELECT 1 FROM run " +
	"WHERE run.region = run_part.region AND run.id = run_part.run AND run.state = 'going')"

// AnswerPart implements hinterland.RunQueue. The count of goods that are
// planned is raised by the statement that also says that it was the last, so
// that of the two last one always sees the other.
func (k keys) AnswerPart(
	ctx context.Context, claim string, answer, short []byte, at hinterland.Instant,
) (kept bool, err error) {
	err = k.db.change(ctx, func(s session) error {
		kept = false
		done, err := s.exec(ctx, "UPDATE run_part SET answer = $3, short = $4, open = 0 "+
			"WHERE region = $1 AND "+claimed, k.args(claim, packed(answer), string(short))...)
		if err != nil || done == 0 {
			return err
		}
		kept = true
		_, err = s.exec(ctx, "UPDATE run SET done = done + 1, "+
			"state = CASE WHEN done + 1 = goods THEN 'made' ELSE state END, "+
			"ended = CASE WHEN done + 1 = goods THEN $3 ELSE ended END "+
			"WHERE region = $1 AND id = (SELECT run FROM run_part p WHERE p.region = $1 "+
			"AND p.claim = $2)", k.args(claim, at)...)
		return err
	})
	return kept, err
}

// LeavePart implements hinterland.RunQueue.
func (k keys) LeavePart(ctx context.Context, claim string) error {
	return k.exec(ctx, "UPDATE run_part SET claim = '', until = 0, tries = tries - 1 "+
		"WHERE region = $1 AND claim = $2 AND open = 1", claim)
}
