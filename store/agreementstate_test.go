package store

import (
	"testing"

	"hinterland"
)

// aDraft is a draft of the furnished region's mill.
func aDraft(tx Tx) error {
	draft := anAgreement(2)
	draft.Stage, draft.InForce = hinterland.DraftStage, 0
	return first(
		func() error { return tx.AddAgreement(draft) },
		func() error {
			return tx.PutMember(hinterland.Membership{
				Agreement: agreementID(2), Party: "mill", Part: hinterland.Named,
			})
		},
		func() error { return tx.PutDraft(aDraftText("ab")) },
	)
}

func aDraftText(digest string) hinterland.Version {
	v := aVersion(1)
	v.Agreement, v.Digest = agreementID(2), digest
	return v
}

// TestDraftsAndSuspensions is Long: it is a table of cases.
func TestDraftsAndSuspensions(t *testing.T) {
	paused := anAgreement(1)
	paused.Pause(yes-1, yes+5)
	paused.PausedBy, paused.Reason = "coop", "Flood"
	paused.Class, paused.Last, paused.After = hinterland.ForYear, yes, agreementID(3)
	due := func(in hinterland.Term) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.ChangeAgreement(paused), func() (any, error) {
				all, err := tx.Due("coop", yes, in, 9)
				var days []hinterland.Day
				for _, d := range all {
					days = append(days, d.Due, d.Falls)
				}
				return days, err
			})
		}
	}
	checkBooks(t, map[string]bookCase{
		"a suspended agreement": {
			ask: func(tx Tx) (any, error) {
				return then(tx.ChangeAgreement(paused),
					func() (any, error) { return tx.Agreement(agreementID(1)) })
			},
			want: paused,
		},
		"a stage that there is not": {
			ask: func(tx Tx) (any, error) {
				odd := anAgreement(1)
				odd.Stage = "x"
				return tx.ChangeAgreement(odd) != nil, nil
			},
			want: true,
		},
		"what falls into a suspension is due when it ends": {
			ask:  due(hinterland.Term{From: yes + 5, To: yes + 10}),
			want: []hinterland.Day{yes, yes + 5, yes + 9, yes + 9},
		},
		"and not before": {
			ask: due(hinterland.Term{From: 0, To: yes + 5}), want: []hinterland.Day(nil),
		},
		"another text of a draft": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return aDraft(tx) },
					func() error { return tx.PutDraft(aDraftText("cd")) })
				return then(err, func() (any, error) { return tx.Version(agreementID(2), 1) })
			},
			want: aDraftText("cd"),
		},
		"a draft waits for no assent": {
			ask: func(tx Tx) (any, error) {
				return then(aDraft(tx), func() (any, error) {
					waits, err := tx.Unassented("mill", yes, 0, 9)
					return len(waits) == 0 || waits[0].ID != agreementID(2), err
				})
			},
			want: true,
		},
		"a draft that was dropped": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return aDraft(tx) },
					func() error { return tx.DropDraft(agreementID(2)) })
				return then(err, func() (any, error) {
					members, err := tx.Members(agreementID(2))
					if len(members) > 0 || err != nil {
						return members, err
					}
					return tx.Agreement(agreementID(2))
				})
			},
			reason: refusal(hinterland.NotFound, "agreement.unknown"),
		},
		"what is no draft is not dropped": {
			ask: func(tx Tx) (any, error) {
				return then(tx.DropDraft(agreementID(1)),
					func() (any, error) { return tx.Agreement(agreementID(1)) })
			},
			want: anAgreement(1),
		},
	})
}

// TestWhatCouldBeMadeStanding is Long: it is a table of cases.
func TestWhatCouldBeMadeStanding(t *testing.T) {
	ending := func(last hinterland.Day) hinterland.Agreement {
		a := anAgreement(1)
		a.Class, a.Last = hinterland.ForYear, last
		return a
	}
	renewable := func(a hinterland.Agreement, more ...func(tx Tx) error) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) {
			err := tx.ChangeAgreement(a)
			for _, one := range more {
				err = first(func() error { return err }, func() error { return one(tx) })
			}
			return then(err, func() (any, error) {
				in := hinterland.Term{From: yes - 30, To: yes + 61}
				found, err := tx.Renewable("coop", yes, in, 9)
				return len(found), err
			})
		}
	}
	task := func(act int64) func(tx Tx) error {
		return func(tx Tx) error {
			item := anItem(1, 0, 0)
			item.Agreement, item.Class = agreementID(act), hinterland.ForTask
			if act == 1 {
				return tx.PutItem(item)
			}
			return first(func() error { return tx.AddAgreement(anAgreement(act)) },
				func() error { return tx.PutItem(item) })
		}
	}
	made := func(tx Tx) error {
		standing := anAgreement(3)
		standing.After = agreementID(1)
		return tx.AddAgreement(standing)
	}
	checkBooks(t, map[string]bookCase{
		"one that runs out in sixty days":  {ask: renewable(ending(yes + 60)), want: 1},
		"one that runs out later":          {ask: renewable(ending(yes + 61)), want: 0},
		"one that ran out thirty days ago": {ask: renewable(ending(yes - 30)), want: 1},
		"one that ran out before":          {ask: renewable(ending(yes - 31)), want: 0},
		"one that was made into another":   {ask: renewable(ending(yes), made), want: 0},
		"a task that was there once":       {ask: renewable(ending(0), task(1)), want: 0},
		"a task that was there twice":      {ask: renewable(ending(0), task(1), task(2)), want: 1},
	})
}
