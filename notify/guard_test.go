package notify

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"hinterland"
)

func TestOnlyPublicAddressesAreReached(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34":                 true,
		"2606:2800:220:1:248:1893::1":   true,
		"127.0.0.1":                     false,
		"127.8.8.8":                     false,
		"0.0.0.0":                       false,
		"0.1.2.3":                       false,
		"10.0.0.1":                      false,
		"9.255.255.255":                 true,
		"11.0.0.0":                      true,
		"172.15.255.255":                true,
		"172.16.0.1":                    false,
		"172.32.0.0":                    true,
		"192.168.1.1":                   false,
		"169.254.169.254":               false, // where clouds keep what they let in with
		"100.64.0.1":                    false,
		"100.128.0.0":                   true,
		"192.0.2.1":                     false,
		"198.18.0.1":                    false,
		"198.20.0.0":                    true,
		"203.0.113.9":                   false,
		"224.0.0.1":                     false,
		"240.0.0.1":                     false,
		"255.255.255.255":               false,
		"::1":                           false,
		"::":                            false,
		"::ffff:127.0.0.1":              false,
		"::ffff:93.184.216.34":          true,
		"::127.0.0.1":                   false,
		"fe80::1":                       false,
		"fe80::1%eth0":                  false,
		"fc00::1":                       false,
		"fd12:3456::1":                  false,
		"fec0::1":                       false,
		"ff02::1":                       false,
		"64:ff9b::7f00:1":               false, // NAT64 of 127.0.0.1
		"64:ff9b:1::1":                  false,
		"2002:7f00:1::":                 false, // 6to4 of it
		"2001:0:53aa:64c:0:0:80ff:fffe": false, // Teredo
		"2001:db8::1":                   false,
		"2001:200::1":                   true,
		"3fff::1":                       false,
		"2a00:1450:4001:80b::200e":      true,
	} {
		if got := (guard{}).lets(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is reached: %v, want %v", address, got, want)
		}
	}
	own := guard(prefixes("192.168.0.0/16"))
	for address, want := range map[string]bool{
		"192.168.1.1": true, "::ffff:192.168.1.1": true, "10.0.0.1": false, "127.0.0.1": false,
	} {
		if got := own.lets(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is reached beside: %v, want %v", address, got, want)
		}
	}
	for _, address := range []string{"127.0.0.1:80", "[::1]:80"} {
		if err := (guard{}).control("tcp", address, nil); !errors.Is(err, errOwn) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if (guard{}).control("tcp", "a.example:80", nil) == nil {
		t.Error("a name is let through before it means an address")
	}
}

// A receiver is a program that is told, and how it answers.
type receiver struct {
	*httptest.Server
	got    []*http.Request
	bodies []string
	status int
	to     string
	after  string // for which it asks to be left alone
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusNoContent}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		var b strings.Builder
		_, _ = io.Copy(&b, q.Body)
		r.got, r.bodies = append(r.got, q), append(r.bodies, b.String())
		w.Header().Set("Location", r.to)
		w.Header().Set("Retry-After", r.after)
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

// TestANameThatMeansThisMachineIsNotReached asks by a name, which is looked up first.
func TestANameThatMeansThisMachineIsNotReached(t *testing.T) {
	r := newReceiver(t)
	_, port, err := net.SplitHostPort(r.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	hooks := NewWebhooks(nil, nil, time.Now)
	for _, address := range []string{r.URL, "http://localhost:" + port} {
		o := hooks.send(context.Background(), "msg_1", &hinterland.Hook{Address: address})
		if o != (outcome{said: forbidden}) || len(r.got) > 0 {
			t.Errorf("%s: %+v, %d requests", address, o, len(r.got))
		}
	}
}
