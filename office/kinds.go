package office

import (
	"reflect"
	"slices"
	"sync"

	"hinterland"
)

// Kinds lists every act.
func Kinds() []Kind { return slices.Clone(kinds().all) }

// A catalogue is all kinds, found by the name and by the type of their acts.
type catalogue struct {
	all   []Kind
	named map[string]Kind
	typed map[reflect.Type]Kind
}

// kinds is made once: every act asks for it several times.
var kinds = sync.OnceValue(func() *catalogue {
	c := &catalogue{named: map[string]Kind{}, typed: map[reflect.Type]Kind{}}
	c.all = slices.Concat(directoryKinds(), scopeKinds(), zoneKinds(), horizonKinds(),
		planKinds(), agreementKinds(), eventKinds(), fundKinds(), advanceKinds(),
		caseKinds(), keyKinds(), subscriptionKinds(), journalKinds())
	for _, k := range c.all {
		c.named[k.Name], c.typed[reflect.TypeOf(k.New())] = k, k
	}
	return c
})

// directoryKinds are the acts on who and what there is.
func directoryKinds() []Kind {
	return []Kind{
		{
			Name: "open-region", New: func() Act { return &OpenRegion{} },
			Final: hinterland.Refuse(hinterland.Conflict, "undo.opening", nil),
			Example: `{"charter":{"name":{"en":"Examples"},"language":"en","currency":"CNY",` +
				`"clock":"Asia/Shanghai"},"party":{"code":"office","name":{"en":"Office"}},` +
				`"person":{"name":"Li Ming"}}`,
		},
		{
			Name: "register-party", New: func() Act { return &RegisterParty{} },
			Example: `{"code":"mill","name":{"en":"Paper mill","zh":"造纸厂"}}`,
		},
		{
			Name: "name-party", New: func() Act { return &NameParty{} },
			Example: `{"code":"coop","name":{"en":"Ramie co-operative"},"base":2}`,
		},
		{
			Name: "register-person", New: func() Act { return &RegisterPerson{} },
			Example: `{"name":"Wang Fang","mail":"wang@example.org"}`,
		},
		{
			Name: "describe-person", New: func() Act { return &DescribePerson{} },
			Example: `{"person":"3","name":"Wang Fang","phone":"0731-555","base":3}`,
		},
		{
			Name: "erase-person", New: func() Act { return &ErasePerson{} },
			Example: `{"person":"3","reason":"Asked for it","base":3}`,
			Final:   hinterland.Refuse(hinterland.Conflict, "undo.erased", nil),
		},
		{
			Name: "erase-signer", New: func() Act { return &EraseSigner{} },
			Final:   hinterland.Refuse(hinterland.Conflict, "undo.erased", nil),
			Example: `{"agreement":"5","version":1,"party":"coop","reason":"Asked for it"}`,
		},
		{
			Name: "give-post", New: func() Act { return &GivePost{} },
			Example: `{"person":"3","party":"coop","duty":"clerk","from":"2026-01-01"}`,
		},
		{
			Name: "end-post", New: func() Act { return &EndPost{} },
			Example: `{"post":"1-2","last":"2026-12-31","base":1}`,
		},
		{
			Name: "register-good", New: func() Act { return &RegisterGood{} },
			Example: `{"code":"straw","name":{"en":"Straw"},"unit":"t","decimals":1}`,
		},
		{
			Name: "describe-good", New: func() Act { return &DescribeGood{} },
			Example: `{"code":"ramie","name":{"en":"Ramie","zh":"苎麻"},"class":"fibre",` +
				`"unit":"t","decimals":3,"base":4}`,
		},
	}
}

// scopeKinds are the acts on who is where, and who may buy what there.
func scopeKinds() []Kind {
	return []Kind{
		{
			Name: "register-place", New: func() Act { return &RegisterPlace{} },
			Example: `{"code":"north","name":{"en":"North town","zh":"北乡"},"parent":"liuyang"}`,
		},
		{
			Name: "describe-place", New: func() Act { return &DescribePlace{} },
			Example: `{"code":"liuyang","name":{"en":"Liuyang county","zh":"浏阳县"},"base":12}`,
		},
		{
			Name: "state-border", New: func() Act { return &StateBorder{} },
			Example: `{"a":"liuyang","b":"chaling","ruling":"parted","reason":"A ridge lies ` +
				`between","base":37}`,
		},
		{
			Name: "load-map", New: func() Act { return &LoadMap{} },
			Example: `{"name":"counties.geojson","file":"` + exampleMap + `","source":"Survey ` +
				`office","licence":"Open","borders":[{"a":"liuyang","b":"youxian"}],"base":58}`,
		},
		{
			Name: "state-tie", New: func() Act { return &StateTie{} },
			Example: `{"a":"liuyang","b":"chaling","strength":"12.5","source":"Waybills of 2025",` +
				`"base":38}`,
		},
		{
			Name: "state-distance", New: func() Act { return &StateDistance{} },
			Example: `{"from":"liuyang","to":"chaling","km":"142.5","base":39}`,
		},
		{
			Name: "locate-party", New: func() Act { return &LocateParty{} },
			Example: `{"code":"coop","place":"liuyang","base":2}`,
		},
		{
			Name: "announce-scope", New: func() Act { return &AnnounceScope{} },
			Example: `{"buyer":"office","good":"ramie","place":"liuyang","from":"2026-12-01",` +
				`"last":"2027-03-31"}`,
		},
		{
			Name: "grant-scope", New: func() Act { return &GrantScope{} },
			Example: `{"buyer":"office","good":"ramie","place":"liuyang","from":"2027-01-01",` +
				`"last":"2027-12-31","basis":"public-lot","document":"Lot 7"}`,
		},
		{
			Name: "end-scope", New: func() Act { return &EndScope{} },
			Example: `{"scope":"13","last":"2026-12-15","reason":"The mill closes","base":13}`,
		},
		{
			Name: "regulate", New: func() Act { return &Regulate{} },
			Example: `{"subject":"off-scope","rule":"record","base":25}`,
		},
		{
			Name: "mark-scarce", New: func() Act { return &MarkScarce{} },
			Example: `{"good":"ramie","reason":"The plan stands at 46 %","base":26}`,
		},
	}
}

// horizonKinds are the acts on what plans are made of.
func horizonKinds() []Kind {
	return []Kind{
		{
			Name: "open-horizon", New: func() Act { return &OpenHorizon{} },
			Example: `{"code":"y2028","name":{"en":"The year 2028","zh":"2028年度"},` +
				`"class":"annual","from":"2028-01-01","period":"month","periods":12}`,
		},
		{
			Name: "describe-horizon", New: func() Act { return &DescribeHorizon{} },
			Example: `{"code":"y2027","name":{"en":"Fifteen months","zh":"十五个月"},` +
				`"class":"annual","periods":15,"base":33}`,
		},
		{
			Name: "close-horizon", New: func() Act { return &CloseHorizon{} },
			Example: `{"code":"y2027","base":33}`,
		},
		{
			Name: "state-offer", New: func() Act { return &StateOffer{} },
			Example: `{"horizon":"y2027","party":"office","good":"ramie","price":"815.5",` +
				`"quantities":["12.5","0","30"]}`,
		},
		{
			Name: "withdraw-offer", New: func() Act { return &WithdrawOffer{} },
			Example: `{"horizon":"y2027","party":"office","good":"ramie","price":"820","base":34}`,
		},
		{
			Name: "state-need", New: func() Act { return &StateNeed{} },
			Example: `{"horizon":"y2027","party":"coop","good":"ramie","priority":1,` +
				`"quantities":["4","4.125"],"base":35}`,
		},
		{
			Name: "withdraw-need", New: func() Act { return &WithdrawNeed{} },
			Example: `{"horizon":"y2027","party":"coop","good":"ramie","priority":1,"base":35}`,
		},
		{
			Name: "state-recipe", New: func() Act { return &StateRecipe{} },
			Example: `{"party":"coop","recipe":"handmade","from":"2027-01-01",` +
				`"last":"2027-12-31","capacity":"0.5","inputs":[{"good":"ramie",` +
				`"quantity":"1.25"}],"outputs":[{"good":"paper","quantity":"20"}]}`,
		},
		{
			Name: "withdraw-recipe", New: func() Act { return &WithdrawRecipe{} },
			Example: `{"party":"coop","recipe":"thread","base":57}`,
		},
	}
}

// zoneKinds are the acts on zones, and on who is in which.
func zoneKinds() []Kind {
	return []Kind{
		{
			Name: "found-zone", New: func() Act { return &FoundZone{} },
			Example: `{"code":"middle","name":{"en":"Middle","zh":"中部协作区"},` +
				`"centre":["youxian"]}`,
		},
		{
			Name: "describe-zone", New: func() Act { return &DescribeZone{} },
			Example: `{"code":"east","name":{"en":"Eastern"},"lead":"office",` +
				`"centre":["liuyang"],"base":43}`,
		},
		{
			Name: "set-zone-state", New: func() Act { return &SetZoneState{} },
			Example: `{"zone":"east","state":"preparing","from":"2026-12-01",` +
				`"base":43}`,
		},
		{
			Name: "pin-place", New: func() Act { return &PinPlace{} },
			Example: `{"place":"chaling","zone":"west","reason":"Its depot",` +
				`"base":46}`,
		},
		{
			Name: "unpin-place", New: func() Act { return &UnpinPlace{} },
			Example: `{"place":"chaling","base":46}`,
		},
		{
			Name: "set-zoning", New: func() Act { return &SetZoning{} },
			Example: `{"objective":"ties","tolerance":"0.2","base":45}`,
		},
		{
			Name: "move-place", New: func() Act { return &MovePlace{} },
			Example: `{"place":"youxian","zone":"west","from":"2026-12-15",` +
				`"cost":"0","reason":"The road was washed away"}`,
		},
		{
			Name: "draw-zones", New: func() Act { return &DrawZones{} },
			Example: `{"from":"2026-12-01","cost":"0","bound":"0","places":[` +
				`{"place":"chaling","zone":"west","reason":"centre"},` +
				`{"place":"liuyang","zone":"east","reason":"centre"},` +
				`{"place":"youxian","zone":"east","reason":"tie"}]}`,
		},
		{
			Name: "state-belongings",
			New:  func() Act { return &StateBelongings{} },
			Example: `{"place":"pingjiang","stays":[` +
				`{"zone":"west","from":"2024-01-01","last":"2025-12-31",` +
				`"reason":"nearest"},{"zone":"east","from":"2026-01-01",` +
				`"reason":"hand","note":"The road was washed away"}]}`,
		},
	}
}

// planKinds are the acts on plans that the office keeps.
func planKinds() []Kind {
	return []Kind{
		{
			Name: "keep-plan", New: func() Act { return &KeepPlan{} },
			Example: `{"run":"` + exampleRun + `","title":"The year 2027"}`,
		},
		{
			Name: "propose-plan", New: func() Act { return &ProposePlan{} },
			Example: `{"plan":"54","base":54}`,
		},
		{
			Name: "sign-plan", New: func() Act { return &SignPlan{} },
			Example: `{"plan":"52","party":"office","digest":"` + exampleParts + `"}`,
		},
		{
			Name: "record-plan-paper", New: func() Act { return &RecordPlanPaper{} },
			Example: `{"plan":"52","party":"coop","digest":"` + exampleOther +
				`","document":"plan-2027.pdf"}`,
		},
		{
			Name: "withdraw-plan", New: func() Act { return &WithdrawPlan{} },
			Example: `{"plan":"52","reason":"The bridge is closed","base":53}`,
		},
		{
			Name: "close-plan", New: func() Act { return &ClosePlan{} },
			Example: `{"plan":"48","reason":"The year is over","base":51}`,
		},
		{
			Name: "draft-by-plan", New: func() Act { return &DraftByPlan{} },
			Example: `{"plan":"48","one":"coop","other":"office"}`,
		},
		{
			Name: "fix-line", New: func() Act { return &FixLine{} },
			Example: `{"horizon":"y2027","good":"ramie","from":"office","to":"coop","period":1,` +
				`"quantity":"2.5","reason":"They shook hands"}`,
		},
		{
			Name: "unfix-line", New: func() Act { return &UnfixLine{} },
			Example: `{"horizon":"y2027","good":"ramie","from":"coop","to":"office","period":1,` +
				`"base":55}`,
		},
	}
}

// agreementKinds are the acts on what parties promise.
func agreementKinds() []Kind {
	return []Kind{
		{
			Name: "propose-agreement", New: func() Act { return &ProposeAgreement{} },
			Example: exampleTerms(""),
		},
		{
			Name: "draft-agreement", New: func() Act { return &DraftAgreement{} },
			Example: exampleTerms(""),
		},
		{
			Name: "propose-draft", New: func() Act { return &ProposeDraft{} },
			Example: `{"agreement":"14","base":14}`,
		},
		{
			Name: "drop-draft", New: func() Act { return &DropDraft{} },
			Example: `{"agreement":"14","base":14}`,
		},
		{
			Name: "amend-agreement", New: func() Act { return &AmendAgreement{} },
			Example: exampleTerms(`"agreement":"5","base":5,`),
		},
		{
			Name: "assent", New: func() Act { return &Assent{} },
			Example: `{"agreement":"5","version":1,"party":"office","digest":"` +
				exampleDigest + `"}`,
		},
		{
			Name: "record-paper-assent", New: func() Act { return &RecordPaperAssent{} },
			Example: `{"agreement":"5","version":1,"party":"coop","digest":"` + exampleDigest +
				`","document":"contract-2026-14.pdf"}`,
		},
		{
			Name: "offer-assent-link", New: func() Act { return &OfferAssentLink{} },
			Example: `{"agreement":"5","version":1,"party":"coop","digest":"` + exampleDigest +
				`","code":"` + exampleCode + `","last":"2026-12-09"}`,
		},
		{
			Name: "assent-by-link", New: func() Act { return &AssentByLink{} },
			Final: hinterland.Refuse(hinterland.Conflict, "undo.link", nil),
			Example: `{"agreement":"5","version":1,"party":"coop","digest":"` + exampleDigest +
				`","token":"` + exampleToken + `","signer":"Chen Jie"}`,
		},
		{
			Name: "suspend-agreement", New: func() Act { return &SuspendAgreement{} },
			Example: `{"agreement":"18","until":"2027-01-01","reason":"Flood","base":20}`,
		},
		{
			Name: "resume-agreement", New: func() Act { return &ResumeAgreement{} },
			Example: `{"agreement":"21","base":24}`,
		},
		{
			Name: "close-agreement", New: func() Act { return &CloseAgreement{} },
			Example: `{"agreement":"15","base":17}`,
		},
		{
			Name: "declare-breach", New: func() Act { return &DeclareBreach{} },
			Example: `{"agreement":"18","reason":"Nothing came in October","base":20}`,
		},
		{
			Name: "end-agreement", New: func() Act { return &EndAgreement{} },
			Example: `{"agreement":"5","last":"2026-12-31","reason":"The mill closes",` +
				`"base":5}`,
		},
	}
}

// eventKinds are the acts on what comes of promises.
func eventKinds() []Kind {
	return []Kind{
		{
			Name: "record-delivery", New: func() Act { return &RecordDelivery{} },
			Example: `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"12.5"}`,
		},
		{
			Name: "record-receipt", New: func() Act { return &RecordReceipt{} },
			Example: `{"delivery":"6","day":"2026-11-21","received":"38","short":"1",` +
				`"rejected":"1","reason":"Wet"}`,
		},
		{
			Name: "record-return", New: func() Act { return &RecordReturn{} },
			Example: `{"receipt":"7","day":"2026-11-22","quantity":"1"}`,
		},
		{
			Name: "give-back", New: func() Act { return &GiveBack{} },
			Example: `{"agreement":"7","item":1,"day":"2026-11-23","quantity":"2"}`,
		},
		{
			Name: "record-payment", New: func() Act { return &RecordPayment{} },
			Example: `{"agreement":"5","item":1,"day":"2026-11-24","amount":"31160.00",` +
				`"currency":"CNY"}`,
		},
		{
			Name: "confirm-payment", New: func() Act { return &ConfirmPayment{} },
			Example: `{"payment":"7","day":"2026-11-25","came":"20000.00","reason":"In part"}`,
		},
		{
			Name: "reverse-event", New: func() Act { return &ReverseEvent{} },
			Example: `{"event":"6","reason":"Wrong item"}`,
		},
	}
}

// caseKinds are the acts on what parties have to settle.
func caseKinds() []Kind {
	return []Kind{
		{
			Name: "raise-case", New: func() Act { return &RaiseCase{} },
			Example: `{"party":"office","agreement":"5","good":"ramie",` +
				`"text":"The ramie comes wet.","deadline":"2026-12-09"}`,
		},
		{
			Name: "comment-case", New: func() Act { return &CommentCase{} },
			Example: `{"case":"31","text":"We have looked at it together."}`,
		},
		{
			Name: "assign-case", New: func() Act { return &AssignCase{} },
			Example: `{"case":"31","owner":"office","person":"1","deadline":"2026-12-16",` +
				`"base":32}`,
		},
		{
			Name: "propose-closing", New: func() Act { return &ProposeClosing{} },
			Example: `{"case":"31","text":"Two tonnes are sent again."}`,
		},
		{
			Name: "agree-closing", New: func() Act { return &AgreeClosing{} },
			Example: `{"case":"31","proposal":"32","party":"coop","document":"letter-14.pdf"}`,
		},
		{
			Name: "withdraw-case", New: func() Act { return &WithdrawCase{} },
			Example: `{"case":"31","reason":"It was another lot"}`,
		},
		{
			Name: "look-for-cases", New: func() Act { return &LookForCases{} },
			Example: `{"agreement":"5","on":"2026-11-25"}`,
		},
	}
}

// journalKinds are the acts on other acts, and on records of all sorts.
func journalKinds() []Kind {
	return []Kind{
		{
			Name: "batch", New: func() Act { return &Batch{} },
			Example: `{"acts":[{"kind":"register-party","body":{"code":"b1",` +
				`"name":{"en":"One"}}},{"kind":"register-party","body":{"code":"b2",` +
				`"name":{"en":"Two"}}}]}`,
		},
		{
			Name: "attach-file", New: func() Act { return &AttachFile{} },
			Example: `{"noun":"agreement","record":"5","name":"contract-2026-14.pdf","file":"` +
				exampleFile + `"}`,
		},
		{
			Name: "undo", New: func() Act { return &Undo{} },
			Final:   hinterland.Refuse(hinterland.Conflict, "undo.undo", nil),
			Example: `{"entry":3}`,
		},
	}
}

// exampleTerms are the terms of an example, with further fields before them.
func exampleTerms(more string) string {
	return `{` + more + `"kind":"purchase","class":"annual","title":"Ramie for the mill",` +
		`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31","items":[` +
		`{"number":1,"from":"coop","to":"office","good":"ramie","effort":"firm",` +
		`"floor":"100","ceiling":"150",` +
		`"price":"820","currency":"CNY","schedule":[{"due":"2026-10-31","quantity":"60"},` +
		`{"due":"2026-12-15","quantity":"60"}]}]}`
}

// exampleDigest is the digest of exampleTerms in the office of examples.
const exampleDigest = "6c56317ba6898d84435f4df8c7c170d9baeee6b71e7e79f88820b6c3ca97db1e"

// exampleFile is the digest of a file that has come into the office of examples.
const exampleFile = "eb9d77bd6fab74aa0f96949f7404ebafd35c2c75d4c94f48e42f954de8f2d28d"

// exampleMap is the digest of a map that has come into the office of examples.
const exampleMap = "ed778c73ea51338d6576fb5992b189f2b94d9f3d5e199f46c1af520d6b0b3e6c"

// A run of the office of examples, and what stands for the parts of the office and the
// co-operative in a plan that it came to.
const (
	exampleRun   = "EXAMPLERUN"
	exampleParts = "5922a99bca563114a5e0f0ef80b53d38cac62b542c7b5be12affc06985addfbd"
	exampleOther = "7c32e79a0000a5857987cac92a3b38ab7db7497b01e002dbb1af43400e8e84af"
)

// The proof of an example's link, and its code.
const (
	exampleToken = "e9cf75ed66e1b6e6b50a06885cce35c16a082f1bc1be6d1051058c92eca4ed72"
	exampleCode  = "c34dac9f8bc48b66488dbae79e0be889111c62dc0fd52b849b4b7cc59bd9baad"
)
