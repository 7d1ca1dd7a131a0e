package web

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// begun lets subscriptions begin, as who sends does each second.
func (w *world) begun() {
	w.t.Helper()
	if _, err := w.proofs.Follow(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	if err := w.keys.BeginSendings(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// sendingOf is how far a subscription has told.
func (w *world) sendingOf(
	id hinterland.ID[hinterland.Subscription],
) hinterland.Sending {
	w.t.Helper()
	w.begun()
	found, err := w.keys.SendingsOf(w.t.Context(), []hinterland.ID[hinterland.Subscription]{id})
	if err != nil || len(found) != 1 {
		w.t.Fatalf("%v, %v", found, err)
	}
	return found[0]
}

// subscribed makes a subscription on a post.
func (w *world) subscribed(
	person, party, post, rest string,
) hinterland.ID[hinterland.Subscription] {
	w.t.Helper()
	e := w.do(person, party, "subscribe", `{"post":"`+post+`",`+rest)
	return hinterland.MakeID[hinterland.Subscription](e.Act, 0)
}

const (
	hook   = `"title":"Stock","way":"webhook","pace":"each","address":"https://a.example"}`
	digest = `"title":"To me","way":"mail","pace":"daily","language":"%s"}`
)

// tell asks what a sending has to tell, and goes on behind it.
func (w *world) tell(d *hinterland.Sending) hinterland.Telling {
	w.t.Helper()
	w.begun()
	told, err := w.site.Tell(w.t.Context(), *d)
	if err != nil {
		w.t.Fatal(err)
	}
	d.Place, d.Due = told.Next, told.Due
	return told
}

// namesOf lists the messages.
func namesOf(told hinterland.Telling) (ids []string) {
	for _, m := range told.Messages {
		ids = append(ids, m.ID)
	}
	return ids
}

// TestASubscriptionIsMadeTestedStoppedAndEnded goes the whole way in a browser.
func TestASubscriptionIsMadeTestedStoppedAndEnded(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	b.get("/parties/office").says("Subscriptions")
	b.get("/parties/coop").hides("Subscriptions")
	b.get("/subscriptions").says("Your party has no subscriptions.", "Tell a program",
		"Send me e-mail", "This office sends no e-mail")
	p := b.fill("/subscriptions/new?way=webhook", sendButton, "title", "Stock",
		"address", "http://stock.example.org", "post", clerkPost)
	p.says("Without https anybody on the way could read what is told.")
	p = b.follow(b.fill("/subscriptions/new?way=webhook", sendButton, "title", "Stock",
		"address", "https://stock.example.org/in", "post", clerkPost)).
		says("The subscription was made.", "Tells", "https://stock.example.org/in", "Secret")
	secret := regexp.MustCompile(`<code>whsec_[A-Za-z0-9+/]{43}=</code>`)
	if !secret.MatchString(html.UnescapeString(p.body)) { // a plus sign is escaped
		t.Fatalf("no secret: %s", p.text())
	}
	path := regexp.MustCompile(`/subscriptions/\d+`).FindString(p.body)
	var id hinterland.ID[hinterland.Subscription]
	if err := id.UnmarshalText([]byte(strings.TrimPrefix(path, "/subscriptions/"))); err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{wang, zhao} {
		w.as(other).get("/subscriptions").says("Your party has no").hides("Stock")
		w.as(other).get(path).want(http.StatusNotFound)
		w.as(other).post(path+"/test", nil).want(http.StatusNotFound)
	}
	d := w.sendingOf(id)
	p = b.follow(b.post(path+"/test", nil)).says("A test is on its way.")
	if p.header.Get("Refresh") == "" {
		t.Error("the page does not go on by itself")
	}
	d.State, d.Said, d.At = hinterland.Stopped, "503", hinterland.InstantOf(w.clock.now())
	w.putSending(d)
	b.get(path).says("Stopped", "answered with status 503", "25 November 2026").
		hides("A test is on its way.")
	b.get("/subscriptions").says("Stopped")
	b.in("zh-CN").get(path).says("已停止", "对方答复状态 503", "恢复", "发送测试", "签名密钥串")
	b.in("en").follow(b.post(path+"/resume", nil)).says("Tells").hides("Let it go on")
	d.Said = "subscription.nomail"
	w.putSending(d)
	b.get(path).says("The office has no e-mail address of you.")
	b.follow(b.fill(path+"/end", sendButton)).
		says("The subscription was ended.", "This subscription was ended on 25 November 2026.")
	b.post(path+"/test", nil).want(http.StatusForbidden)
	b.get(path).hides("Send a test", "Let it go on")
}

// putSending keeps what became of a sending, as who has claimed it.
func (w *world) putSending(d hinterland.Sending) {
	w.t.Helper()
	d.Test = true
	if err := w.keys.TestSending(w.t.Context(), d.Of); err != nil {
		w.t.Fatal(err)
	}
	now := hinterland.InstantOf(w.clock.now())
	claimed, found, err := w.keys.ClaimSending(w.t.Context(), w.site.token(), now, now+1)
	if err != nil || !found {
		w.t.Fatal(found, err)
	}
	d.Claim = claimed.Claim
	if kept, err := w.keys.PutSending(w.t.Context(), d); err != nil || !kept {
		w.t.Fatal(kept, err)
	}
}

// TestAProgramIsToldWhatThePostSees lets the co-operative subscribe: what was done before
// and what others do among themselves it is not told.
func TestAProgramIsToldWhatThePostSees(t *testing.T) {
	w := newWorld(t)
	id := w.subscribed(wang, "coop", "10", hook)
	d := w.sendingOf(id)
	w.do(li, "office", "register-good", `{"code":"straw","name":{"en":"Straw"},"unit":"t",`+
		`"decimals":1}`)
	e := w.do(li, "office", "record-receipt", `{"delivery":"`+sent+`","day":"2026-11-25",`+
		`"received":"12.5"}`)
	told := w.tell(&d)
	want := []string{fmt.Sprintf("msg_%s_%d", id, e.Number)}
	if got := namesOf(told); !slices.Equal(got, want) {
		t.Fatalf("it is told %v, want %v", got, want)
	}
	if d = w.sendingOf(id); d.Place == told.Next {
		t.Fatal("it has gone on by itself")
	}
	again := w.tell(&d)
	if !slices.Equal(namesOf(again), want) ||
		string(again.Messages[0].Hook.Body) != string(told.Messages[0].Hook.Body) {
		t.Errorf("who was killed sends something else: %v", namesOf(again))
	}
	key := w.program(wang, "coop", "10", "read")
	answer := strings.TrimSpace(key.get(fmt.Sprintf("/entries/%d", e.Number)).body)
	body := `{"type":"entry.recorded","timestamp":"2026-11-25T04:00:00Z","data":` + answer + `}`
	if got := string(told.Messages[0].Hook.Body); got != body {
		t.Errorf("it is sent %s, want %s", got, body)
	}
	if told := w.tell(&d); len(told.Messages) != 1 || told.Next != d.Place {
		t.Errorf("of its own key it is told %v", namesOf(told))
	}
	d.Test = true
	test := w.tell(&d)
	if len(test.Messages) != 1 || string(test.Messages[0].Hook.Body) !=
		`{"type":"subscription.test","timestamp":"2026-11-25T04:00:00Z","data":{}}` {
		t.Errorf("the test is %s", test.Messages[0].Hook.Body)
	}
	w.do(li, "office", "end-post", `{"post":"10","last":"2026-11-24","base":10}`)
	_, err := w.site.Tell(t.Context(), d)
	if r := refusalsIn(err); len(r) != 1 || r[0].Reason != "subscription.post" {
		t.Errorf("when its post has ended: %v", err)
	}
}

func TestMailTellsWhatOthersDidOnceADay(t *testing.T) {
	for tongue, says := range map[string][]string{
		"en": {
			"Liuyang: 1 new entry", "What others did", "of a delivery (12.5 t Ramie)", "Li Ming",
			"http://example.com/journal/", "subscription “To me”",
		},
		"zh-Hans": {"浏阳：1 条新记录", "他人的操作", "Li Ming", "订阅“To me”"},
	} {
		t.Run(tongue, func(t *testing.T) {
			w := newWorld(t)
			id := w.subscribed(wang, "coop", "10", fmt.Sprintf(digest, tongue))
			d := w.sendingOf(id)
			told := w.tell(&d)
			six := time.Date(2026, 11, 25, 22, 0, 0, 0, time.UTC) // in Shanghai
			if len(told.Messages) != 0 || told.Due != hinterland.InstantOf(six) {
				t.Fatalf("before its hour it tells %v, until %v", namesOf(told), told.Due.Time())
			}
			w.do(wang, "coop", "name-party", `{"code":"coop","name":{"en":"Ramie"},"base":2}`)
			w.clock.at = six
			told = w.tell(&d)
			if len(told.Messages) != 0 || told.Due != hinterland.InstantOf(six.AddDate(0, 0, 1)) {
				t.Fatalf("what Wang did is told to Wang: %v", namesOf(told))
			}
			w.do(li, "office", "record-receipt", `{"delivery":"`+sent+`","day":"2026-11-25",`+
				`"received":"12.5"}`)
			w.clock.at = six.AddDate(0, 0, 1)
			told = w.tell(&d)
			if len(told.Messages) != 1 {
				t.Fatalf("%d mails", len(told.Messages))
			}
			m := told.Messages[0].Mail
			if m.To != "wang@example.org" {
				t.Errorf("it goes to %s", m.To)
			}
			for _, want := range says {
				if !strings.Contains(m.Text, want) || !strings.Contains(m.HTML, want) {
					t.Errorf("%s: nowhere in %s", want, m.Text)
				}
			}
			w.endsByMail(m.Unsubscribe, id)
		})
	}
}

// endsByMail ends a subscription as a mail program does.
func (w *world) endsByMail(
	address string, id hinterland.ID[hinterland.Subscription],
) {
	w.t.Helper()
	path := strings.TrimPrefix(address, origin)
	for target, want := range map[string]int{
		path[:len(path)-1] + "x": http.StatusNotFound,
		apiPath + "/unsubscribe/x/" + path[strings.LastIndex(path, "/")+1:]: http.StatusNotFound,
	} {
		if got := w.posts(target); got != want {
			w.t.Errorf("POST %s: %d, want %d", target, got, want)
		}
	}
	w.as(wang).get(subscriptionPath(id)).says("Tells")
	for range 2 { // also where it was done already
		if got := w.posts(path); got != http.StatusNoContent {
			w.t.Errorf("POST %s: %d", path, got)
		}
	}
	w.as(wang).get(subscriptionPath(id)).says("This subscription was ended on 27 November 2026.")
	w.as(wang).get(path).want(http.StatusSeeOther)
}

// posts sends what programs do that read mail, which say nothing of where they come from.
func (w *world) posts(target string) int {
	r := httptest.NewRequest(http.MethodPost, target,
		strings.NewReader("List-Unsubscribe=One-Click"))
	answer := httptest.NewRecorder()
	w.site.ServeHTTP(answer, r)
	return answer.Code
}
