package web

import (
	"encoding/json"
	"time"

	"hinterland"
	"hinterland/office"
)

// What programs are answered: the nouns as the view of who asks gives them,
// under the names that the bodies of acts have. Quantities, prices and sums are
// texts of decimals, as there. Base is the entry on which an act can rest that
// overwrites.

// A pageAnswer is a part of a list, and where to go on.
type pageAnswer[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"` // the address of the next part
}

// A selfAnswer is who asks.
type selfAnswer struct {
	Key     hinterland.ID[hinterland.Key]    `json:"key"`
	Person  hinterland.ID[hinterland.Person] `json:"person"`
	Party   hinterland.PartyCode             `json:"party"`
	Duties  []hinterland.Duty                `json:"duties"`
	Today   hinterland.Day                   `json:"today"`
	Charter hinterland.Charter               `json:"charter"`
}

type partyAnswer struct {
	Code  hinterland.PartyCode `json:"code"`
	Name  hinterland.Name      `json:"name"`
	Place hinterland.PlaceCode `json:"place,omitempty"`
	Base  int64                `json:"base,omitempty"`
}

func answerParty(p *hinterland.Party) partyAnswer {
	return partyAnswer{Code: p.Code, Name: p.Name, Place: p.Place}
}

type goodAnswer struct {
	Code     hinterland.GoodCode `json:"code"`
	Name     hinterland.Name     `json:"name"`
	Class    string              `json:"class,omitempty"`
	Unit     string              `json:"unit"`
	Decimals int                 `json:"decimals"`
	Parent   hinterland.GoodCode `json:"parent,omitempty"`
	Freight  string              `json:"freight"`
	Storage  string              `json:"storage"`
	Currency string              `json:"currency"`
	Keeps    *int                `json:"keeps,omitempty"`
	Reach    string              `json:"reach,omitempty"`
	Base     int64               `json:"base,omitempty"`
}

func answerGood(g *hinterland.Good, reach map[hinterland.GoodCode]int64) goodAnswer {
	answer := goodAnswer{
		Code: g.Code, Name: g.Name, Class: g.Class, Unit: g.Unit, Decimals: g.Decimals,
		Parent: g.Parent, Freight: priceText(g.Freight), Storage: priceText(g.Storage),
		Currency: g.Currency,
	}
	if g.Keeps != hinterland.Forever {
		answer.Keeps = &g.Keeps
	}
	if limit, limited := reach[g.Code]; limited {
		answer.Reach = kilometres(limit)
	}
	return answer
}

// priceText writes a price as the bodies of acts do.
func priceText(m hinterland.Money) string {
	return hinterland.FormatDecimal(int64(m), hinterland.MoneyPlaces)
}

// amountText writes a quantity of a good as the bodies of acts do.
func amountText(q hinterland.Quantity, of *hinterland.Good) string {
	return hinterland.FormatDecimal(int64(q), of.Decimals)
}

type placeAnswer struct {
	Code   hinterland.PlaceCode `json:"code"`
	Name   hinterland.Name      `json:"name"`
	Parent hinterland.PlaceCode `json:"parent,omitempty"`
	Lon    string               `json:"lon"`
	Lat    string               `json:"lat"`
	Weight string               `json:"weight,omitempty"`
	Source string               `json:"source,omitempty"` // of the weight
	Base   int64                `json:"base,omitempty"`
}

func answerPlace(p *hinterland.Place) placeAnswer {
	return placeAnswer{
		Code: p.Code, Name: p.Name, Parent: p.Parent, Lon: p.Lon.String(), Lat: p.Lat.String(),
		Weight: p.Weighed(), Source: p.Source,
	}
}

type scopeAnswer struct {
	ID       hinterland.ID[hinterland.DatedScope] `json:"id"`
	Buyer    hinterland.PartyCode                 `json:"buyer"`
	Good     hinterland.GoodCode                  `json:"good"`
	Place    hinterland.PlaceCode                 `json:"place"`
	From     hinterland.Day                       `json:"from"`
	Last     hinterland.Day                       `json:"last"`
	Basis    hinterland.Basis                     `json:"basis,omitempty"` // of exclusive ones
	Document string                               `json:"document,omitempty"`
	Base     int64                                `json:"base,omitempty"`
}

func answerScope(s *hinterland.DatedScope) scopeAnswer {
	return scopeAnswer{
		ID: s.ID, Buyer: s.Buyer, Good: s.Good, Place: s.Place, From: s.Term.From,
		Last: s.Term.Last(), Basis: s.Basis, Document: s.Document,
	}
}

type personAnswer struct {
	ID    hinterland.ID[hinterland.Person] `json:"id"`
	Name  string                           `json:"name"` // empty where it has been erased
	Mail  string                           `json:"mail,omitempty"`
	Phone string                           `json:"phone,omitempty"`
	Posts []postAnswer                     `json:"posts"`
	Base  int64                            `json:"base,omitempty"`
}

type postAnswer struct {
	ID    hinterland.ID[hinterland.Post] `json:"id"`
	Party hinterland.PartyCode           `json:"party"`
	Duty  hinterland.Duty                `json:"duty"`
	From  hinterland.Day                 `json:"from"`
	Last  *hinterland.Day                `json:"last,omitempty"`
	Base  int64                          `json:"base,omitempty"`
}

func answerPerson(h *office.Holder) personAnswer {
	p := personAnswer{
		ID: h.ID, Name: string(h.Name), Mail: string(h.Mail), Phone: string(h.Phone),
		Posts: []postAnswer{},
	}
	for _, post := range h.Posts {
		p.Posts = append(p.Posts, postAnswer{
			ID: post.ID, Party: post.Party, Duty: post.Duty, From: post.Term.From,
			Last: lastOf(post.Term),
		})
	}
	return p
}

// lastOf is the last day of a term; nil where it has none.
func lastOf(t hinterland.Term) *hinterland.Day {
	if t.To == hinterland.Forevermore {
		return nil
	}
	last := t.Last()
	return &last
}

// dayIf is a day that rows have as 0 where there is none.
func dayIf(d hinterland.Day) *hinterland.Day {
	if d == 0 || d == hinterland.Forevermore {
		return nil
	}
	return &d
}

type keyAnswer struct {
	ID      hinterland.ID[hinterland.Key]    `json:"id"`
	Title   string                           `json:"title"`
	Person  hinterland.ID[hinterland.Person] `json:"person"`
	Post    hinterland.ID[hinterland.Post]   `json:"post"`
	May     hinterland.Leave                 `json:"may"`
	Made    hinterland.Day                   `json:"made"`
	Last    hinterland.Day                   `json:"last"`
	Revoked *hinterland.Day                  `json:"revoked,omitempty"`
	Over    bool                             `json:"over"` // it opens nothing any more
}

func answerKey(k *office.KeyStanding) keyAnswer {
	return keyAnswer{
		ID: k.ID, Title: k.Title, Person: k.Person, Post: k.Key.Post, May: k.May, Made: k.Made,
		Last: k.Last, Revoked: dayIf(k.Revoked), Over: k.Over != nil,
	}
}

type subscriptionAnswer struct {
	ID       hinterland.ID[hinterland.Subscription] `json:"id"`
	Title    string                                 `json:"title"`
	Person   hinterland.ID[hinterland.Person]       `json:"person"`
	Post     hinterland.ID[hinterland.Post]         `json:"post"`
	Way      hinterland.Way                         `json:"way"`
	Pace     hinterland.Pace                        `json:"pace"`
	Address  string                                 `json:"address,omitempty"`
	Language string                                 `json:"language,omitempty"`
	Made     hinterland.Day                         `json:"made"`
	Ended    *hinterland.Day                        `json:"ended,omitempty"`
	Over     bool                                   `json:"over"` // it tells nothing any more
}

func answerSubscription(s *office.SubscriptionStanding) subscriptionAnswer {
	return subscriptionAnswer{
		ID: s.ID, Title: s.Title, Person: s.Person, Post: s.Subscription.Post, Way: s.Way,
		Pace: s.Pace, Address: s.Address, Language: s.Language, Made: s.Made,
		Ended: dayIf(s.Ended), Over: s.Over != nil,
	}
}

// An entryAnswer is an entry of the journal. Its act and its rows are as the
// journal has them, with tokens for personal values.
type entryAnswer struct {
	Number  int64                               `json:"number"`
	Act     int64                               `json:"act"`
	Kind    string                              `json:"kind"`
	Body    json.RawMessage                     `json:"body"`
	By      hinterland.ID[hinterland.Person]    `json:"by,omitempty"`
	For     hinterland.PartyCode                `json:"for,omitempty"`
	Through hinterland.ID[hinterland.Key]       `json:"through,omitempty"`
	At      time.Time                           `json:"at"`
	Why     string                              `json:"why,omitempty"`
	Undoes  int64                               `json:"undoes,omitempty"`
	Undone  int64                               `json:"undone,omitempty"`
	About   hinterland.ID[hinterland.Agreement] `json:"about,omitempty"`
	Changes []changeAnswer                      `json:"changes,omitempty"` // in lists none
}

// A proofAnswer is what a proof of an entry has, as docs/formats.md tells it.
type proofAnswer struct {
	Entry      json.RawMessage `json:"entry,omitempty"`
	Place      int64           `json:"place,omitempty"`
	Path       [][]byte        `json:"path,omitempty"`
	Checkpoint string          `json:"checkpoint"`
}

// A changeAnswer is a row that was changed: its key, and all of it as it is
// afterwards, nothing where it is gone.
type changeAnswer struct {
	Table string          `json:"table"`
	Key   json.RawMessage `json:"key"`
	Row   json.RawMessage `json:"row,omitempty"`
}

func answerEntry(e *hinterland.Entry) entryAnswer {
	return entryAnswer{
		Number: e.Number, Act: e.Act, Kind: e.Kind, Body: json.RawMessage(e.Body), By: e.By,
		For: e.For, Through: e.Through, At: e.At.Time(), Why: e.Why, Undoes: e.Undoes,
		Undone: e.Undone, About: max(e.About, 0), Changes: answerChanges(e.Changes),
	}
}

func answerChanges(changes []hinterland.Change) []changeAnswer {
	answers := make([]changeAnswer, len(changes))
	for i, c := range changes {
		answers[i] = changeAnswer{c.Table, json.RawMessage(c.Key), json.RawMessage(c.Row)}
	}
	return answers
}

// A previewAnswer is what an act would change.
type previewAnswer struct {
	Changes []changeAnswer `json:"changes"`
}
