package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

// attaches puts a file on a record by its form, with a value changed.
func (b *browser) attaches(record, name, content string, changed ...string) *page {
	b.t.Helper()
	at := "/files/" + record + "/new"
	values := b.get(at).want(http.StatusOK).form()
	for i := 0; i < len(changed); i += 2 {
		values.Set(changed[i], changed[i+1])
	}
	return b.sendsTo(at, values, sendButton, name, content)
}

const aTable = "品种,数量\n苎麻,40\n"

func TestFilesAreShownWithTheirRecordAndGivenToWhoSeesIt(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	for record, name := range map[string]string{
		"agreement/" + ramie: "a.csv", "case/" + wet: "b.csv", "party/office": "c.csv",
		"fund/" + theFund: "d.csv", "scope/" + announced: "e.csv", "event/" + sent: "f.csv",
	} {
		p := b.follow(b.attaches(record, name, aTable))
		p.says("The file was kept.", name)
		digest := hinterland.DigestOf([]byte(aTable))
		b.get("/files/"+record).want(http.StatusOK).says(name, "County office")
		file := "/files/" + record + "/" + digest
		if got := b.get(file).want(http.StatusOK); got.body != aTable ||
			got.header.Get("Content-Disposition") != `attachment; filename=`+name ||
			got.header.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%s comes as %v", record, got.header)
		}
		others := http.StatusOK
		if strings.HasPrefix(record, "agreement") || strings.HasPrefix(record, "case") ||
			strings.HasPrefix(record, "event") {
			others = http.StatusNotFound
		}
		w.as(zhao).get(file).want(others)
		w.browser().get(file).want(http.StatusUnauthorized)
	}
	b.get("/agreements/"+ramie).says("a.csv", "f.csv").hides("b.csv")
	for _, at := range []string{"", "/new"} {
		b.get("/files/agreement/" + ramie + at).says("On what Ramie, 2026")
	}
	b.get("/files/good/ramie").want(http.StatusNotFound)
	b.get("/files/case/x").want(http.StatusNotFound)
	b.get("/files/party/office/none").want(http.StatusNotFound)
}

func TestAFileForAnAgreementCanBeForOneOfItsEvents(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.follow(b.attaches("agreement/"+ramie, "note.csv", aTable, "record", sent))
	p.says("note.csv", "Event "+sent)
	b.get("/files/event/" + sent).want(http.StatusOK).says("note.csv")
	b.get("/files/agreement/" + ramie).want(http.StatusOK).hides("note.csv")
	none := b.attaches("agreement/"+ramie, "", "")
	if none.want(http.StatusUnprocessableEntity).faults()["file"] == "" {
		t.Errorf("without a file: %s", none.text())
	}
	page := b.attaches("agreement/"+ramie, "a.txt", "<svg onload=alert(1)>")
	page.want(http.StatusUnprocessableEntity).says("no PDF, JPEG, PNG, workbook")
}

// What is saved ends as files of its type do, whatever it was called.
func TestAFileIsSavedAsWhatItIs(t *testing.T) {
	for name, tt := range map[string]struct {
		kind hinterland.FileType
		want string
	}{
		"合同.pdf":     {hinterland.PDF, "合同.pdf"},
		"A.PDF":      {hinterland.PDF, "A.PDF"},
		"a.html":     {hinterland.Plain, "a.html.txt"},
		"a.csv":      {hinterland.Plain, "a.csv"},
		"a.jpeg":     {hinterland.JPEG, "a.jpeg"},
		"../a":       {hinterland.PNG, ".._a.png"},
		`a"b%22.pdf`: {hinterland.PDF, "a_b_22.pdf"},
		"":           {hinterland.Workbook, "0123456789ab.xlsx"},
	} {
		f := hinterland.File{Digest: "0123456789abcdef", Type: tt.kind}
		if got := safeName(name, &f); got != tt.want {
			t.Errorf("%q is saved as %q", name, got)
		}
	}
}

func TestAnotherToldAgreementIsShownWithItsScan(t *testing.T) {
	w := newWorld(t)
	e := w.do(li, "office", "raise-case", `{"party":"office","agreement":"`+seedling+
		`","text":"The trays are broken.","deadline":"2026-12-09"}`)
	id := hinterland.MakeID[hinterland.Case](e.Act, 0)
	b, path := w.as(li), casePath(id)
	b.follow(b.fill(path+"/say?as=propose", sendButton, "text", "They are mended."))
	p := b.get(path + "/say?as=agree&party=farm").want(http.StatusOK)
	p = b.sendsTo(path+"/say", p.form(), sendButton, "a.csv", aTable)
	p.want(http.StatusUnprocessableEntity).says("The file is no PDF, JPEG or PNG.")
	p = b.follow(b.sendsTo(path+"/say", p.form(), sendButton, "letter.pdf", aPDF))
	p.says("letter.pdf", "Get the scan", "Closed by agreement")
	scan := "/files/case/" + id.String() + "/" + hinterland.DigestOf([]byte(aPDF))
	if got := b.get(scan).want(http.StatusOK); got.body != aPDF {
		t.Errorf("it comes as %q", got.body)
	}
}

func TestTheJournalTellsFilesInWords(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	b.follow(b.attaches("party/office", "合同.csv", aTable))
	digest := hinterland.DigestOf([]byte(aTable))[:12]
	for tongue, words := range map[string][]string{
		"en":    {"File 合同.csv new", "File, SHA-256 " + digest, "For County office"},
		"zh-CN": {"所附文件 合同.csv 新增", "文件 SHA-256 " + digest, "代表 县办公室"},
	} {
		entry := w.entries()
		b.in(tongue).get(fmt.Sprint("/journal/", entry)).want(http.StatusOK).says(words...)
	}
}

func TestWhoMayNotAttachIsToldWhoMay(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	b.get("/files/party/office").want(http.StatusOK).hides("/files/party/office/new").
		says("Attach a file: This needs a post in County office")
	b.get("/files/party/office/new").want(http.StatusForbidden)
	b.get("/files/scope/99").want(http.StatusNotFound)
	b.get("/files/party/nobody").want(http.StatusNotFound)
}

// TestWhoMayOnlyReadIsShownNoFormForFiles lets a planner of the office, who may attach
// nothing, open the form by its address and send what another has opened.
func TestWhoMayOnlyReadIsShownNoFormForFiles(t *testing.T) {
	w := newSettledWorld(t)
	const sun = "8"
	w.do(li, "office", "give-post",
		`{"person":"8","party":"office","duty":"planner","from":"2026-01-01"}`)
	for _, record := range []string{
		"agreement/" + ramie, "case/" + wet, "party/office", "party/coop", "fund/" + theFund,
		"scope/" + announced, "event/" + sent,
	} {
		at := "/files/" + record + "/new"
		w.as(sun).get(at).want(http.StatusForbidden).says("This needs a post in")
		values, before := w.as(li).get(at).want(http.StatusOK).form(), w.entries()
		values.Set(byField, sun)
		w.as(sun).sendsTo(at, values, sendButton, "a.csv", aTable).want(http.StatusForbidden)
		if w.entries() != before {
			t.Errorf("%s has a file", record)
		}
	}
}

// TestADraftIsShownNoFormForFiles opens the form of a draft, which would be refused
// however it was filled in.
func TestADraftIsShownNoFormForFiles(t *testing.T) {
	w := newSettledWorld(t)
	e := w.do(li, "office", "draft-agreement", ramieTerms)
	at := "/files/agreement/" + hinterland.MakeID[hinterland.Agreement](e.Act, 0).String()
	b := w.as(li)
	for _, path := range []string{at, at + "/new"} {
		b.get(path).want(http.StatusConflict).says("A draft takes no files. Propose it first.").
			hides("Choose a file", "a.csv")
	}
}
