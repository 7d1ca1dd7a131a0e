package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hinterland/office"
)

// seeks looks for something and tells the addresses that were found.
func (b *browser) seeks(sought, more string) []string {
	b.t.Helper()
	p := b.get("/search?q=" + url.QueryEscape(sought) + more).want(http.StatusOK)
	var found []string
	head, main, _ := strings.Cut(p.body, "<main")
	for _, e := range p.all("a") {
		link := `<li><a href="` + html.EscapeString(e.attr["href"]) + `"`
		if strings.Contains(main, link) && !strings.Contains(head, link) {
			found = append(found, e.attr["href"])
		}
	}
	return found
}

func TestWhatIsSoughtIsFoundAsFarAsItIsSeen(t *testing.T) {
	w := newSettledWorld(t)
	w.do(li, "office", "register-party",
		`{"code":"AB12","name":{"en":"The 100 % works","zh":"造纸厂"}}`)
	agreement := "/agreements/" + ramie
	for _, tt := range []struct {
		person, sought, want string
	}{
		{li, "ramie", agreement},
		{wang, "ramie", agreement},
		{zhao, "2026", ""},
		{zhao, "ramie", "/goods#good-ramie"},
		{li, "ＡＢ１２", "/parties/AB12"},
		{li, "纸厂", "/parties/AB12"},
		{li, "100 %", "/parties/AB12"},
		{li, "1%0", ""},
		{li, "%", "/parties/AB12"},
		{li, "_", ""},
		{li, "' OR 1=1 --", ""},
		{li, `"><script>`, ""},
		{li, wet, "/cases/" + wet},
		{zhao, "wet", ""},
		{li, "conflict", "/cases/" + wet},
		{li, "矛盾 ramie", "/cases/" + wet},
		{wang, "矛盾", "/cases/" + wet},
		{zhao, "conflict", ""},
		{li, "kept back", ""},
		{li, "Wang", "/people/6"},
		{li, "wang@coop", ""},
		{zhao, "Wang Fang", ""},
	} {
		found := w.as(tt.person).seeks(tt.sought, "")
		has := strings.Contains(" "+strings.Join(found, " ")+" ", " "+tt.want+" ")
		if tt.want == "" && len(found) > 0 || tt.want != "" && !has {
			t.Errorf("person %s, %q: %q", tt.person, tt.sought, found)
		}
	}
	b := w.as(li)
	b.get("/search").want(http.StatusOK).says("Type a name")
	b.get("/search?q=" + wet).says("Conflict · Ramie")
	b.get("/search?q=nowhere").says("Nothing that you may see is called “nowhere”.")
	b.get("/search?q=" + strings.Repeat("a", MostSought)).want(http.StatusOK)
	b.get("/search?q=" + strings.Repeat("a", MostSought+1)).want(http.StatusUnprocessableEntity).
		says("longer than 100 characters")
	b.in("zh-CN").get("/search?q=x").says("没有您可查看的")
}

func TestWhatIsFoundComesInPagesTheExactFirst(t *testing.T) {
	w := newWorld(t)
	for n := range foundAlone + 2 {
		w.do(li, "office", "register-party",
			fmt.Sprintf(`{"code":"works%02d","name":{"en":"Works %02d"}}`, n, n))
	}
	b := w.as(li)
	if found := b.seeks("works", ""); len(found) != foundBeside {
		t.Errorf("beside others: %q", found)
	}
	if found := b.seeks("works", "&in=parties"); len(found) != foundAlone {
		t.Errorf("alone: %q", found)
	}
	rest := b.seeks("works", fmt.Sprint("&in=parties&from=", foundAlone))
	if strings.Join(rest, " ") != "/parties/works50 /parties/works51" {
		t.Errorf("the rest: %q", rest)
	}
	for _, odd := range []string{"&in=goods", "&in=parties&from=999"} {
		if found := b.seeks("works", odd); len(found) != 0 {
			t.Errorf("%s: %q", odd, found)
		}
	}
	if found := b.seeks("works", "&in=parties&from=-1"); len(found) != foundAlone {
		t.Errorf("from before the first: %q", found)
	}
	w.do(li, "office", "register-party", `{"code":"z","name":{"en":"Works"}}`)
	if found := b.seeks("works", ""); found[0] != "/parties/z" {
		t.Errorf("the exact one is not first: %q", found)
	}
	if office.SearchedAtMost < 3000 {
		t.Error("a county has more parties than are looked at")
	}
}
