package notify

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// The values are those of TestWebhookSign in libraries/go/webhook_test.go of
// github.com/standard-webhooks/standard-webhooks, at b2fa7b8.
func TestSignaturesAreThoseOfStandardWebhooks(t *testing.T) {
	const want = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	got, err := sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
		"1614265330", []byte(`{"test": 2432232314}`))
	if got != want || err != nil {
		t.Errorf("signed %s, %v; want %s", got, err, want)
	}
	if _, err := sign("whsec_%", "", "", nil); err == nil {
		t.Error("a secret that is none signs")
	}
}

// local lets requests go to this machine.
func local() *Webhooks {
	return NewWebhooks(prefixes("127.0.0.0/8"), nil, func() time.Time {
		return time.Unix(1614265330, 0)
	})
}

func TestARequestIsNamedDatedAndSigned(t *testing.T) {
	r := newReceiver(t)
	hook := &hinterland.Hook{
		Address: r.URL + "/in", Body: []byte(`{"test": 2432232314}`),
		Secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
	}
	o := local().send(context.Background(), "msg_p5jXN8AQM9LWM0D4loKWxJek", hook)
	if o != (outcome{said: "204", done: true}) {
		t.Fatalf("%+v", o)
	}
	q := r.got[0]
	for name, want := range map[string]string{
		"Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "Webhook-Timestamp": "1614265330",
		"Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
		"Content-Type":      "application/json",
	} {
		if got := q.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if q.Method != http.MethodPost || q.URL.Path != "/in" || r.bodies[0] != string(hook.Body) {
		t.Errorf("%s %s with %q", q.Method, q.URL.Path, r.bodies[0])
	}
}

func TestAnAnswerSaysWhetherARequestIsSentAgain(t *testing.T) {
	r := newReceiver(t)
	r.to = r.URL + "/elsewhere"
	for status, want := range map[int]outcome{
		200: {said: "200", done: true}, 204: {said: "204", done: true},
		302: {said: "302"}, 307: {said: "307"}, 400: {said: "400"}, 503: {said: "503"},
		410: {said: "410", never: true},
	} {
		before := len(r.got)
		r.status = status
		o := local().send(context.Background(), "msg_1", &hinterland.Hook{Address: r.URL})
		if o != want || len(r.got) != before+1 {
			t.Errorf("%d: %+v after %d requests", status, o, len(r.got)-before)
		}
	}
	r.Close()
	o := local().send(context.Background(), "msg_1", &hinterland.Hook{Address: r.URL})
	if o != (outcome{said: unreached}) {
		t.Errorf("who is not there answers %+v", o)
	}
}

// A program that answers without end keeps nobody.
func TestOfALongAnswerLittleIsRead(t *testing.T) {
	r := newReceiver(t)
	read := make(chan int, 1)
	r.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		written := 0
		for range 10_000 {
			n, err := io.WriteString(w, strings.Repeat("x", 4<<10))
			if written += n; err != nil {
				break
			}
		}
		read <- written
	})
	o := local().send(context.Background(), "msg_1", &hinterland.Hook{Address: r.URL})
	if !o.done {
		t.Errorf("%+v", o)
	}
	if n := <-read; n >= 40_000_000 {
		t.Errorf("%d bytes were taken", n)
	}
}
