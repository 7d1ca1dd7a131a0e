package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

// madeKey makes a key at the page, and returns its secret.
func (b *browser) madeKey(title, may string) string {
	b.t.Helper()
	made := b.fill("/keys/new", sendButton, "title", title, "may", may, "post", clerkPost).
		want(http.StatusOK)
	secret := regexp.MustCompile(`<code>(hinterland-[a-z2-7]{64})</code>`).
		FindStringSubmatch(made.body)
	if secret == nil {
		b.t.Fatalf("no secret is shown: %s", made.text())
	}
	return secret[1]
}

// TestAKeyIsMadeShownOnceAndTakenBack goes the whole way of a key in a browser.
func TestAKeyIsMadeShownOnceAndTakenBack(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	b.get("/parties/office").says("Keys for programs")
	b.get("/parties/coop").hides("Keys for programs")
	b.get("/keys").says("Your party has no keys.", "Make a key")
	secret := b.madeKey("Stock program", "act")
	b.get("/keys").says("Stock program", "Li Ming, clerk", "Read and act", "25 November 2026",
		"Valid", "Take back").hides(secret)
	b.in("zh-CN").get("/keys").says("程序密钥", "查阅和操作", "有效", "收回")
	b.in("en")
	p := &program{world: w, secret: secret, schemas: readAPISchemas(t, w.site)}
	var self selfAnswer
	p.get("/self").want(http.StatusOK).into(&self)
	number := self.Key.String()
	b.get(entryPath(int64(w.entries()))).says("key Stock program new", "May Read and act",
		"Made on 25 November 2026").hides(secret, "Taken back on")
	for _, other := range []string{wang, zhao} {
		w.as(other).get("/keys").says("Your party has no keys.").hides("Stock program")
		w.as(other).get("/keys/" + number + "/revoke").want(http.StatusNotFound)
	}
	b.follow(b.fill("/keys/"+number+"/revoke", sendButton)).
		says("The key was taken back.", "This key was taken back on 25 November 2026.")
	p.get("/self").refuses(http.StatusUnauthorized, "key.revoked")
	b.fill("/keys/"+number+"/revoke", sendButton).says("This key was taken back already.")
}

func TestNobodyFindsASecretInTheRecords(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	secret := b.madeKey("Stock program", "read")
	err := w.office.View(t.Context(), liActor(), func(v *office.View) error {
		entries, err := v.Entries(0, 1000)
		if err != nil {
			return err
		}
		for _, e := range entries {
			whole, err := v.Entry(e.Number)
			if err != nil {
				return err
			}
			text, err := json.Marshal(whole)
			bare := strings.TrimPrefix(secret, secretMark)
			if err != nil || strings.Contains(string(text)+string(whole.Body), bare) {
				t.Errorf("entry %d has it: %v", e.Number, err)
			}
		}
		return nil
	})
	if err != nil || strings.Contains(w.log.String(), secret) {
		t.Error(err, "or the log has it")
	}
}

func liActor() office.Actor {
	return office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
}

func TestAKeyIsForgedByNoForm(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	for field, forged := range map[string]string{
		"secret": "short", "post": "9", "may": "sign", "last": "2027-11-26", "title": "",
	} {
		before := w.entries()
		values := b.get("/keys/new").form()
		for name, value := range map[string]string{
			"title": "Stock", "may": "act", "post": clerkPost, field: forged,
		} {
			values.Set(name, value)
		}
		p := b.press("/keys/new", values, sendButton)
		if p.status < 400 || w.entries() != before {
			t.Errorf("%s %q: status %d", field, forged, p.status)
		}
	}
}

func TestThePageOnProgramsHasEveryActAndRead(t *testing.T) {
	w := newWorld(t)
	for tongue, title := range map[string]string{"en": "How programs talk", "zh-CN": "程序接口说明"} {
		p := w.browser().in(tongue).get("/api").want(http.StatusOK).says(title)
		for _, k := range office.Kinds() {
			if !strings.Contains(p.body, "/acts/"+k.Name+" ") {
				t.Errorf("%s: it lacks %s", tongue, k.Name)
			}
		}
		for _, r := range reads() {
			if !strings.Contains(p.body, "GET "+r.path+"<") {
				t.Errorf("%s: it lacks %s", tongue, r.path)
			}
		}
	}
	for b, leads := range map[*browser]bool{w.as(li): true, w.browser(): false} {
		if got := strings.Contains(b.get("/api").body, `href="/keys"`); got != leads {
			t.Errorf("it leads to the keys: %v", got)
		}
	}
}
