package office

import (
	"slices"
	"strings"

	"hinterland"
)

// A Relation is how an actor stands to the party whose act it is.
type Relation string

// The relations. What is allowed to others is allowed to all.
const (
	Own Relation = "own" // the actor acts for that party
	// Counterpart: both are in the agreement that the act is about, or the actor's
	// party keeps the fund that it is about, or it says what a party offers or needs,
	// and nobody holds a post in that party who could act for it.
	Counterpart Relation = "counterpart"
	Other       Relation = "other" // it is another's, or the region's
)

// A Right allows the holders of a duty some acts in a relation.
type Right struct {
	Duty     hinterland.Duty
	Relation Relation
	Kinds    []string
}

// Rights is the table of authority. What does not stand in it is denied. A
// batch needs what each of its acts needs, whoever may do an act may undo it,
// and an assent by link needs the link, so none of these stands in it. The office
// by itself, which is nobody, looks for cases and does nothing else. A key or a
// subscription is made by whoever acts for a party, on a post of their own.
func Rights() []Right {
	rights := []Right{
		{hinterland.Keeper, Other, []string{
			"register-party", "name-party", "register-person", "give-post", "end-post",
			"register-good", "describe-good", "describe-person", "erase-person",
			"register-place", "describe-place", "locate-party", "grant-scope", "end-scope",
			"regulate", "mark-scarce", "erase-signer",
			"comment-case", "assign-case", "look-for-cases", "attach-file",
		}},
		{hinterland.Keeper, Other, mapActs()},
		{hinterland.Planner, Other, mapActs()},
		{hinterland.Planner, Other, []string{
			"found-zone", "describe-zone", "set-zone-state", "pin-place", "unpin-place",
			"set-zoning", "move-place", "draw-zones", "state-belongings",
		}},
		{hinterland.Clerk, Other, []string{"register-party", "register-good", "register-place"}},
		{hinterland.Clerk, Own, []string{
			"name-party", "locate-party", "announce-scope", "end-scope", "register-person",
			"describe-person", "draft-agreement", "draft-by-plan", "propose-draft", "drop-draft",
			"propose-agreement", "amend-agreement",
			"record-paper-assent", "offer-assent-link", "record-delivery", "record-receipt",
			"record-return", "give-back", "record-payment", "confirm-payment",
			"reverse-event", "raise-case", "comment-case", "assign-case", "withdraw-case",
			"attach-file",
		}},
		{hinterland.Clerk, Own, []string{
			"apply-to-fund", "withdraw-application", "draw-grant", "repay-grant",
			"reverse-instalment", "give-advance", "recover-advance", "return-advance",
			"reverse-settlement",
		}},
		{hinterland.Planner, Other, []string{
			"open-horizon", "describe-horizon", "close-horizon",
			"keep-plan", "propose-plan", "withdraw-plan", "close-plan", "draft-by-plan",
			"fix-line", "unfix-line",
		}},
		{hinterland.Keeper, Own, []string{"record-plan-paper"}},
		{hinterland.Clerk, Own, statementActs()},
		{hinterland.Planner, Own, statementActs()},
		{hinterland.Planner, Counterpart, statementActs()},
		{hinterland.Keeper, Counterpart, append(statementActs(), "record-plan-paper")},
		{hinterland.Clerk, Counterpart, []string{
			"record-delivery", "record-receipt", "record-return", "give-back",
			"record-payment", "confirm-payment", "reverse-event", "apply-to-fund",
			"withdraw-application", "draw-grant", "reverse-instalment",
		}},
		{hinterland.Liaison, Own, []string{
			"draft-agreement", "draft-by-plan", "propose-draft", "drop-draft", "propose-agreement",
			"amend-agreement", "offer-assent-link",
			"raise-case", "comment-case", "assign-case", "withdraw-case", "propose-closing",
			"agree-closing", "attach-file",
		}},
		{hinterland.Liaison, Counterpart, []string{"agree-closing"}},
		{hinterland.Signatory, Counterpart, []string{"agree-closing"}},
		{hinterland.Signatory, Own, []string{
			"assent", "sign-plan", "offer-assent-link", "suspend-agreement", "resume-agreement",
			"close-agreement", "declare-breach", "end-agreement", "give-post", "end-post",
			"raise-case", "comment-case", "assign-case", "withdraw-case", "propose-closing",
			"agree-closing", "attach-file",
			"describe-person", "erase-person", "erase-signer",
		}},
		{hinterland.Signatory, Own, []string{
			"open-fund", "close-fund", "pledge-to-fund", "withdraw-pledge", "grant-of-fund",
			"revoke-grant", "write-off-advance",
		}},
	}
	for _, d := range hinterland.Duties() {
		rights = append(rights, Right{d, Own, restingActs()})
	}
	return rights
}

// restingActs are the acts on what rests on a post.
func restingActs() []string {
	return []string{"make-key", "revoke-key", "subscribe", "unsubscribe"}
}

// mapActs are the acts on where places lie to one another.
func mapActs() []string {
	return []string{"state-border", "state-tie", "state-distance", "load-map"}
}

// statementActs are the acts on what a party offers, needs and makes.
func statementActs() []string {
	return []string{
		"state-offer", "withdraw-offer", "state-need", "withdraw-need", "state-recipe",
		"withdraw-recipe",
	}
}

// dutiesFor lists the duties that allow an act in a relation.
func dutiesFor(kind string, relation Relation) []hinterland.Duty {
	var duties []hinterland.Duty
	for _, r := range Rights() {
		allows := r.Relation == relation || r.Relation == Other
		if allows && slices.Contains(r.Kinds, kind) {
			duties = append(duties, r.Duty)
		}
	}
	return duties
}

// allowed refuses an act that none of the actor's posts of today allows. The
// first act of a region is anybody's: there is nobody yet who could allow it.
func (t *Turn) allowed(act Act) error {
	if err := t.leave(act); err != nil {
		return err
	}
	switch act := act.(type) {
	case *OpenRegion:
		return nil // it refuses by itself once there is a region
	case *Batch:
		return nil // each of its acts asks for itself
	case *Undo:
		return t.mayUndo(act)
	case *AssentByLink:
		return act.shown(t)
	case *LookForCases:
		if t.Actor == (Actor{}) {
			return nil // the office does it by itself
		}
	}
	duties, err := dutiesOf(t.Tx, t.Actor, t.Today)
	if err == nil && len(duties) == 0 { // who acts for nobody learns nothing of the act
		err = t.denied(nameOf(act), t.Actor.Party)
	}
	if err != nil {
		return err
	}
	t.met = map[hinterland.ID[hinterland.Agreement]]members{}
	defer func() { t.met = nil }()
	side, err := act.Side(t)
	if err != nil {
		return err
	}
	relation, err := t.relation(act, side)
	if err != nil {
		return err
	}
	return t.entitled(nameOf(act), relation, side, duties)
}

// entitled refuses an act of a party unless a duty that the actor holds allows its
// kind in a relation.
func (t *Turn) entitled(
	kind string, relation Relation, side hinterland.PartyCode, held []hinterland.Duty,
) error {
	duties := dutiesFor(kind, relation)
	for _, d := range held {
		if slices.Contains(duties, d) {
			return nil
		}
	}
	return t.denied(kind, side)
}

// dutiesOf lists the duties that an actor holds on a day.
func dutiesOf(
	tx hinterland.Tx, actor Actor, on hinterland.Day,
) (duties []hinterland.Duty, err error) {
	posts, err := tx.PostsOf(actor.Person, actor.Party)
	if err != nil {
		return nil, err
	}
	counts, err := actor.allows(tx, on)
	for _, p := range posts {
		if counts(p) {
			duties = append(duties, p.Duty)
		}
	}
	return duties, err
}

// An underAgreement is an act about what an agreement promises.
type underAgreement interface {
	agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error)
}

// relation is how the actor stands to the party whose act it is.
func (t *Turn) relation(act Act, side hinterland.PartyCode) (Relation, error) {
	if side == "" {
		return Other, nil
	}
	if side == t.Actor.Party {
		return Own, nil
	}
	beside, err := t.beside(act)
	if err != nil || !beside {
		return Other, err
	}
	held, err := held(t.Tx, side, t.Today)
	if err != nil || held {
		return Other, err
	}
	return Counterpart, nil
}

// beside reports whether the actor's party stands beside the one whose act it is,
// in an agreement, in a case, or as the trustee of a fund.
func (t *Turn) beside(act Act) (bool, error) {
	switch about := act.(type) {
	case underAgreement:
		id, err := about.agreement(t)
		if err != nil {
			return false, err
		}
		found, err := t.membersOf(id)
		return found.part(t.Actor.Party).Acts(), err
	case fundAct:
		f, err := about.fund(t)
		return f.Trustee == t.Actor.Party, err
	case interface{ together(t *Turn) (bool, error) }:
		return about.together(t)
	}
	return false, nil
}

// held reports whether anybody holds a post in a party on a day.
func held(tx hinterland.Tx, party hinterland.PartyCode, on hinterland.Day) (bool, error) {
	posts, err := tx.Holders("", party)
	return slices.ContainsFunc(posts, func(p hinterland.Post) bool { return p.Term.Has(on) }), err
}

// denied says which posts would allow an act, and who holds one, as far as the
// actor may know: those of the party that keeps the region, anybody.
func (t *Turn) denied(kind string, side hinterland.PartyCode) error {
	keeping, err := t.keeping()
	if err != nil {
		return err
	}
	relation := Own
	if side == "" {
		side, relation = keeping, Other
	}
	known := side == keeping
	if !known {
		if known, err = t.knowsPeopleOf(side); err != nil {
			return err
		}
	}
	duties := dutiesFor(kind, relation)
	names := make([]string, len(duties))
	var holders []string
	for i, d := range duties {
		names[i] = string(d)
		if !known {
			continue
		}
		posts, err := t.Holders(d, side)
		if err != nil {
			return err
		}
		for _, p := range posts {
			if p.Term.Has(t.Today) {
				holders = append(holders, p.Person.String())
			}
		}
	}
	if len(holders) == 0 && side != keeping && len(dutiesFor(kind, Other)) > 0 {
		return t.denied(kind, "") // nobody there; whoever may for any party can
	}
	return hinterland.Refuse(hinterland.Denied, "act.denied", hinterland.Args{
		"kind": kind, "party": side, "duties": strings.Join(names, " "),
		"holders": strings.Join(holders, " "), "known": known,
	})
}

// knowsPeopleOf reports whether the actor may know who holds posts in a party.
func (t *Turn) knowsPeopleOf(party hinterland.PartyCode) (bool, error) {
	v, err := t.view()
	if err != nil || v.sees(People, Other) || !v.sees(People, Own) {
		return err == nil && v.sees(People, Other), err
	}
	seen, err := t.Counterparts(t.Actor.Party) // the own party among them
	return slices.Contains(seen, party), err
}

// keeping is the party that keeps the region: the one that opened it.
func (t *Turn) keeping() (hinterland.PartyCode, error) {
	opened, err := t.Opened()
	if err != nil {
		return "", err
	}
	act, err := recall(opened.Kind, opened.Body)
	if open, ok := act.(*OpenRegion); ok {
		return open.Party.Code, err
	}
	return opened.For, err
}
