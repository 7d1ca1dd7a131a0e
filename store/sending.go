package store

import (
	"context"

	"hinterland"
)

const sendingColumns = "subscription, place, state, tries, due, claim, until, test, said, at"

// toBegin are the subscriptions without a sending, and the places in the log of the
// entries that made them.
const toBegin = "SELECT s.region, s.id, min(l.place) + 1 AS place FROM subscription s " +
	"JOIN change c ON c.region = s.region AND c.table_name = 'subscription' " +
	"AND c.row_key = '[' || s.id || ']' " +
	"JOIN log_leaf l ON l.region = c.region AND l.entry = c.entry " +
	"WHERE s.region = $1 AND s.ended_on = 0 AND NOT EXISTS (SELECT 1 FROM sending d " +
	"WHERE d.region = s.region AND d.subscription = s.id) GROUP BY s.region, s.id"

// BeginSendings implements hinterland.SendingBook. Nothing is written where there is
// nothing to begin: servers ask every second.
func (k keys) BeginSendings(ctx context.Context) error {
	some := false
	err := k.db.look(ctx, func(s session) error {
		some = false
		return s.query(ctx, toBegin, k.args(), func(scanner) error {
			some = true
			return nil
		})
	})
	if err != nil || !some {
		return err
	}
	return k.exec(ctx, "INSERT INTO sending (region, "+sendingColumns+") "+
		"SELECT b.region, b.id, b.place, 'sends', 0, 0, '', 0, 0, '', 0 FROM ("+toBegin+") b "+
		"WHERE true ON CONFLICT DO NOTHING")
}

// SendingsOf implements hinterland.SendingBook.
func (k keys) SendingsOf(
	ctx context.Context, of []hinterland.ID[hinterland.Subscription],
) (found []hinterland.Sending, err error) {
	if len(of) == 0 {
		return nil, nil
	}
	values := make([]any, len(of))
	for i := range of {
		values[i] = of[i]
	}
	err = k.db.look(ctx, func(s session) (err error) {
		found, err = k.sendings(ctx, s, "subscription IN ("+holes(2, len(of))+")", values...)
		return err
	})
	return found, err
}

// sendings reads those that a condition holds of.
func (k keys) sendings(
	ctx context.Context, s session, where string, values ...any,
) (found []hinterland.Sending, err error) {
	err = s.query(ctx, "SELECT "+sendingColumns+" FROM sending WHERE region = $1 AND "+where+
		" ORDER BY subscription", k.args(values...), func(scan scanner) error {
		var d hinterland.Sending
		test := 0
		err := scan(&d.Of, &d.Place, &d.State, &d.Tries, &d.Due, &d.Claim, &d.Until, &test,
			&d.Said, &d.At)
		d.Test = test == 1
		found = append(found, d)
		return err
	})
	return found, err
}

// dueNow is that a sending may be claimed.
const dueNow = "until < $2 AND (test = 1 OR state = 'sends' AND due <= $2)"

// claimableSending finds the sending that is claimed next. One that is told daily is
// claimed without news too, to find the next day.
const claimableSending = "SELECT d.subscription FROM sending d JOIN subscription s " +
	"ON s.region = d.region AND s.id = d.subscription WHERE d.region = $1 AND s.ended_on = 0 " +
	"AND d." + dueNow + " AND (d.test = 1 OR s.pace = 'daily' OR d.place < " +
	"(SELECT size FROM log_head h WHERE h.region = d.region)) ORDER BY d.due, d.subscription " +
	"LIMIT 1"

// ClaimSending implements hinterland.SendingBook. Of two that find the same one free,
// the second touches no row, and looks for the next.
func (k keys) ClaimSending(
	ctx context.Context, claim string, now, until hinterland.Instant,
) (d hinterland.Sending, found bool, err error) {
	for {
		var of int64
		err = k.db.look(ctx, func(s session) (err error) {
			found, err = one(ctx, s, claimableSending, k.args(now), &of)
			return err
		})
		if err != nil || !found {
			return d, false, err
		}
		mine, err := k.touches(ctx, "UPDATE sending SET claim = $3, until = $4 "+
			"WHERE region = $1 AND subscription = $5 AND "+dueNow, now, claim, until, of)
		if err != nil {
			return d, false, err
		}
		if mine {
			break
		}
	}
	err = k.db.look(ctx, func(s session) error {
		claimed, err := k.sendings(ctx, s, "claim = $2", claim)
		if found = len(claimed) == 1; found {
			d = claimed[0]
		}
		return err
	})
	return d, found, err
}

// PutSending implements hinterland.SendingBook.
func (k keys) PutSending(ctx context.Context, d hinterland.Sending) (bool, error) {
	tested := 0
	if d.Test {
		tested = 1
	}
	return k.touches(ctx, "UPDATE sending SET place = $3, state = $4, tries = $5, due = $6, "+
		"until = $7, claim = CASE WHEN CAST($7 AS bigint) = 0 THEN '' ELSE claim END, "+
		"test = CASE WHEN CAST($8 AS bigint) = 1 THEN 0 ELSE test END, said = $9, at = $10 "+
		"WHERE region = $1 AND claim = $2", d.Claim, d.Place, d.State, d.Tries, d.Due, d.Until,
		tested, d.Said, d.At)
}

// TestSending implements hinterland.SendingBook.
func (k keys) TestSending(
	ctx context.Context, of hinterland.ID[hinterland.Subscription],
) error {
	return k.exec(ctx, "UPDATE sending SET test = 1 WHERE region = $1 AND subscription = $2", of)
}

// ResumeSending implements hinterland.SendingBook.
func (k keys) ResumeSending(
	ctx context.Context, of hinterland.ID[hinterland.Subscription], now hinterland.Instant,
) error {
	return k.exec(ctx, "UPDATE sending SET state = 'sends', tries = 0, due = $3 "+
		"WHERE region = $1 AND subscription = $2 AND state = 'stopped'", of, now)
}
