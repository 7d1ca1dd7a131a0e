package store

import (
	"testing"

	"hinterland"
)

// The furnished region: two parties, two persons, a good and an agreement with
// an item of two commitments, of which 30 have been sent and 20 received.

const (
	yes hinterland.Day = 20_000 // a day on which posts are held

	absent = 99 // an act that made nothing
)

func agreementID(act int64) hinterland.ID[hinterland.Agreement] {
	return hinterland.MakeID[hinterland.Agreement](act, 0)
}

func personID(act int64) hinterland.ID[hinterland.Person] {
	return hinterland.MakeID[hinterland.Person](act, 0)
}

func postID(act int64) hinterland.ID[hinterland.Post] {
	return hinterland.MakeID[hinterland.Post](act, 0)
}

func eventID(act int64) hinterland.ID[hinterland.Event] {
	return hinterland.MakeID[hinterland.Event](act, 0)
}

func aCharter() hinterland.Charter {
	return hinterland.Charter{
		Name: hinterland.Name{English: "Liuyang", Chinese: "浏阳"}, Language: "en",
		Currency: "CNY", Clock: "Asia/Shanghai",
	}
}

func aParty(code hinterland.PartyCode) hinterland.Party {
	return hinterland.Party{
		Code: code, Place: "p",
		Name: hinterland.Name{English: "The " + string(code), Chinese: "厂"},
	}
}

func aPerson(act int64) hinterland.Person {
	return hinterland.Person{ID: personID(act), Name: sealedName().Token, Mail: "personal:m"}
}

// sealedName is a value that lies apart.
func sealedName() hinterland.Sealed {
	return hinterland.Sealed{
		Token: hinterland.Personal("Li").Seal([]byte("s")), Salt: "s", Value: "Li",
	}
}

func aPost(act int64, from, to hinterland.Day) hinterland.Post {
	return hinterland.Post{
		ID: postID(act), Person: personID(1), Party: "mill", Duty: hinterland.Clerk,
		Term: hinterland.Term{From: from, To: to},
	}
}

func aGood(code hinterland.GoodCode) hinterland.Good {
	return hinterland.Good{
		Code: code, Name: hinterland.Name{English: "Ramie", Chinese: "苎麻"}, Class: "material",
		Unit: "t", Decimals: 1, Freight: 2, Storage: 3, Keeps: hinterland.Forever, Currency: "CNY",
	}
}

func aPlace(code, parent hinterland.PlaceCode) hinterland.Place {
	return hinterland.Place{
		Code: code, Name: hinterland.Name{English: "Liuyang", Chinese: "浏阳"},
		Lon: 113_630_500, Lat: -28_141_000, Parent: parent, Weight: 1_290_000, Source: "census",
	}
}

// aHorizon is the twelve months of 2027.
func aHorizon(code hinterland.HorizonCode) hinterland.Horizon {
	return hinterland.Horizon{
		Code: code, Name: hinterland.Name{English: "The year", Chinese: "全年"},
		Class: hinterland.ForYear, From: 20_819, Kind: hinterland.Months, Periods: 12,
		Closed: hinterland.Forevermore,
	}
}

func anOffer(
	party hinterland.PartyCode, price hinterland.Money, amounts ...hinterland.Quantity,
) hinterland.Statement {
	s := hinterland.Statement{
		Horizon: "2027", Kind: hinterland.Offered, Good: "ramie", Party: party, Price: price,
		Amounts: hinterland.SeriesOf(amounts),
	}
	for _, q := range amounts {
		s.Total += q
	}
	return s
}

func aNeed(
	party hinterland.PartyCode, priority int, amounts ...hinterland.Quantity,
) hinterland.Statement {
	s := anOffer(party, 0, amounts...)
	s.Kind, s.Priority = hinterland.Needed, priority
	return s
}

func scopeID(act int64) hinterland.ID[hinterland.DatedScope] {
	return hinterland.MakeID[hinterland.DatedScope](act, 0)
}

func aScope(
	act int64, buyer hinterland.PartyCode, from, to hinterland.Day,
) hinterland.DatedScope {
	return hinterland.DatedScope{
		ID: scopeID(act), Buyer: buyer, Good: "ramie", Place: "p", Basis: hinterland.PublicLot,
		Term: hinterland.Term{From: from, To: to}, Document: "lot 7",
	}
}

func aTrespass(event int64) hinterland.Trespass {
	s := hinterland.Trespass{
		Agreement: agreementID(1), Item: 1, Scope: scopeID(1), From: "coop", To: "coop",
		Good: "ramie", Day: yes,
	}
	if event > 0 {
		s.Event, s.Day = eventID(event), yes+1
	}
	return s
}

func anAgreement(act int64) hinterland.Agreement {
	return hinterland.Agreement{
		ID: agreementID(act), Title: "Ramie", Latest: 1, InForce: 1, Ended: hinterland.Forevermore,
	}
}

func aVersion(number int) hinterland.Version {
	return hinterland.Version{
		Agreement: agreementID(1), Number: number, Terms: `{"title":"<苎麻>\n"}`, Digest: "ab",
	}
}

func anAssent(party hinterland.PartyCode) hinterland.Assent {
	return hinterland.Assent{
		Agreement: agreementID(1), Version: 1, Party: party, Manner: hinterland.ByPaper,
		Document: "d.pdf", Person: personID(1), At: 5, Signer: sealedName().Token,
	}
}

func anAssentLink(code string) hinterland.AssentLink {
	return hinterland.AssentLink{
		Agreement: agreementID(1), Version: 1, Party: "mill", Code: code, Last: yes + 14,
		Person: personID(1), For: "coop",
	}
}

func anItem(number int, sent, received hinterland.Quantity) hinterland.Item {
	return hinterland.Item{
		Agreement: agreementID(1), Number: number, From: "mill", To: "coop", Good: "ramie",
		Floor: 10, Ceiling: 120, Price: 9, Currency: "CNY", Sent: sent, Received: received,
	}
}

func aCommitment(
	due hinterland.Day, quantity, sent, received hinterland.Quantity,
) hinterland.Commitment {
	return hinterland.Commitment{
		Agreement: agreementID(1), Item: 1, Due: due, Quantity: quantity, Sent: sent,
		Received: received,
	}
}

func anEvent(act int64, kind hinterland.EventKind, day hinterland.Day) hinterland.Event {
	return hinterland.Event{
		ID: eventID(act), Kind: kind, Agreement: agreementID(1), Item: 1, Day: day, Quantity: 30,
		Reason: "wet", Note: "two\nlines", Party: "mill", ToldTo: "coop",
	}
}

func aPayment(act int64, amount int64) hinterland.Event {
	return hinterland.Event{
		ID: eventID(act), Kind: hinterland.Payment, Agreement: agreementID(1), Day: yes,
		Party: "coop", To: "mill", Paid: hinterland.Sum{Minor: amount, Currency: "CNY"},
	}
}

func aPaid(amount, came int64) hinterland.Paid {
	e := aPayment(0, 0)
	p := e.PaidRow()
	p.Amount, p.Came = amount, came
	return p
}

func aReceipt(act int64) hinterland.Event {
	e := anEvent(act, hinterland.Receipt, yes+1)
	e.About = eventID(5)
	return e
}

func aFulfilment(due hinterland.Day) hinterland.Fulfilment {
	return hinterland.Fulfilment{
		Event: eventID(5), Agreement: agreementID(1), Item: 1, Due: due, Quantity: 30,
	}
}

func caseID(act int64) hinterland.ID[hinterland.Case] {
	return hinterland.MakeID[hinterland.Case](act, 0)
}

func remarkID(act int64) hinterland.ID[hinterland.Remark] {
	return hinterland.MakeID[hinterland.Remark](act, 0)
}

// aCase opened by itself for what is due on a day.
func aCase(act int64, due hinterland.Day) hinterland.Case {
	return hinterland.Case{
		ID: caseID(act), Kind: hinterland.OverdueCase, Agreement: agreementID(1), Item: 1,
		Due: due, Good: "ramie", Opened: yes + 1, Owner: "mill", Deadline: yes + 15,
	}
}

func aRemark(act int64, kind hinterland.RemarkKind) hinterland.Remark {
	return hinterland.Remark{
		ID: remarkID(act), Case: caseID(8), Agreement: agreementID(1), Kind: kind,
		Text: "two\nlines", Party: "mill", Person: personID(1), At: 5,
	}
}

// furnish puts in what the furnished region has.
func furnish(tx Tx) error {
	return first(
		func() error { return tx.AddCharter(aCharter()) },
		func() error { return tx.AddParty(aParty("mill")) },
		func() error { return tx.AddParty(aParty("coop")) },
		func() error { return tx.AddPerson(aPerson(1)) },
		func() error { return tx.AddPerson(aPerson(2)) },
		func() error { return tx.AddPost(aPost(1, yes, yes+10)) },
		func() error {
			return tx.Keep(sealedName())
		},
		func() error { return tx.Keep(hinterland.Sealed{Token: "personal:gone"}) },
		func() error { return tx.AddGood(aGood("ramie")) },
		func() error { return tx.PutReach(hinterland.Reach{Good: "ramie", Hectometres: 500}) },
		func() error { return tx.AddHorizon(aHorizon("2027")) },
		func() error { return tx.PutStatement(anOffer("mill", 9, 10, 0, 20)) },
		func() error { return tx.PutStatement(aNeed("coop", 1, 30)) },
		func() error { return tx.AddPlace(aPlace("p", "")) },
		func() error { return furnishNeighbours(tx) },
		func() error { return furnishZones(tx) },
		func() error { return furnishPlan(tx) },
		func() error { return tx.AddScope(aScope(1, "mill", yes, yes+10)) },
		func() error { return tx.AddAgreement(anAgreement(1)) },
		func() error { return tx.AddPlanPair(aPair(1, 1)) },
		func() error { return tx.PutFixedLine(aFixedLine(1, 5)) },
		func() error { return tx.AddRecipe(aRecipe("coop", "spun", 3)) },
		func() error {
			return tx.PutMember(hinterland.Membership{
				Agreement: agreementID(1), Party: "mill", Part: hinterland.Named,
			})
		},
		func() error {
			return tx.PutMember(hinterland.Membership{
				Agreement: agreementID(1), Party: "coop", Part: hinterland.Named,
			})
		},
		func() error { return tx.AddVersion(aVersion(1)) },
		func() error { return tx.PutAssentLink(anAssentLink("c1")) },
		func() error { return tx.AddAssent(anAssent("mill")) },
		func() error { return tx.PutItem(anItem(1, 30, 20)) },
		func() error { return tx.PutCommitment(aCommitment(yes, 60, 30, 20)) },
		func() error { return tx.PutCommitment(aCommitment(yes+9, 40, 0, 0)) },
		func() error { return tx.AddEvent(aPayment(3, 500)) },
		func() error { return tx.MovePaid(aPaid(500, 0)) },
		func() error { return tx.AddEvent(anEvent(5, hinterland.Delivery, yes)) },
		func() error { return tx.AddEvent(aReceipt(6)) },
		func() error { return tx.AddFulfilment(aFulfilment(yes)) },
		func() error {
			return tx.PutRegulation(hinterland.Regulation{
				Subject: hinterland.OffScope, Rule: hinterland.Report,
			})
		},
		func() error { return tx.PutTrespass(aTrespass(0)) },
		func() error { return tx.PutTrespass(aTrespass(5)) },
		func() error {
			return tx.PutScarcity(hinterland.Scarcity{Good: "ramie", Reason: "Little bark"})
		},
		func() error { return furnishFund(tx) },
		func() error { return furnishAdvance(tx) },
		func() error { return furnishAccessKeys(tx) },
		func() error { return furnishSubscriptions(tx) },
		func() error { return failure(tx.AddCase(aCase(8, yes))) },
		func() error {
			return tx.PutConcern(hinterland.Concern{Case: caseID(8), Party: "mill", Open: 1})
		},
		func() error { return tx.AddRemark(aRemark(9, hinterland.Commented)) },
		func() error { return tx.AddAttachment(anAttachment(hinterland.OnEvent, 5, 1)) },
	)
}

// anAttachment is on a record that an act made, in a place; or on the mill.
func anAttachment(on hinterland.RecordKind, act int64, place int) hinterland.Attachment {
	a := hinterland.Attachment{
		On: hinterland.Record{Kind: on, Number: act * hinterland.MaxMade}, Ordinal: place,
		Agreement: agreementID(1), Name: "合同.pdf", Party: "mill", Person: personID(1), At: 5,
	}
	if on == hinterland.OnParty {
		a.On.Number, a.On.Code, a.Agreement = 0, "mill", 0
	}
	return a
}

// first does one step after another up to the first that does not succeed.
func first(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// furnished opens a furnished region of a database.
func furnished(t testing.TB, db Database, region int64) hinterland.Records {
	t.Helper()
	r := db.Region(region)
	mustEnter(t, r, furnish)
	return r
}
