package web

import (
	"time"

	"hinterland"
	"hinterland/office"
)

// A planAnswer is a plan that the office keeps. Signing is how far it is
// signed, of one that waits for that.
type planAnswer struct {
	ID       hinterland.ID[hinterland.KeptPlan] `json:"id"`
	Horizon  hinterland.HorizonCode             `json:"horizon"`
	Title    string                             `json:"title"`
	Policy   hinterland.Policy                  `json:"policy"`
	State    hinterland.State                   `json:"state"`
	Former   hinterland.ID[hinterland.KeptPlan] `json:"former,omitempty"`
	Proposed *hinterland.Day                    `json:"proposed,omitempty"`
	Signing  *signingAnswer                     `json:"signing,omitempty"`
	Reason   string                             `json:"reason,omitempty"`
	Base     int64                              `json:"base,omitempty"`
}

// A signingAnswer is by how many parties a plan is signed, of how many.
type signingAnswer struct {
	Signed int `json:"signed"`
	All    int `json:"all"`
}

// answerPlan tells of a plan what its page tells at its head.
func answerPlan(
	k *hinterland.KeptPlan,
	of map[hinterland.ID[hinterland.KeptPlan]]hinterland.PlanSigning,
) planAnswer {
	answer := planAnswer{
		ID: k.ID, Horizon: k.Horizon, Title: k.Title, Policy: k.Policy,
		State: k.State, Former: k.Former, Proposed: dayIf(k.Proposed), Reason: k.Reason,
	}
	// Of a plan that does not wait for signatures nobody counts them: it was never
	// put before its parties, or all of them have signed.
	if s, waits := of[k.ID]; waits {
		answer.Signing = &signingAnswer{s.Signed, s.All}
	}
	return answer
}

// A partAnswer is the part that a party has to sign, which the digest
// stands for, and how it has signed it.
type partAnswer struct {
	Party     hinterland.PartyCode `json:"party"`
	Digest    string               `json:"digest"`
	Signature *signatureAnswer     `json:"signature,omitempty"`
}

// A signatureAnswer is a party's yes. Document names the paper that one on
// paper rests on.
type signatureAnswer struct {
	Manner   hinterland.Manner                `json:"manner"`
	Person   hinterland.ID[hinterland.Person] `json:"person"`
	At       time.Time                        `json:"at"`
	Document string                           `json:"document,omitempty"`
}

// answerPart tells a part; nobody may have signed it.
func answerPart(
	p *hinterland.PlanPart, signed *hinterland.PlanSignature,
) partAnswer {
	answer := partAnswer{Party: p.Party, Digest: p.Digest}
	if signed != nil {
		answer.Signature = &signatureAnswer{
			signed.Manner, signed.Person, signed.At.Time(), signed.Document,
		}
	}
	return answer
}

// A pairAnswer is a pair of which a plan lets one give the other something.
// Made says whether an agreement was made of it, which only the two are
// told by its number.
type pairAnswer struct {
	One       hinterland.PartyCode                `json:"one"`
	Other     hinterland.PartyCode                `json:"other"`
	Made      bool                                `json:"made"`
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement,omitempty"`
}

// answerPair tells of an agreement what the view lets the reader know.
func answerPair(p *office.PlannedPair) pairAnswer {
	return pairAnswer{
		One: p.One, Other: p.Other, Made: p.Made, Agreement: p.Agreement,
	}
}

// A fixingAnswer is a line that is fixed by hand for the plans of a
// horizon.
type fixingAnswer struct {
	Good     hinterland.GoodCode  `json:"good"`
	From     hinterland.PartyCode `json:"from"`
	To       hinterland.PartyCode `json:"to"`
	Period   hinterland.Period    `json:"period"`
	Quantity string               `json:"quantity"`
	Reason   string               `json:"reason,omitempty"`
	Base     int64                `json:"base"`
}

// A recipeAnswer is what a party makes of what, as the act that states it
// has it. Last is missing where it is to stay, and Capacity where nobody
// has said it.
type recipeAnswer struct {
	Party    hinterland.PartyCode  `json:"party"`
	Recipe   hinterland.RecipeCode `json:"recipe"`
	From     hinterland.Day        `json:"from"`
	Last     *hinterland.Day       `json:"last,omitempty"`
	Capacity string                `json:"capacity,omitempty"`
	Inputs   []office.RecipeGood   `json:"inputs"`
	Outputs  []office.RecipeGood   `json:"outputs"`
	Base     int64                 `json:"base"`
}

// answerRecipe tells a recipe in the figures of its goods.
func answerRecipe(r *office.KnownRecipe, n *names) recipeAnswer {
	answer := recipeAnswer{
		Party: r.Party, Recipe: r.Code, From: r.Term.From, Last: lastOf(r.Term),
		Inputs: answerPortions(r.Inputs, n), Outputs: answerPortions(r.Outputs, n),
		Base: r.Base,
	}
	// What nobody has said is left out, so that it is not taken for nothing at all.
	if r.Capacity > 0 {
		answer.Capacity = hinterland.FormatDecimal(r.Capacity, hinterland.BatchPlaces)
	}
	return answer
}

// answerPortions tells one side of a recipe as acts write it.
func answerPortions(portions []hinterland.Portion, n *names) []office.RecipeGood {
	answers := make([]office.RecipeGood, len(portions))
	for i, p := range portions {
		of := n.good(p.Good)
		answers[i] = office.RecipeGood{Good: p.Good, Quantity: amountText(p.Quantity, &of)}
	}
	return answers
}
