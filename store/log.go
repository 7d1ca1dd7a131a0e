package store

import (
	"context"
	"fmt"
	"strings"

	"hinterland"
)

// A log is what stands for the entries of one region.
type log struct {
	db      opener
	region  int64
	writing dialect
}

// Extend implements hinterland.Log. Whoever extends the log holds its head.
func (l log) Extend(ctx context.Context, do func(hinterland.LogTx) error) error {
	return l.db.change(ctx, func(s session) error {
		t := &tx{ctx: ctx, session: s, region: l.region, dialect: l.writing}
		if _, err := insert(t, logHeads(), &hinterland.LogHead{}); err != nil {
			return err
		}
		if _, err := t.session.exec(ctx, "SELECT 1 FROM log_head WHERE region = $1"+
			t.dialect.forUpdate, t.args()...); err != nil {
			return err
		}
		return do(logTx{t})
	})
}

// Consult implements hinterland.Log.
func (l log) Consult(ctx context.Context, do func(hinterland.LogTx) error) error {
	return l.db.look(ctx, func(s session) error {
		return do(logTx{&tx{ctx: ctx, session: s, region: l.region}})
	})
}

// A logTx is a hand on the log. What it writes is in no entry.
type logTx struct{ t *tx }

func logHeads() table[hinterland.LogHead] {
	return table[hinterland.LogHead]{
		name: "log_head", columns: []string{"size", "checkpoint", "secret", "public"},
		fields: func(h *hinterland.LogHead) []any {
			return []any{&h.Size, &h.Checkpoint, &h.Secret, &h.Public}
		},
	}
}

func logLeaves() table[hinterland.LogLeaf] {
	return table[hinterland.LogLeaf]{
		name: "log_leaf", columns: []string{"place", "entry", "hash"}, keys: 1,
		fields: func(l *hinterland.LogLeaf) []any { return []any{&l.Place, &l.Entry, &l.Hash} },
	}
}

func logNodes() table[hinterland.LogNode] {
	return table[hinterland.LogNode]{
		name: "log_node", columns: []string{"level", "number", "hash"}, keys: 2,
		fields: func(n *hinterland.LogNode) []any { return []any{&n.Level, &n.Index, &n.Hash} },
	}
}

// Head implements hinterland.LogLook.
func (l logTx) Head() (hinterland.LogHead, error) {
	heads, err := find(l.t, logHeads(), "")
	if err != nil || len(heads) == 0 {
		return hinterland.LogHead{}, err
	}
	return heads[0], nil
}

// Waiting implements hinterland.LogLook.
func (l logTx) Waiting(limit int) ([]hinterland.Entry, error) {
	return l.whole("(SELECT entry FROM unlogged WHERE region = $1 ORDER BY entry LIMIT $2)", limit)
}

// Placed implements hinterland.LogLook.
func (l logTx) Placed(from, to int64) ([]hinterland.Entry, error) {
	leaves, err := l.Leaves(from, to)
	if err != nil {
		return nil, err
	}
	found, err := l.whole("(SELECT entry FROM log_leaf WHERE region = $1 AND place >= $2 AND "+
		"place < $3)", from, to)
	at := map[int64]int{}
	for i := range found {
		at[found[i].Number] = i
	}
	entries := make([]hinterland.Entry, len(leaves))
	for i, leaf := range leaves {
		if n, ok := at[leaf.Entry]; ok {
			entries[i] = found[n]
		}
	}
	return entries, err
}

// whole reads the entries of a list, by number, with their changes.
func (l logTx) whole(list string, values ...any) ([]hinterland.Entry, error) {
	entries, err := l.t.entries(entryColumns, "number IN "+list+" ORDER BY number", values...)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	at := 0
	return entries, l.t.session.query(l.t.ctx, "SELECT entry, table_name, row_key, row_after "+
		"FROM change WHERE region = $1 AND entry IN "+list+" ORDER BY entry, ordinal",
		l.t.args(values...), func(scan scanner) error {
			var number int64
			var c hinterland.Change
			err := scan(&number, &c.Table, &c.Key, &c.Row)
			for at < len(entries)-1 && entries[at].Number < number {
				at++
			}
			if entries[at].Number == number { // else its entry is gone
				entries[at].Changes = append(entries[at].Changes, c)
			}
			return err
		})
}

// Leaves implements hinterland.LogLook.
func (l logTx) Leaves(from, to int64) ([]hinterland.LogLeaf, error) {
	return find(l.t, logLeaves(), "place >= $2 AND place < $3", from, to)
}

// Leaf implements hinterland.LogLook.
func (l logTx) Leaf(entry int64) (hinterland.LogLeaf, error) {
	return get(l.t, logLeaves(), "entry.unknown", "entry = $2", entry)
}

// Nodes implements hinterland.LogLook.
func (l logTx) Nodes(wanted []hinterland.LogNode) ([]hinterland.LogNode, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	var values []any
	var each []string
	for _, n := range wanted {
		at := len(values) + 2
		each = append(each, fmt.Sprintf("level = $%d AND number = $%d", at, at+1))
		values = append(values, n.Level, n.Index)
	}
	return find(l.t, logNodes(), "("+strings.Join(each, " OR ")+")", values...)
}

// Astray implements hinterland.LogLook.
func (l logTx) Astray() ([]int64, error) {
	var astray []int64
	err := l.t.session.query(l.t.ctx, "SELECT number FROM entry e WHERE region = $1 AND "+
		"NOT EXISTS "+
		"(SELECT 1 FROM log_leaf l WHERE l.region = e.region AND l.entry = e.number) AND "+
		"NOT EXISTS "+
		"(SELECT 1 FROM unlogged u WHERE u.region = e.region AND u.entry = e.number) UNION "+
		"SELECT entry FROM unlogged u WHERE region = $1 AND NOT EXISTS "+
		"(SELECT 1 FROM entry e WHERE e.region = u.region AND e.number = u.entry) ORDER BY 1",
		l.t.args(), func(scan scanner) error {
			var number int64
			err := scan(&number)
			astray = append(astray, number)
			return err
		})
	return astray, err
}

// AddLeaves implements hinterland.LogTx.
func (l logTx) AddLeaves(leaves []hinterland.LogLeaf) error {
	if err := fill(l.t, logLeaves(), leaves); err != nil {
		return err
	}
	_, err := l.t.session.exec(l.t.ctx, "DELETE FROM unlogged WHERE region = $1 AND EXISTS "+
		"(SELECT 1 FROM log_leaf l WHERE l.region = unlogged.region "+
		"AND l.entry = unlogged.entry)", l.t.args()...)
	return err
}

// AddNodes implements hinterland.LogTx.
func (l logTx) AddNodes(nodes []hinterland.LogNode) error { return fill(l.t, logNodes(), nodes) }

// PutHead implements hinterland.LogTx.
func (l logTx) PutHead(h hinterland.LogHead) error { return put(l.t, logHeads(), &h) }
