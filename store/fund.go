package store

import (
	"strconv"
	"strings"

	"hinterland"
)

func funds() table[hinterland.Fund] {
	return table[hinterland.Fund]{
		name: "fund",
		columns: []string{
			"id", "name_en", "name_zh", "trustee", "currency", "low", "high", "from_day",
			"last_day", "closed", "terms", "pledged", "granted", "drawn", "repaid",
		},
		keys: 1,
		fields: func(f *hinterland.Fund) []any {
			return []any{
				&f.ID, &f.Name.English, &f.Name.Chinese, &f.Trustee, &f.Currency, &f.Low, &f.High,
				&f.From, &f.Last, &f.Closed, &f.Terms, &f.Pledged, &f.Granted, &f.Drawn, &f.Repaid,
			}
		},
	}
}

// fundTables are those whose rows are of funds, for statements.
const fundTables = "'fund', 'pledge', 'application', 'grant_made', 'instalment'"

// Fund implements hinterland.FundBook.
func (t *tx) Fund(id hinterland.ID[hinterland.Fund]) (hinterland.Fund, error) {
	return get(t, funds(), "fund.unknown", "id = $2", id)
}

// Funds implements hinterland.FundBook.
func (t *tx) Funds(
	before hinterland.ID[hinterland.Fund], limit int,
) ([]hinterland.Fund, error) {
	in := funds()
	return scan(t, in, in.orderedSQL("(id < $2 OR $2 = 0)", "id DESC")+" LIMIT $3",
		[]any{before, limit})
}

// fundWaits is no table but what a join returns: f is the fund, g the grant.
func fundWaits() table[hinterland.FundWait] {
	return table[hinterland.FundWait]{
		columns: append(prefixed("f.", funds().columns), prefixed("g.", grants().columns)...),
		fields: func(w *hinterland.FundWait) []any {
			return append(funds().fields(&w.Fund), grants().fields(&w.Grant)...)
		},
	}
}

// FundsWaiting implements hinterland.FundBook. The first day of a schedule lies
// behind nine signs of its text; where there is none, nothing does. What is asked
// for comes before all grants, since the number of its grant is nought.
func (t *tx) FundsWaiting(
	party hinterland.PartyCode, today hinterland.Day, after hinterland.ID[hinterland.Grant],
	limit int,
) ([]hinterland.FundWait, error) {
	in, noGrant := fundWaits(), "0, 0, 0, '', '', 0, 0, 0, 0, 0, ''"
	asked := "SELECT " + strings.Join(prefixed("f.", funds().columns), ", ") + ", " + noGrant +
		" FROM fund f WHERE f.region = $1 AND f.trustee = $2 AND $5 = 0 AND f.closed > $3 " +
		"AND f.from_day <= $3 AND f.last_day >= $3 AND f.pledged + f.repaid > f.granted " +
		"AND EXISTS (SELECT 1 FROM application a WHERE a.region = $1 AND a.fund = f.id " +
		"AND a.granted + a.withdrawn < a.amount) ORDER BY f.id LIMIT $6"
	owed := "SELECT " + in.list() + " FROM fund f CROSS JOIN grant_made g WHERE f.region = $1 " +
		"AND f.drawn > f.repaid AND g.region = $1 AND g.fund = f.id AND g.id > $5 " +
		"AND (f.trustee = $2 OR g.party = $2) AND g.drawn > g.repaid " +
		"AND substr(g.schedule, 10, 10) >= '0' AND substr(g.schedule, 10, 10) < $4 " +
		"ORDER BY g.id LIMIT $6"
	return scan(t, in, "SELECT * FROM ("+asked+") AS asked UNION ALL SELECT * FROM ("+owed+
		") AS owed ORDER BY "+strconv.Itoa(len(funds().columns)+1)+", 1",
		[]any{party, today, today.String(), after, limit})
}

// AddFund implements hinterland.FundBook.
func (t *tx) AddFund(f hinterland.Fund) error {
	added, err := insert(t, funds(), &f)
	return taken(added, err, "record.twice", f.ID.String())
}

// MoveFund implements hinterland.FundBook. The bounds are part of the statement:
// two acts at once cannot both find the money free.
func (t *tx) MoveFund(
	id hinterland.ID[hinterland.Fund], by hinterland.FundMove,
) (hinterland.Fund, error) {
	openUntil := -hinterland.Forevermore // whenever it is closed
	if by.Pledged > 0 || by.Granted > 0 {
		openUntil = hinterland.Forevermore
	}
	rows, err := update(t, funds(), "pledged = pledged + $3, granted = granted + $4, "+
		"drawn = drawn + $5, repaid = repaid + $6", "id = $2 AND closed >= $7 "+
		"AND pledged + $3 BETWEEN 0 AND $8 AND repaid + $6 BETWEEN 0 AND drawn + $5 "+
		"AND drawn + $5 <= granted + $4 AND granted + $4 <= pledged + $3 + repaid + $6",
		id, by.Pledged, by.Granted, by.Drawn, by.Repaid, openUntil, hinterland.MaxSum)
	if err == nil && len(rows) == 0 {
		return hinterland.Fund{}, t.noMoney(id, by, openUntil)
	}
	return only(rows, err, "fund.unknown", id.String())
}

// noMoney says why a fund could not be moved.
func (t *tx) noMoney(
	id hinterland.ID[hinterland.Fund], by hinterland.FundMove, openUntil hinterland.Day,
) error {
	f, err := t.Fund(id)
	if err != nil {
		return err
	}
	args := hinterland.Args{"currency": f.Currency}
	switch {
	case f.Closed < openUntil:
		return hinterland.Refuse(hinterland.Conflict, "fund.closed",
			hinterland.Args{"last": f.Closed - 1})
	case f.Pledged+by.Pledged > hinterland.MaxSum:
		return hinterland.Refuse(hinterland.Invalid, "number.size", nil)
	case f.Granted+by.Granted > f.Pledged+by.Pledged+f.Repaid+by.Repaid:
		args["free"] = f.Sum(f.Free()).Figure()
		return hinterland.Refuse(hinterland.Conflict, "fund.free", args)
	case f.Drawn+by.Drawn > f.Granted+by.Granted:
		args["free"] = f.Sum(f.Granted - f.Drawn).Figure()
		return hinterland.Refuse(hinterland.Conflict, "grant.undrawn", args)
	}
	args["free"] = f.Sum(f.Drawn - f.Repaid).Figure()
	return hinterland.Refuse(hinterland.Conflict, "grant.owed", args)
}

// CloseFund implements hinterland.FundBook.
func (t *tx) CloseFund(id hinterland.ID[hinterland.Fund], from hinterland.Day) error {
	rows, err := update(t, funds(), "closed = $3", "id = $2 AND closed = $4",
		id, from, hinterland.Forevermore)
	if err != nil || len(rows) > 0 {
		return err
	}
	f, err := t.Fund(id)
	if err == nil {
		err = hinterland.Refuse(hinterland.Conflict, "fund.closed",
			hinterland.Args{"last": f.Closed - 1})
	}
	return err
}

func pledges() table[hinterland.Pledge] {
	return table[hinterland.Pledge]{
		name: "pledge",
		columns: []string{
			"id", "fund", "party", "currency", "amount", "withdrawn", "day", "note",
		},
		keys: 1,
		fields: func(p *hinterland.Pledge) []any {
			return []any{
				&p.ID, &p.Fund, &p.Party, &p.Currency, &p.Amount, &p.Withdrawn, &p.Day, &p.Note,
			}
		},
	}
}

// Pledge implements hinterland.PledgeBook.
func (t *tx) Pledge(id hinterland.ID[hinterland.Pledge]) (hinterland.Pledge, error) {
	return get(t, pledges(), "pledge.unknown", "id = $2", id)
}

// Pledges implements hinterland.PledgeBook.
func (t *tx) Pledges(fund hinterland.ID[hinterland.Fund]) ([]hinterland.Pledge, error) {
	return find(t, pledges(), "fund = $2", fund)
}

// AddPledge implements hinterland.PledgeBook.
func (t *tx) AddPledge(p hinterland.Pledge) error {
	added, err := insert(t, pledges(), &p)
	return taken(added, err, "record.twice", p.ID.String())
}

// WithdrawPledge implements hinterland.PledgeBook.
func (t *tx) WithdrawPledge(id hinterland.ID[hinterland.Pledge], minor int64) error {
	rows, err := update(t, pledges(), "withdrawn = withdrawn + $3",
		"id = $2 AND withdrawn + $3 BETWEEN 0 AND amount", id, minor)
	if err != nil || len(rows) > 0 {
		return err
	}
	p, err := t.Pledge(id)
	if err != nil {
		return err
	}
	left := hinterland.Sum{Minor: p.Amount - p.Withdrawn, Currency: p.Currency}
	return hinterland.Refuse(hinterland.Conflict, "pledge.left",
		hinterland.Args{"free": left.Figure(), "currency": p.Currency})
}

func applications() table[hinterland.Application] {
	return table[hinterland.Application]{
		name: "application",
		columns: []string{
			"id", "fund", "party", "currency", "amount", "granted", "withdrawn", "use", "reason",
			"day", "told_to",
		},
		keys: 1,
		fields: func(a *hinterland.Application) []any {
			return []any{
				&a.ID, &a.Fund, &a.Party, &a.Currency, &a.Amount, &a.Granted, &a.Withdrawn, &a.Use,
				&a.Reason, &a.Day, &a.ToldTo,
			}
		},
	}
}

// Application implements hinterland.ApplicationBook.
func (t *tx) Application(
	id hinterland.ID[hinterland.Application],
) (hinterland.Application, error) {
	return get(t, applications(), "application.unknown", "id = $2", id)
}

// Applications implements hinterland.ApplicationBook.
func (t *tx) Applications(
	fund hinterland.ID[hinterland.Fund],
) ([]hinterland.Application, error) {
	return find(t, applications(), "fund = $2", fund)
}

// AddApplication implements hinterland.ApplicationBook.
func (t *tx) AddApplication(a hinterland.Application) error {
	added, err := insert(t, applications(), &a)
	return taken(added, err, "record.twice", a.ID.String())
}

// MoveApplication implements hinterland.ApplicationBook.
func (t *tx) MoveApplication(
	id hinterland.ID[hinterland.Application], granted, withdrawn int64,
) error {
	rows, err := update(t, applications(), "granted = granted + $3, withdrawn = withdrawn + $4",
		"id = $2 AND granted + $3 >= 0 AND withdrawn + $4 >= 0 "+
			"AND granted + $3 + withdrawn + $4 <= amount", id, granted, withdrawn)
	if err != nil || len(rows) > 0 {
		return err
	}
	a, err := t.Application(id)
	if err != nil {
		return err
	}
	open := hinterland.Sum{Minor: a.Open(), Currency: a.Currency}
	return hinterland.Refuse(hinterland.Conflict, "application.open",
		hinterland.Args{"free": open.Figure(), "currency": a.Currency})
}
