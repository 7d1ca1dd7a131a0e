package office

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"hinterland"
)

// Entries are at most limit entries of the journal that the actor may see,
// before a number, the latest first, without their changes. Before 0 means
// from the latest on.
func (v *View) Entries(before int64, limit int) ([]hinterland.Entry, error) {
	if !v.sees(Entries, Own) || !v.sees(Entries, Counterpart) {
		return nil, nil
	}
	var seen []hinterland.Entry
	for {
		page, err := v.tx.EntriesFor(v.actor.Party, v.whole(), before, limit)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			visible := true
			if e.About == hinterland.Several && e.For != v.actor.Party {
				if _, visible, err = v.entry(e.Number); err != nil {
					return nil, err
				}
			}
			if before = e.Number; visible {
				seen = append(seen, e)
			}
		}
		if len(seen) >= limit || len(page) < limit {
			return seen[:min(limit, len(seen))], nil
		}
	}
}

// whole is what the actor sees all entries about, but for agreements: who keeps the
// region its lists and funds, who plans what is offered and needed.
func (v *View) whole() (groups []hinterland.ID[hinterland.Agreement]) {
	if v.sees(People, Other) {
		groups = append(groups, 0, hinterland.Funded)
	}
	if v.sees(Prices, Other) {
		groups = append(groups, hinterland.Stated)
	}
	return groups
}

// EntryHead is one entry of the journal without its body and what it changed, of which
// it tells how much that is. One that the actor may not see is refused as if it were not
// there.
func (v *View) EntryHead(number int64) (hinterland.Entry, error) {
	entry, visible, err := v.entry(number)
	if err == nil && !visible {
		err = hinterland.Refuse(hinterland.NotFound, "entry.unknown",
			hinterland.Args{"value": number})
	}
	if err != nil {
		return hinterland.Entry{}, err
	}
	return entry, nil
}

// Entry is one entry of the journal, without the rows of plans that tell prices to
// who may not know them.
func (v *View) Entry(number int64) (hinterland.Entry, error) {
	if _, err := v.EntryHead(number); err != nil {
		return hinterland.Entry{}, err
	}
	entry, err := v.tx.Entry(number)
	if err == nil && !v.sees(Prices, Other) {
		entry.Changes = slices.DeleteFunc(slices.Clone(entry.Changes), priced)
	}
	return entry, err
}

// ChangesFrom are at most so many changes of an entry that the actor has seen, each
// row as the entry left it.
func (v *View) ChangesFrom(number int64, from, most int) (hinterland.ChangePart, error) {
	hidden, err := v.hidesPrices(number)
	if err != nil {
		return hinterland.ChangePart{}, err
	}
	return v.tx.ChangesFrom(number, from, most, !hidden)
}

// hidesPrices reports whether an entry tells prices that the actor may not know.
func (v *View) hidesPrices(number int64) (bool, error) {
	if v.sees(Prices, Other) {
		return false, nil
	}
	return v.tx.TellsPrices(number)
}

// Embody reads the bodies of entries that the actor has seen.
func (v *View) Embody(entries []hinterland.Entry) error {
	numbers := make([]int64, len(entries))
	for i := range entries {
		numbers[i] = entries[i].Number
	}
	bodies, err := v.tx.Bodies(numbers...)
	for i := range entries {
		entries[i].Body = bodies[entries[i].Number]
	}
	return err
}

// MayProve refuses to prove an entry that the actor may not see, or not all of: a proof
// tells the whole of it.
func (v *View) MayProve(number int64) error {
	if _, err := v.EntryHead(number); err != nil {
		return err
	}
	hidden, err := v.hidesPrices(number)
	if hidden {
		err = hinterland.Refuse(hinterland.Denied, "entry.priced", nil)
	}
	return err
}

// priced reports whether a changed row of a plan tells what others ask for their goods.
func priced(c hinterland.Change) bool {
	return c.Table == "allocation" || c.Table == "plan_good"
}

// Former are the rows of changes before an entry, for who sees that entry;
// before 0, as they are now, for who may make the changes.
func (v *View) Former(changes []hinterland.Change, before int64) ([]string, error) {
	return v.tx.Former(changes, before)
}

// Gists are what entries that the actor has seen, and those that they undo, did
// to the rows that say what they were about.
func (v *View) Gists(entries []hinterland.Entry) (map[int64][]hinterland.Change, error) {
	var numbers []int64
	for i := range entries {
		numbers = append(numbers, entries[i].Number)
		if entries[i].Undoes > 0 {
			numbers = append(numbers, entries[i].Undoes)
		}
	}
	return v.tx.Gists(numbers)
}

// Said is the personal value of a token in a row that the actor may see; empty
// where it has been erased.
func (v *View) Said(token hinterland.Personal) (string, error) {
	values, err := v.tx.Values([]hinterland.Personal{token})
	return values[token].Value, err
}

// entry reads an entry and whether the actor may see it: what the own party
// did, what was done under an agreement that the actor sees, with its money of a
// fund or to what it offers and needs, and what the actor sees whole. What it changed
// is read only where it changed rows of several agreements.
func (v *View) entry(number int64) (hinterland.Entry, bool, error) {
	entry, err := v.tx.EntryHead(number)
	if err != nil {
		return entry, false, err
	}
	about := []hinterland.ID[hinterland.Agreement]{entry.About}
	switch {
	case entry.For == v.actor.Party:
		return entry, v.sees(Entries, Own), nil
	case entry.About == hinterland.Unshown:
		return entry, false, nil
	case slices.Contains(v.whole(), entry.About):
		return entry, true, nil
	case entry.About == hinterland.Several:
		whole, err := v.tx.Entry(number)
		if err != nil {
			return entry, false, err
		}
		about = agreementsIn(whole.Changes)
	case entry.About <= 0:
		if !v.sees(Entries, Counterpart) {
			return entry, false, nil
		}
		named, err := v.tx.NamesParty(number, v.actor.Party)
		return entry, named, err
	}
	for _, id := range about {
		seen, err := v.seesAgreement(id)
		if err != nil || !seen {
			return entry, false, err
		}
	}
	return entry, v.sees(Entries, Counterpart), nil
}

// agreementsIn lists the agreements whose rows were changed.
func agreementsIn(changes []hinterland.Change) []hinterland.ID[hinterland.Agreement] {
	var ids []hinterland.ID[hinterland.Agreement]
	for _, c := range changes {
		id := agreementOf(c)
		if id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// aboutOf is what an entry with some changes is about.
func aboutOf(changes []hinterland.Change) hinterland.ID[hinterland.Agreement] {
	if slices.ContainsFunc(changes, unshown) || ofKeys(changes) {
		return hinterland.Unshown
	}
	switch ids := agreementsIn(changes); len(ids) {
	case 0:
		switch {
		case slices.ContainsFunc(changes, ofStatement):
			return hinterland.Stated
		case slices.ContainsFunc(changes, ofFund):
			return hinterland.Funded
		}
		return 0
	case 1:
		return ids[0]
	}
	return hinterland.Several
}

// ofKeys reports whether changes are of keys and of nothing else: a person is erased
// with theirs, which whoever keeps the lists learns.
func ofKeys(changes []hinterland.Change) bool {
	return len(changes) > 0 && !slices.ContainsFunc(changes, func(c hinterland.Change) bool {
		return c.Table != "access_key"
	})
}

// ofFund reports whether a change is of a fund or of what is below one.
func ofFund(c hinterland.Change) bool {
	switch c.Table {
	case "fund", "pledge", "application", "grant_made", "instalment":
		return true
	}
	return false
}

// ofStatement reports whether a change is of what is offered or needed, planned of it,
// or fixed by who plans.
func ofStatement(c hinterland.Change) bool {
	return c.Table == "statement" || c.Table == "fixing" || priced(c)
}

// unshown reports whether a change is of what its own party only learns of: a draft,
// or a subscription, whose address may let in who knows it.
func unshown(c hinterland.Change) bool {
	if c.Table == "subscription" {
		return true
	}
	var row struct {
		Stage hinterland.Stage `json:"stage"`
	}
	return c.Table == "agreement" && json.Unmarshal([]byte(c.Row), &row) == nil &&
		row.Stage == hinterland.DraftStage
}

// agreementOf is the agreement that a changed row belongs to, 0 if to none. A
// row that is gone tells it only if its key does; that is enough, since an undo is
// about what it undoes.
func agreementOf(c hinterland.Change) hinterland.ID[hinterland.Agreement] {
	switch c.Table {
	case "cases", "remark", "attachment", "event":
		// A sheet has thousands. No text in a row can feign a field: its quotes are
		// escaped.
		_, rest, _ := strings.Cut(c.Row, `"agreement":`)
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		id, _ := strconv.ParseInt(rest[:digits], 10, 64)
		return hinterland.ID[hinterland.Agreement](id)
	case "agreement", "member", "version", "assent_link", "assent", "item", "commitment",
		"trespass", "advance", "paid", "plan_pair":
		var key []json.RawMessage
		var id int64
		if json.Unmarshal([]byte(c.Key), &key) == nil && len(key) > 0 &&
			json.Unmarshal(key[0], &id) == nil {
			return hinterland.ID[hinterland.Agreement](id)
		}
	}
	return 0
}
