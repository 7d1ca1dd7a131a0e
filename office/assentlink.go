package office

import (
	"cmp"
	"context"
	"slices"

	"hinterland"
)

// OfferAssentLink makes a one-time link by which a party without account can
// assent to the version that is proposed now. A later link takes the place of
// a former one. A party in which somebody holds a post signs in itself.
type OfferAssentLink struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Version   int                                 `json:"version"`
	Party     hinterland.PartyCode                `json:"party"`
	Digest    string                              `json:"digest"`
	Code      string                              `json:"code"`
	Last      hinterland.Day                      `json:"last"`
}

func (a *OfferAssentLink) link() *hinterland.AssentLink {
	return &hinterland.AssentLink{
		Agreement: a.Agreement, Version: a.Version, Party: a.Party, Code: a.Code, Last: a.Last,
	}
}

// Check implements Act.
func (a *OfferAssentLink) Check() hinterland.Refusals { return a.link().Check() }

// Side implements Act.
func (a *OfferAssentLink) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.memberSide(a.Agreement)
}

// Do implements Act.
func (a *OfferAssentLink) Do(t *Turn) error {
	if _, _, err := t.proposed(a.Agreement, a.Version, a.Party, a.Digest); err != nil {
		return err
	}
	if a.Party == t.Actor.Party {
		return hinterland.Refuse(hinterland.Conflict, "assent.own", nil).
			In(hinterland.Where{Column: "party", Value: string(a.Party)})
	}
	if err := missing(t.Tx, a.link()); err != nil {
		return err
	}
	if manned, err := held(t.Tx, a.Party, t.Today); err != nil || manned {
		return cmp.Or(err, t.denied("assent", a.Party))
	}
	link := a.link()
	if refusal := link.CheckLast(t.Today); refusal != nil {
		return refusal
	}
	link.Person, link.For = t.Actor.Person, t.Actor.Party
	return t.PutAssentLink(*link)
}

// AssentByLink is a party's assent by whoever holds a link for it. Nobody is
// signed in who could be held to it, so it is shown with the name that the
// signer wrote and with who made the link, and nobody can take it back: those
// who could are those it was given to.
type AssentByLink struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Version   int                                 `json:"version"`
	Party     hinterland.PartyCode                `json:"party"`
	Digest    string                              `json:"digest"`
	Token     string                              `json:"token"`
	Signer    hinterland.Personal                 `json:"signer"`
}

// former implements renamed. A proof is something else here.
func (a *AssentByLink) former() map[string]string { return map[string]string{"proof": "token"} }

// Check implements Act.
func (a *AssentByLink) Check() hinterland.Refusals { return oneFault(a.Signer.Check("signer")) }

// Side implements Act.
func (a *AssentByLink) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

// Do implements Act.
func (a *AssentByLink) Do(t *Turn) error {
	if _, err := t.holdFor(a.Agreement, "assent", whoseAssent); err != nil {
		return err
	}
	link, err := linkOf(t.Tx, a.Token, t.Today) // as it is now that nobody else can use it
	if err == nil {
		err = usable(t.Tx, &link, t.Today)
	}
	if err == nil {
		link, err = t.UseAssentLink(link.Code, t.At)
	}
	if err != nil {
		return err
	}
	return t.assent(hinterland.Assent{
		Agreement: a.Agreement, Version: a.Version, Party: a.Party, Manner: hinterland.ByLink,
		Person: link.Person, At: t.At, Signer: a.Signer,
	}, a.Digest)
}

// shown is the authority of the act: the token of the link, shown by nobody who
// acts for any other party.
func (a *AssentByLink) shown(t *Turn) error {
	link, err := linkOf(t.Tx, a.Token, t.Today)
	if err != nil {
		return err
	}
	if link.Agreement != a.Agreement || link.Version != a.Version || link.Party != a.Party {
		return hinterland.Refuse(hinterland.NotFound, "link.unknown", nil)
	}
	if t.Actor != (Actor{Party: a.Party}) {
		return hinterland.Refuse(hinterland.Denied, "link.signed-in", nil)
	}
	return nil
}

// linkOf finds the link of a token, up to its last day.
func linkOf(
	tx hinterland.Tx, token string, today hinterland.Day,
) (hinterland.AssentLink, error) {
	link, err := tx.AssentLink(hinterland.CodeOf(token))
	if err == nil && link.Last < today {
		err = hinterland.Refuse(hinterland.Conflict, "link.expired",
			hinterland.Args{"last": link.Last})
	}
	return link, err
}

// usable refuses a link that was used, to a text that is not proposed any
// more, and to a party that has assented or got an account since.
func usable(tx hinterland.Tx, link *hinterland.AssentLink, today hinterland.Day) error {
	if link.Used != 0 {
		return hinterland.Refuse(hinterland.Conflict, "link.used", nil)
	}
	agreement, err := tx.Agreement(link.Agreement)
	if err != nil {
		return err
	}
	if refusal := agreement.Ask("assent", whoseAssent, today); refusal != nil {
		return refusal
	}
	if agreement.Latest != link.Version {
		return hinterland.Refuse(hinterland.Conflict, "link.amended", nil)
	}
	if manned, err := held(tx, link.Party, today); err != nil || manned {
		return cmp.Or(err, error(hinterland.Refuse(hinterland.Conflict, "link.account", nil)))
	}
	return missing(tx, link)
}

// missing refuses a link to a party that has assented.
func missing(tx hinterland.Tx, link *hinterland.AssentLink) error {
	given, err := tx.Assents(link.Agreement, link.Version)
	of := func(a hinterland.Assent) bool { return a.Party == link.Party }
	if err == nil && slices.ContainsFunc(given, of) {
		err = hinterland.Refuse(hinterland.Conflict, "assent.twice",
			hinterland.Args{"value": link.Party})
	}
	return err
}

// An Offer is all that the holder of a link may see: one text with its parties
// and goods, the text that the party knows, who made the link, and what was
// signed by it.
type Offer struct {
	hinterland.AssentLink
	Text    Text  // of the assents only the link's own
	Former  *Text // the one that the party has assented to last; nil where there is none
	Maker   string
	Charter hinterland.Charter
	Parties []hinterland.Party
	Goods   []hinterland.Good
}

// Offered is what the holder of a link sees up to its last day. A link that
// cannot be used is refused, and one that was used still shows what was signed.
func (o *Office) Offered(ctx context.Context, token string) (offer *Offer, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		v := &View{tx: tx}
		if err := v.dated(o); err != nil {
			return err
		}
		offer, err = v.offered(token)
		return err
	})
	return offer, err
}

func (v *View) offered(token string) (*Offer, error) {
	link, err := linkOf(v.tx, token, v.Today)
	if err == nil && link.Used == 0 {
		err = usable(v.tx, &link, v.Today)
	}
	if err != nil {
		return nil, err
	}
	o := &Offer{AssentLink: link}
	texts, err := v.texts(link.Agreement)
	if err != nil {
		return nil, err
	}
	given := func(a hinterland.Assent) bool { return a.Party == link.Party }
	for i := range texts[:link.Version-1] {
		if slices.ContainsFunc(texts[i].Assents, given) {
			o.Former = &texts[i]
		}
	}
	o.Text = texts[link.Version-1]
	o.Text.Links = []hinterland.AssentLink{link}
	o.Text.Assents = slices.DeleteFunc(o.Text.Assents,
		func(a hinterland.Assent) bool { return a.Party != link.Party })
	if o.Maker, err = v.Name(link.Person); err != nil {
		return nil, err
	}
	if o.Charter, err = v.tx.Charter(); err != nil {
		return nil, err
	}
	return o, v.mentioned(o)
}

// mentioned finds the parties and goods that an offer's texts speak of.
func (v *View) mentioned(o *Offer) (err error) {
	parties, items := o.Text.Terms.Parties, o.Text.Terms.Items
	if o.Former != nil {
		parties = slices.Concat(parties, o.Former.Terms.Parties)
		items = slices.Concat(items, o.Former.Terms.Items)
	}
	if o.Parties, err = v.tx.PartiesBy(parties); err != nil {
		return err
	}
	o.Goods, err = v.tx.Goods()
	o.Goods = slices.DeleteFunc(o.Goods, func(g hinterland.Good) bool {
		return !slices.ContainsFunc(items,
			func(i hinterland.ItemTerms) bool { return i.Good == g.Code })
	})
	return err
}

// Unmanned are those of some parties in which nobody holds a post today, and
// for which others may therefore make links.
func (v *View) Unmanned(parties []hinterland.PartyCode) ([]hinterland.PartyCode, error) {
	posts, err := v.tx.Holders("", parties...)
	return slices.DeleteFunc(slices.Clone(parties), func(code hinterland.PartyCode) bool {
		return slices.ContainsFunc(posts, func(p hinterland.Post) bool {
			return p.Party == code && p.Term.Has(v.Today)
		})
	}), err
}
