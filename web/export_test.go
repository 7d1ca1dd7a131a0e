package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hinterland/office"
)

// errBroken is what goes wrong in an export that is broken off.
var errBroken = errors.New("broken")

// titlesExported are forms that write the titles of the agreements that somebody
// sees, or of one for whom and where.
func titlesExported() []Export {
	return []Export{
		{File: "ocds.json", Kind: "application/json", Write: writeTitles},
		{File: "ubl.zip", Kind: "application/zip", Goods: true, Write: writeTitles},
		{File: "hledger.journal", Kind: "text/plain", Goods: true, Write: writeTitles},
		{File: "years.csv", Kind: "text/csv", Goods: true, Whole: true, Write: writeTitles},
	}
}

func writeTitles(ctx context.Context, s *Sought, w io.Writer) error {
	return s.Office.View(ctx, s.Actor, func(v *office.View) error {
		if s.Agreement != 0 {
			d, err := v.Agreement(s.Agreement)
			if err == nil {
				_, err = fmt.Fprintf(w, "%s|%s|%s", d.Title, s.Actor.Party, s.Address)
			}
			return err
		}
		all, err := v.Agreements("", 0, 10)
		for _, g := range all {
			_, err = fmt.Fprintf(w, "%s|", g.Title)
		}
		return err
	})
}

func TestAnExportIsWhatItsReaderSees(t *testing.T) {
	w := newWorld(t)
	p := w.as(li).get("/exports/ocds.json?agreement=" + ramie).want(http.StatusOK)
	if p.body != "Ramie, 2026|office|http://example.com/exports/ocds.json?agreement=14" {
		t.Errorf("Li gets %s", p.body)
	}
	if got := p.header.Get("Content-Disposition"); got != `attachment; filename="14-ocds.json"` {
		t.Errorf("it is called %s", got)
	}
	if got := p.header.Get("Content-Type"); got != "application/json" {
		t.Errorf("it is said to be %s", got)
	}
	for person, want := range map[string]string{
		li:   "Seedlings, 2027|Who speaks with whom|Ramie, 2026|",
		wang: "Who speaks with whom|Ramie, 2026|", zhao: "",
	} {
		if got := w.as(person).get("/exports/ubl.zip").want(http.StatusOK).body; got != want {
			t.Errorf("person %s gets %q, want %q", person, got, want)
		}
	}
	for _, target := range []string{
		"/exports/ocds.json?agreement=" + seedling, "/exports/ocds.json?agreement=999",
		"/exports/odcs.json", "/exports/", "/exports/extension/", "/exports/extension/none",
		"/exports/extension/codelists/", "/exports/extension/..%2f..%2fgo.mod",
	} {
		if p := w.as(wang).get(target); p.status != http.StatusNotFound {
			t.Errorf("%s answers %d", target, p.status)
		}
	}
	w.as(wang).get("/exports/ocds.json?agreement=x").want(http.StatusUnprocessableEntity)
	w.as(sun).get("/exports/ocds.json").want(http.StatusForbidden)
	w.browser().get("/exports/ocds.json").want(http.StatusUnauthorized)
}

// TestAPartOfAnExportIsNotTakenForTheWhole breaks one before and after it has
// begun to be sent.
func TestAPartOfAnExportIsNotTakenForTheWhole(t *testing.T) {
	w := newWorld(t)
	w.site.Exports[2].Write = func(ctx context.Context, s *Sought, out io.Writer) error {
		return errors.Join(writeTitles(ctx, s, out), errBroken)
	}
	w.as(zhao).get("/exports/hledger.journal").want(http.StatusInternalServerError)
	defer func() {
		if thrown := recover(); thrown != http.ErrAbortHandler {
			t.Errorf("the connection is not broken off but %v", thrown)
		}
		if !strings.Contains(w.log.String(), errBroken.Error()) {
			t.Errorf("the log says %s", w.log)
		}
	}()
	w.as(li).get("/exports/hledger.journal")
}

func TestEverybodyReadsWhatOurFieldsMean(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{
		"extension.json", "release-schema.json", "codelists/agreementKind.csv",
		"codelists/+partyRole.csv",
	} {
		p := w.browser().get("/exports/extension/" + name).want(http.StatusOK)
		if !slices.Contains([]byte(p.body), ',') {
			t.Errorf("%s is %q", name, p.body)
		}
	}
}

// TestWhatTellsOfGoodsIsNotOfferedWhereThereAreNone looks at a liaison contract.
func TestWhatTellsOfGoodsIsNotOfferedWhereThereAreNone(t *testing.T) {
	p := newWorld(t).as(li).get("/agreements/" + liaison).want(http.StatusOK)
	for end, want := range map[string]bool{
		"ocds.json": true, "ubl.zip": false, "hledger.journal": false, "account.csv": false,
	} {
		if got := strings.Contains(p.body, "/"+end); got != want {
			t.Errorf("it leads to %s: %t", end, got)
		}
	}
}

// TestPagesOfferEveryFormInOneMenu counts the menus of each page.
func TestPagesOfferEveryFormInOneMenu(t *testing.T) {
	w := newWorld(t)
	for page, query := range map[string]string{
		"/agreements": "", "/agreements/" + ramie: "?agreement=" + ramie,
	} {
		p := w.as(li).in("zh").get(page).want(http.StatusOK)
		if n := strings.Count(p.body, `class="downloads"`); n != 1 {
			t.Errorf("%s has %d menus", page, n)
		}
		for _, x := range titlesExported() {
			if x.Whole && query != "" {
				continue
			}
			if !strings.Contains(p.body, `href="/exports/`+x.File+query+`"`) {
				t.Errorf("%s does not lead to %s", page, x.File)
			}
		}
	}
}

// What adds agreements up is offered beside all of them, and not beside one.
func TestYearsAreOfAllAgreements(t *testing.T) {
	b := newWorld(t).as(li)
	b.get("/agreements").leads("/exports/years.csv", "/exports/hledger.journal")
	b.get("/agreements/" + ramie).leads("/exports/hledger.journal?agreement=" + ramie).
		hides("/exports/years.csv")
	b.get("/exports/years.csv").want(http.StatusOK)
}
