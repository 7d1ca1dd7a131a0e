package web

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hinterland"
)

// papers is the form in which an assent on paper is recorded.
const papers = "/agreements/" + seedling + "/papers/new"

const aPDF = "%PDF-1.7\n\x00\xff scan"

// sends types values into a form with a file and presses a button.
func (b *browser) sends(values url.Values, button, name, content string) *page {
	b.t.Helper()
	return b.sendsTo(papers, values, button, name, content)
}

func (b *browser) sendsTo(
	at string, values url.Values, button, name, content string,
) *page {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field := range values {
		if field == "file" {
			part, err := w.CreateFormFile(field, name) // as browsers do, chosen or not
			if err != nil {
				b.t.Fatal(err)
			}
			_, _ = part.Write([]byte(content))
			continue
		}
		_ = w.WriteField(field, values.Get(field))
	}
	_ = w.WriteField(doField, button)
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	return b.ask(http.MethodPost, at, &body, w.FormDataContentType())
}

// paper opens the form with values typed in.
func (b *browser) paper(document string) url.Values {
	b.t.Helper()
	values := b.get(papers + "?party=farm").want(http.StatusOK).form()
	values.Set("document", document)
	return values
}

// A file that was refused gives the document no name, nor one that another
// replaced.
func TestADocumentIsCalledAsTheScanThatIsKept(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.sends(b.paper(""), sendButton, "list.csv", "a,b\n")
	p.want(http.StatusUnprocessableEntity)
	p = b.sends(p.form(), previewButton, "draft.pdf", aPDF).want(http.StatusOK)
	p = b.sends(p.form(), sendButton, "stamped.pdf", aPDF)
	b.follow(p).says("the document is stamped.pdf").
		hides("list.csv", "draft.pdf")
}

func TestAScanIsKeptAndGivenToThePartiesOnly(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.follow(b.sends(b.paper(""), sendButton, `C:\\scans\\合同.PDF`, aPDF))
	p.says("The assent on paper was recorded.", "the document is 合同.PDF", "Get the scan")
	scan := "/files/agreement/" + seedling + "/" + hinterland.DigestOf([]byte(aPDF))
	if !strings.Contains(p.body, scan) {
		t.Fatalf("no link to %s:\n%s", scan, p.text())
	}
	got := b.get(scan).want(http.StatusOK)
	if got.body != aPDF {
		t.Errorf("it comes as %q", got.body)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
		"Cache-Control":           "no-store",
	} {
		if got.header.Get(name) != want {
			t.Errorf("%s: %q", name, got.header.Get(name))
		}
	}
	if d := got.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment;") {
		t.Errorf("disposition %q", d)
	}
	b.get("/agreements/" + seedling + "/versions/1").says("Get the scan")
	b.get("/journal/22").says("File, SHA-256")
	w.as(wang).get(scan).want(http.StatusNotFound)
	w.as(zhao).get(scan).want(http.StatusNotFound)
	w.browser().get(scan).want(http.StatusUnauthorized)
	b.get(strings.Replace(scan, seedling, ramie, 1)).want(http.StatusNotFound)
	w.site.Files = changedFiles{w.files}
	b.get(scan).want(http.StatusConflict).says("somebody has changed it")
}

// changedFiles are files that somebody has changed.
type changedFiles struct{ hinterland.Files }

func (c changedFiles) File(ctx context.Context, digest string) (hinterland.File, error) {
	f, err := c.Files.File(ctx, digest)
	f.Content = []byte("%PDF-other")
	return f, err
}

func TestAScanStaysChosenWhileTheFormComesAndGoes(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	values := b.paper("stamped\x07")
	p := b.sends(values, sendButton, "a.pdf", aPDF).want(http.StatusUnprocessableEntity)
	p.says("a.pdf has been kept")
	p = b.press(papers, p.form(), tongueButton+"zh-Hans", "document", "stamped").says("a.pdf 已保存")
	p = b.press(papers, p.form(), previewButton).want(http.StatusOK).says("a.pdf 已保存", "摘要")
	second := b.sends(p.form(), previewButton, "b.png", "\x89PNG\r\n\x1a\nb").want(http.StatusOK)
	second.says("b.png 已保存") // in the place of the first
	b.follow(b.press(papers, p.form(), sendButton)).says("stamped", "下载扫描件")
	if _, err := w.files.File(context.Background(), hinterland.DigestOf([]byte(aPDF))); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoScanIsRefusedAndTheRestKept(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	before := w.entries()
	for name, tt := range map[string]struct{ file, content, says string }{
		"a program":      {"scan.pdf", "MZ\x90", "no PDF, JPEG, PNG, workbook"},
		"nothing":        {"scan.pdf", "", "The file is empty."},
		"ten megabytes":  {"scan.pdf", aPDF + strings.Repeat("a", 10<<20), "larger than 10 MB"},
		"twelve of them": {"scan.pdf", aPDF + strings.Repeat("a", 12<<20), "larger than 10 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			b := w.under(t).as(li)
			p := b.sends(b.paper("stamped"), sendButton, tt.file, tt.content)
			p.want(http.StatusUnprocessableEntity).says(tt.says).hides("has been kept")
			if p.form().Get("document") != "stamped" || p.faults()["file"] == "" {
				t.Errorf("typed %v, faults %v", p.form(), p.faults())
			}
		})
	}
	values := b.paper("stamped")
	values.Set("document", strings.Repeat("a", maxForm))
	b.sends(values, sendButton, "a.pdf", aPDF).want(http.StatusUnprocessableEntity)
	b.ask(http.MethodPost, papers, strings.NewReader("--x"), "multipart/form-data; boundary=x").
		want(http.StatusUnprocessableEntity)
	b.ask(http.MethodPost, papers, strings.NewReader(""), "multipart/form-data").
		want(http.StatusUnprocessableEntity)
	b.ask(http.MethodPost, "/parties/new", strings.NewReader("--x--"),
		"multipart/form-data; boundary=x").want(http.StatusUnprocessableEntity)
	if got := w.entries(); got != before {
		t.Errorf("%d entries more", got-before)
	}
	b.follow(b.sends(b.paper("stamped"), sendButton, "", "")).says("stamped").hides("Get the scan")
}

// TestAScanOutlivesASession sends the form when the session has ended: by
// itself, and in a browser of which nothing is known any more.
func TestAScanOutlivesASession(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(li), "li", goodPassword, goodPassword)
	before := w.entries()
	stranger := w.as(li)
	values := stranger.paper("stamped")
	stranger.cookies[sessionCookie] = "unknown"
	w.as(sun).sends(values, sendButton, "a.pdf", aPDF).want(http.StatusForbidden)
	p := stranger.sends(values, sendButton, "a.pdf", aPDF).want(http.StatusUnauthorized)
	p = stranger.press("/sign-in", p.form(), "", "name", "li", "password", goodPassword)
	p.want(http.StatusUnprocessableEntity).says("Choose it again; all else has been kept.")
	if _, err := w.files.File(t.Context(), hinterland.DigestOf([]byte(aPDF))); err == nil {
		t.Error("a stranger's file has been kept")
	}
	if got := p.form().Get("document"); got != "stamped" || w.entries() != before {
		t.Errorf("typed %q, %d entries more", got, w.entries()-before)
	}
	b := w.as(li)
	bad, values := b.paper("stamped"), b.paper("")
	w.clock.at = w.clock.at.Add(9 * time.Hour)
	worse := *b
	worse.cookies = map[string]string{sessionCookie: b.cookies[sessionCookie]}
	p = b.sends(values, sendButton, "a.pdf", aPDF).want(http.StatusUnauthorized)
	p = b.follow(b.press("/sign-in", p.form(), "", "name", "li", "password", goodPassword))
	p.says("the document is a.pdf", "Get the scan")
	if got := w.entries(); got != before+1 {
		t.Errorf("%d entries more", got-before)
	}
	p = worse.sends(bad, sendButton, "a.exe", "MZ").want(http.StatusUnauthorized)
	worse.press("/sign-in", p.form(), "", "name", "li", "password", goodPassword).
		want(http.StatusUnprocessableEntity).says("The file could not be kept.")
}

func TestAFileIsTakenOnlyFromWhoMayRecordWhatRestsOnIt(t *testing.T) {
	w := newWorld(t)
	clerk, nobody := w.as(li), w.as(sun)
	values := clerk.paper("stamped")
	values.Del(byField)
	for _, late := range []time.Duration{0, 9 * time.Hour} {
		w.clock.at = w.clock.at.Add(late)
		nobody.sends(values, previewButton, "a.pdf", aPDF)
		if _, err := w.files.File(t.Context(), hinterland.DigestOf([]byte(aPDF))); err == nil {
			t.Errorf("after %v the file of somebody without post has been kept", late)
		}
	}
	clerk.sends(values, previewButton, "a.pdf", aPDF) // whose session has just ended
	if _, err := w.files.File(t.Context(), hinterland.DigestOf([]byte(aPDF))); err != nil {
		t.Errorf("the file of a clerk: %v", err)
	}
}

func TestAFileIsNobodysByItsDigestAlone(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.sends(b.paper("stamped"), previewButton, "a.pdf", aPDF).want(http.StatusOK)
	for name, forged := range map[string]string{
		"the digest":   hinterland.DigestOf([]byte(aPDF)),
		"another seal": p.form().Get("file.kept") + "A",
	} {
		values := b.paper("stamped")
		values.Set("file.kept", forged)
		if got := b.press(papers, values, sendButton); got.faults()["file"] == "" {
			t.Errorf("%s: %d %s", name, got.status, got.text())
		}
	}
	w.restart() // with another seal
	b.press(papers, p.form(), sendButton).want(http.StatusUnprocessableEntity).
		says("Choose it again")
}

func TestOfManyFilesOneIsTaken(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field := range b.paper("stamped") {
		if field != "file" {
			_ = form.WriteField(field, b.paper("stamped").Get(field))
		}
	}
	for _, name := range []string{"file", "file", "other"} {
		part, err := form.CreateFormFile(name, name+".pdf")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(aPDF + fmt.Sprint(body.Len())))
	}
	_ = form.WriteField(doField, previewButton)
	_ = form.Close()
	held := bytes.Count(body.Bytes(), []byte(aPDF))
	b.ask(http.MethodPost, papers, &body, form.FormDataContentType()).want(http.StatusOK).
		says("file.pdf has been kept")
	if held != 3 {
		t.Errorf("%d files were sent", held)
	}
}

func TestAFileThatNothingRestsOnGoesAfterADay(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.sends(b.paper("stamped"), previewButton, "a.pdf", aPDF).want(http.StatusOK)
	w.clock.at = w.clock.at.Add(24*time.Hour + time.Second)
	b = w.as(li)
	b.sends(b.paper("other"), previewButton, "b.pdf", aPDF+"b").want(http.StatusOK)
	values := p.form()
	values.Del(seenField)
	p = b.press(papers, values, sendButton).want(http.StatusNotFound)
	p.says("This file is not kept here").hides("has been kept")
	if p.form().Get("document") != "stamped" {
		t.Error("what was typed is lost")
	}
	b.follow(b.sends(p.form(), sendButton, "a.pdf", aPDF)).says("Get the scan")
}

// A file keeps its name as far as a name may have it, so that who is asked for a file is
// not told that there is none.
func TestTheNameOfAFileIsKeptAsFarAsANameMayHaveIt(t *testing.T) {
	long := strings.Repeat("长", hinterland.MaxName)
	for came, want := range map[string]string{
		`C:\scans\合同 1.pdf`:  "合同 1.pdf",
		"../../etc/pass.csv": "pass.csv",
		" a\u202eb\x07.txt ": "ab.txt",
		"a\xff.txt":          "a.txt",
		long:                 long,
		long + "长":           long,
		long + ".pdf":        strings.Repeat("长", hinterland.MaxName-4) + ".pdf",
		"a." + long:          "a." + strings.Repeat("长", hinterland.MaxName-2),
		"\x07":               "",
	} {
		got := fileName(came)
		if got != want || utf8.RuneCountInString(got) > hinterland.MaxName {
			t.Errorf("%q is called %q, want %q", came, got, want)
		}
	}
}

func TestAFileWithALongNameIsAttached(t *testing.T) {
	b := newSettledWorld(t).as(li)
	long := strings.Repeat("x", hinterland.MaxName+40)
	b.follow(b.attaches("party/office", long+".csv", aTable)).says("The file was kept.", "xxx.csv")
}
