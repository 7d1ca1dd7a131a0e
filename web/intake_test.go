package web

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hinterland/workbook"
)

// bring hands a file in, with what is ticked, and follows to what would come of it.
func (b *browser) bring(noun, name, content string, ticks ...string) *page {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile(broughtField, name)
	if err == nil {
		_, err = part.Write([]byte(content))
	}
	if err == nil {
		err = w.WriteField("noun", noun)
	}
	for _, tick := range ticks {
		err = errors.Join(err, w.WriteField(tick, "yes"))
	}
	if err != nil {
		b.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	p := b.ask(http.MethodPost, "/import", &body, w.FormDataContentType())
	if p.status == http.StatusSeeOther {
		return b.follow(p)
	}
	return p
}

// hidden are the hidden fields of the form that does what was shown.
func (p *page) hidden() url.Values {
	values := url.Values{}
	for _, m := range regexp.MustCompile(`type="hidden" name="(\w+)" value="([^"]*)"`).
		FindAllStringSubmatch(p.body, -1) {
		if m[1] != "back" {
			values.Set(m[1], m[2])
		}
	}
	return values
}

func TestFilesAreLookedAtBeforeTheyAreDone(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "register-place", `{"code":"liuyang","name":{"en":"Liuyang"}}`)
	b := w.as(li)
	before := w.entries()
	b.get("/import").says("Workbook to fill in", "Look at it")
	file := "code,name.en,name.zh,parent\nchangsha,Changsha,,\nliuyang,Liuyang City,,changsha\n"
	p := b.bring("", "places.csv", file)
	p.says("places.csv", "New: 1", "Changed: 1", "Row 3", "Liuyang City")
	if w.entries() != before {
		t.Error("looking did something")
	}
	done := b.post("/import", p.hidden()).want(http.StatusSeeOther)
	b.follow(done).says("All of it was done: ", "Liuyang City", "Undo")
	if got := w.entries(); got != before+1 {
		t.Errorf("%d entries, want one more than %d", got, before)
	}
	b.follow(b.post("/import", p.hidden())).says("Nothing differs")
	b.bring("", "places.csv", file).says("As they stand: 2", "Nothing differs")
	b.bring("", "places.csv", "").says("empty")
	b.bring("", "x.pdf", "%PDF-1.7\x00").says("no table that can be read")
	b.bring("", "gb.csv", "code,name.zh,name.en,parent\nx,\xd6\xd0\xce\xc4,,\n").says("中文")
	b.bring("", "short.csv", "code,name.en\nx,X\n").says("fit several lists")
	b.bring("parties", "short.csv", "code,name.en\nx,X\n").says("New: 1")
	w.as(li).in("zh").bring("", "places.csv", file).says("无变化")
	people := "number,name\n1,Zhao Min\n"
	b.bring("", "people.csv", people).says("Changed: 1")
	p = b.bring("", "people.csv", people, "elsewhere").says("New: 1")
	b.follow(b.post("/import", p.hidden())).says("Zhao Min")
	b.get("/people").says("Li Ming")
}

func TestAFileComesBackMarked(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.bring("", "parties.csv", "code,name.en,place\na,A,nowhere\nb,,\nc,C,\n")
	p.says("Refused: 2", "place: nowhere", "There is no place nowhere", "Row 3")
	p.hides("Do all of it")
	other := regexp.MustCompile(`href="(\?lang=zh[^"]*)"`).FindStringSubmatch(p.body)
	if other == nil {
		t.Fatal("the page has no other language")
	}
	w.as(li).get("/import" + strings.ReplaceAll(other[1], "&amp;", "&")).says("被拒绝")
	link := regexp.MustCompile(`href="(/import/marked[^"]*)"`).FindStringSubmatch(p.body)
	if link == nil {
		t.Fatal("the file does not come back")
	}
	marked := b.get(strings.ReplaceAll(link[1], "&amp;", "&"))
	for _, want := range []string{"What is wrong", "a,A,nowhere,", "There is no place", "c,C,,"} {
		if !strings.Contains(marked.body, want) {
			t.Errorf("%q is not in %s", want, marked.body)
		}
	}
	w.as(wang).get(strings.ReplaceAll(link[1], "&amp;", "&")).want(http.StatusNotFound)
	w.as(li).get("/import?brought=x").want(http.StatusNotFound)
}

func TestWhatWasShownOfAFileIsDoneOrShownAnew(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.bring("", "g.csv", "code,name.en,unit,decimals\nramie,China grass,t,3\n")
	b.fill("/goods/ramie/details", sendButton, "name.en", "Ramie, raw").
		want(http.StatusSeeOther)
	p = b.follow(b.post("/import", p.hidden()))
	p.says("changed meanwhile", "Ramie, raw", "China grass")
	b.follow(b.post("/import", p.hidden())).
		says("What is said of the good was changed.", "China grass")
}

func TestDeliveriesThatAreThereAlreadyAreAskedFor(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	file := "agreement,item,day,quantity\n14,1,2026-11-24,1.5\n"
	b.follow(b.post("/import", b.bring("", "d.csv", file).hidden())).
		says("The delivery was recorded.")
	p := b.bring("", "d.csv", file)
	p.says("recorded already", "Record all the same")
	b.follow(b.post("/import", p.hidden())).says("The delivery was recorded.")
}

func TestTheWorkbookToFillInIsTheOfficesOwn(t *testing.T) {
	w := newWorld(t)
	b := w.as(li).in("zh")
	for file, filled := range map[string]bool{"template": false, "lists": true} {
		p := b.get("/import/" + file + ".xlsx").want(http.StatusOK)
		sheets, err := workbook.Sheets([]byte(p.body))
		if err != nil || len(sheets) < 6 || sheets[0].Name != "说明" {
			t.Fatalf("%s: %v, %v", file, len(sheets), err)
		}
		if got := len(sheets[1].Rows) > 1; got != filled {
			t.Errorf("%s has rows: %v", file, got)
		}
		if filled {
			b.bring("", file+".xlsx", p.body).says("没有不同之处")
		}
	}
	b.get("/import/other.xlsx").want(http.StatusNotFound)
}

func TestAWorkbookIsMadeForOneListAndOneHorizon(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "open-horizon", `{"code":"2028","name":{"zh":"来年"},"class":"annual",`+
		`"from":"2028-01-01","period":"quarter","periods":4}`)
	b := w.as(li).in("zh")
	for path, want := range map[string]string{
		"/horizons/2028":       `href="/import?horizon=2028"`,
		"/import?horizon=2028": `<option value="2028" selected>来年</option>`,
	} {
		if p := b.get(path); !strings.Contains(p.body, want) {
			t.Errorf("%s has no %s", path, want)
		}
	}
	p := b.get("/import/template.xlsx?noun=offers&horizon=2028").want(http.StatusOK)
	sheets, err := workbook.Sheets([]byte(p.body))
	if err != nil || len(sheets) != 3 || len(sheets[1].Rows[0]) != 8 ||
		sheets[1].Rows[0][7] != "4（2028-10-01 – 2028-12-31）" {
		t.Fatalf("got %v, %v", sheets, err)
	}
	b.get("/import/template.xlsx?horizon=none").want(http.StatusNotFound)
	file := "计划期间,单位,物资品种,单价,4（2028-10-01 – 2028-12-31）\n来年,office,ramie,3,1.5\n"
	b.follow(b.post("/import", b.bring("", "o.csv", file).hidden())).says("苎麻", "1.5 t")
	b.bring("", "o.csv", file).says("没有不同之处")
	b.bring("", "o.csv", strings.Replace(file, "12-31", "12-30", 1)).says("第 4 期的日期与列名不符")
}
