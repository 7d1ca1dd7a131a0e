package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"hinterland"
)

// The bounds of a request: how long all of it may take, and how much is read of the
// answer, which says nothing but its status.
const (
	patience   = 10 * time.Second
	mostAnswer = 4 << 10
)

// secretMark begins every secret, as Standard Webhooks ask.
const secretMark = "whsec_"

// sign is the signature of a request: of its name, of when it is sent, in seconds, and of
// its body, which full stops part.
func sign(secret, id, at string, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretMark))
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

// Webhooks sends requests.
type Webhooks struct {
	client *http.Client
	now    func() time.Time
}

// NewWebhooks lets requests go to public addresses, and to some networks beside them. No
// server between is asked, and no answer sends a request on: either would get past the
// guard. Where trust is nil the machine says whose certificates count.
func NewWebhooks(beside []netip.Prefix, trust *tls.Config, now func() time.Time) *Webhooks {
	dialer := &net.Dialer{Timeout: patience, Control: guard(beside).control}
	return &Webhooks{
		now: now,
		client: &http.Client{
			Timeout: patience,
			Transport: &http.Transport{
				DialContext: dialer.DialContext, TLSClientConfig: trust,
				MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
				MaxResponseHeaderBytes: mostAnswer,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse
			},
		},
	}
}

// send sends a request once. Gone is that the program wants no more of them.
func (w *Webhooks) send(ctx context.Context, id string, h *hinterland.Hook) outcome {
	at := strconv.FormatInt(w.now().Unix(), 10)
	signature, err := sign(h.Secret, id, at, h.Body)
	if err != nil {
		return outcome{said: unreached}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.Address, bytes.NewReader(h.Body))
	if err != nil {
		return outcome{said: unreached}
	}
	r.Header = http.Header{
		"Content-Type": {"application/json"}, "User-Agent": {"Hinterland"},
		"Webhook-Id": {id}, "Webhook-Timestamp": {at}, "Webhook-Signature": {signature},
	}
	answer, err := w.client.Do(r)
	switch {
	case errors.Is(err, errOwn):
		return outcome{said: forbidden}
	case err != nil:
		return outcome{said: unreached}
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, mostAnswer))
	return outcome{
		said: strconv.Itoa(answer.StatusCode), done: answer.StatusCode/100 == 2,
		never: answer.StatusCode == http.StatusGone,
		after: asked(answer.Header.Get("Retry-After"), w.now()),
	}
}

// asked is how long a receiver asks to be left alone, in seconds or until a time; 0 where
// it does not, or in no form that is known.
func asked(text string, now time.Time) hinterland.Instant {
	if seconds, err := strconv.ParseInt(text, 10, 32); err == nil {
		return hinterland.Instant(seconds * 1_000_000)
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return hinterland.Instant(until.Sub(now).Microseconds())
}
