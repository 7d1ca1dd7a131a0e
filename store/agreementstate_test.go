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
