package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// openAside opens a world in which every file of more than one event is a large
// one.
func openAside(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.site.large = 2
	return w
}

// made asks for a file until it is made, or something else has become of it, and
// returns the page that says so.
func (b *browser) made(target string) *page {
	b.t.Helper()
	page := b.get(target).want(http.StatusSeeOther).header.Get("Location")
	for range 1000 {
		p := b.get(page).want(http.StatusOK)
		if p.header.Get("Refresh") == "" {
			return p
		}
		p.says("The file is being made").hides("Make it anew", "Download")
		time.Sleep(5 * time.Millisecond)
	}
	b.t.Fatal("it is never made")
	return nil
}

func TestALargeFileIsMadeAsideAndIsTheSameFile(t *testing.T) {
	w := openAside(t)
	for _, target := range []string{
		"/exports/ubl.zip", "/exports/ocds.json?agreement=" + ramie,
		"/agreements/" + ramie + "/deliveries.csv", "/agreements/" + ramie + "/account.xlsx?x=1",
	} {
		b := w.as(wang)
		p := b.made(target).says("The file is ready:", " records, ",
			"until 26 November 2026, 12:00")
		file := b.get(p.at + "/file").want(http.StatusOK)
		w.site.large = largeExport
		want := b.get(target).want(http.StatusOK)
		w.site.large = 2
		if !strings.Contains(target, ".xlsx") && file.body != want.body || file.body == "" {
			t.Errorf("%s: %q, want %q", target, file.body, want.body) // packed never alike
		}
		for _, name := range []string{"Content-Type", "Content-Disposition"} {
			if got := file.header.Get(name); got != want.header.Get(name) {
				t.Errorf("%s: %s is %s", target, name, got)
			}
		}
		if again := b.made(target); again.at != p.at {
			t.Errorf("%s is made twice: %s", target, again.at)
		}
		if anew := b.made(p.link("Make it anew")); anew.at == p.at {
			t.Errorf("%s is not made anew", target)
		}
		b.in("zh").get(p.at).says("文件已生成")
	}
	w.as(wang).get("/agreements/" + seedling + "/deliveries.csv").want(http.StatusNotFound)
	w.as(zhao).get("/exports/ubl.zip").want(http.StatusOK) // in which there is nothing
}

// link is where the link with a text leads.
func (p *page) link(text string) string {
	p.t.Helper()
	before, _, found := strings.Cut(p.body, `">`+text+`</a>`)
	if !found {
		p.t.Fatalf("no link %q in %s", text, p.body)
	}
	return strings.ReplaceAll(before[strings.LastIndex(before, `href="`)+6:], "&amp;", "&")
}

func TestALargeFileIsForWhoAskedAndForADay(t *testing.T) {
	w := openAside(t)
	p := w.as(wang).made("/exports/ubl.zip")
	for _, at := range []string{p.at, p.at + "/file"} {
		w.as(li).get(at).want(http.StatusNotFound)
		w.as(sun).get(at).want(http.StatusForbidden)
		w.browser().get(at).want(http.StatusUnauthorized)
		w.as(wang).get(at).want(http.StatusOK)
	}
	w.clock.at = w.clock.at.Add(24 * time.Hour)
	w.as(wang).get(p.at + "/file").want(http.StatusOK)
	w.clock.at = w.clock.at.Add(time.Second)
	w.as(wang).get(p.at).want(http.StatusNotFound)
	if err := w.site.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	id := strings.TrimPrefix(p.at, "/exports/jobs/")
	if part, err := w.keys.ExportPart(t.Context(), id, 0); err != nil || len(part) > 0 {
		t.Errorf("what was forgotten is there: %q, %v", part, err)
	}
}

func TestAnExportSaysWhyThereIsNoFile(t *testing.T) {
	w := openAside(t)
	b := w.as(li)
	w.site.largest = 5
	p := b.made("/exports/ubl.zip").says("more than 256 MB").hides("Download")
	b.get(p.at + "/file").want(http.StatusNotFound)
	b.made("/agreements/" + ramie + "/deliveries.csv").says("more than 256 MB")
	w.site.largest = hinterland.MaxExport
	b.made(p.link("Make it anew")).says("The file is ready")
	w.site.Exports[2].Write = func(ctx context.Context, s *Sought, out io.Writer) error {
		return errors.Join(writeTitles(ctx, s, out), errBroken)
	}
	b.made("/exports/hledger.journal").says("could not be made").hides("Download")
	w.site.Stop()
	if !strings.Contains(w.log.String(), errBroken.Error()) {
		t.Errorf("the log says %s", w.log)
	}
}

// What nobody can have is refused at once, and not made aside to fail there, where only
// a log says why.
func TestWhatNobodyCanHaveIsNotMadeAside(t *testing.T) {
	w := openAside(t)
	w.site.Exports[0].Check = func() error {
		return hinterland.Refuse(hinterland.Invalid, "ocid.prefix", nil)
	}
	w.as(li).get("/exports/" + w.site.Exports[0].File).want(http.StatusUnprocessableEntity).
		says("OCDS needs the office's registered prefix")
	w.as(li).made("/exports/ubl.zip").says("The file is ready")
}

// TestAnExportThatIsCutOffSaysSo lets two be made that do not end, asks for a
// third, and ends the server; and looks at one of a process that was killed.
func TestAnExportThatIsCutOffSaysSo(t *testing.T) {
	w := openAside(t)
	begun := make(chan bool)
	w.site.Exports[1].Write = func(ctx context.Context, s *Sought, out io.Writer) error {
		s.Told(3)
		begun <- true
		<-ctx.Done()
		return ctx.Err()
	}
	var pages []string
	for _, person := range []string{li, wang} {
		p := w.as(person).get("/exports/ubl.zip").want(http.StatusSeeOther)
		pages = append(pages, p.header.Get("Location"))
		<-begun
	}
	w.as(li).get("/exports/ocds.json").want(http.StatusConflict).
		says("2 large files are being made")
	if p := w.as(li).get("/exports/ubl.zip"); p.header.Get("Location") != pages[0] {
		t.Errorf("what is being made is begun again: %v", p.header)
	}
	w.site.Stop()
	p := w.as(li).get(pages[0]).says("was cut off").hides("Download")
	w.restart()
	w.site.large = 2
	if again := w.as(li).made("/exports/ubl.zip"); again.at == pages[0] {
		t.Error("what was cut off is not begun again")
	}
	id := strings.TrimPrefix(p.at, "/exports/jobs/")
	j, err := w.keys.Export(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	j.State = hinterland.ExportMaking
	if err := w.keys.PutExport(t.Context(), j); err != nil {
		t.Fatal(err)
	}
	w.clock.at = w.clock.at.Add(time.Minute)
	w.as(li).get(p.at).says("is being made")
	w.clock.at = w.clock.at.Add(time.Second)
	w.as(li).get(p.at).says("was cut off")
}
