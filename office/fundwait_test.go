package office

import (
	"testing"

	"hinterland"
)

// endlessFunds are records in which a party keeps so many funds that are asked for
// money, and has so many grants, of which every second one is late.
type endlessFunds struct {
	hinterland.Tx
	asked, grants int
	pages         *int
}

// FundsWaiting implements hinterland.FundBook.
func (e endlessFunds) FundsWaiting(
	_ hinterland.PartyCode, today hinterland.Day, after hinterland.ID[hinterland.Grant], limit int,
) (page []hinterland.FundWait, err error) {
	*e.pages++
	for i := 1; after == 0 && i <= min(e.asked, limit); i++ {
		page = append(page, hinterland.FundWait{
			Fund: hinterland.Fund{ID: hinterland.ID[hinterland.Fund](i)},
		})
	}
	for i := int(after) + 1; i <= min(e.grants, int(after)+limit); i++ {
		g := hinterland.Grant{
			ID: hinterland.ID[hinterland.Grant](i), Currency: "CNY", Drawn: 300,
			Repaid: int64(i%2) * 200, Schedule: `[{"due":"` + (today - 1).String() +
				`","amount":"2"},{"due":"` + today.String() + `","amount":"1"}]`,
		}
		page = append(page, hinterland.FundWait{Grant: g})
	}
	return page, nil
}

func TestWhatIsLateOfFundsIsLookedForPageByPage(t *testing.T) {
	for name, tt := range map[string]struct {
		asked, grants       int
		duty                hinterland.Duty
		told, late, pagesOf int
	}{
		"nothing":                     {0, 0, hinterland.Signatory, 0, 0, 1},
		"a little":                    {1, 2, hinterland.Signatory, 1, 1, 1},
		"as many as are told":         {0, 100, hinterland.Signatory, 0, 50, 1},
		"more than are told":          {60, 200, hinterland.Signatory, 50, 50, 1},
		"a page of funds, no grant":   {grantsAtOnce, 0, hinterland.Signatory, 50, 0, 1},
		"who may not grant":           {9, 4, hinterland.Liaison, 0, 2, 1},
		"who is not of the party now": {9, 4, "", 0, 0, 0},
	} {
		pages := 0
		v := &View{tx: endlessFunds{asked: tt.asked, grants: tt.grants, pages: &pages}, Today: 100}
		if tt.duty != "" {
			v.duties = []hinterland.Duty{tt.duty}
		}
		found, err := v.FundsWaiting(50)
		asked, late := 0, 0
		for _, w := range found {
			if w.Late == 0 {
				asked++
			} else if late++; w.Late != 200 || w.Since != 99 || w.Grant.ID%2 == 1 {
				t.Errorf("%s: %d of grant %s is late since %s", name, w.Late, w.Grant.ID, w.Since)
			}
		}
		if err != nil || asked != tt.told || late != tt.late || pages != tt.pagesOf {
			t.Errorf("%s: %v, %d asked for, %d late, on %d pages", name, err, asked, late, pages)
		}
	}
}

// TestAPageWithoutAnythingLateIsNotTheLast has what is late behind a page of grants
// that are repaid in time.
func TestAPageWithoutAnythingLateIsNotTheLast(t *testing.T) {
	pages := 0
	v := &View{
		tx: behind{endlessFunds{grants: grantsAtOnce + 2, pages: &pages}}, Today: 100,
		duties: []hinterland.Duty{hinterland.Keeper},
	}
	found, err := v.FundsWaiting(50)
	if err != nil || len(found) != 1 || found[0].Grant.ID != grantsAtOnce+2 || pages != 2 {
		t.Errorf("%v, %d late, on %d pages", err, len(found), pages)
	}
}

// behind are endlessFunds of whose first page nothing is late.
type behind struct{ endlessFunds }

// FundsWaiting implements hinterland.FundBook.
func (b behind) FundsWaiting(
	party hinterland.PartyCode, today hinterland.Day, after hinterland.ID[hinterland.Grant],
	limit int,
) ([]hinterland.FundWait, error) {
	page, err := b.endlessFunds.FundsWaiting(party, today, after, limit)
	for i := range page {
		if page[i].Grant.ID <= grantsAtOnce {
			page[i].Grant.Repaid = 200
		}
	}
	return page, err
}
