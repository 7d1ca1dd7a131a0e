package notify

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"

	"hinterland"
)

// A post is a mail server that takes one mail for each connection.
type post struct {
	refuses string      // the command that it refuses
	offers  string      // what it says that it can do
	tls     *tls.Config // what it encrypts with
	port    int
	took    chan string
	lock    sync.Mutex
	heard   []string // the commands, with what was encrypted behind "TLS "
}

// newPost opens a mail server.
func newPost(t *testing.T, p *post) *post {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	p.port, p.took = listener.Addr().(*net.TCPAddr).Port, make(chan string, 9)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			p.serve(c)
		}
	}()
	return p
}

// serve takes a mail, and begins anew where it is encrypted from then on.
func (p *post) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	lines := bufio.NewReader(c)
	say := func(text string) { _, _ = fmt.Fprintf(c, "%s\r\n", text) }
	say("220 post.example")
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		_, safe := c.(*tls.Conn)
		p.hear(line, safe)
		switch verb := strings.ToUpper(strings.Fields(line + " x")[0]); {
		case verb == p.refuses:
			say("550 no")
		case verb == "EHLO" && p.offers != "" && !safe:
			say("250-post.example\r\n250 " + p.offers)
		case verb == "EHLO":
			say("250-post.example\r\n250 AUTH PLAIN")
		case verb == "STARTTLS":
			say("220 go on")
			c = tls.Server(c, p.tls)
			lines = bufio.NewReader(c)
		case verb == "AUTH":
			say("235 yes")
		case verb == "DATA":
			say("354 go on")
			p.took <- dataOf(lines)
			say("250 taken")
		case verb == "QUIT":
			say("221 bye")
			return
		default:
			say("250 yes")
		}
	}
}

// dataOf reads a mail.
func dataOf(lines *bufio.Reader) string {
	var b strings.Builder
	for line, err := lines.ReadString('\n'); err == nil && line != ".\r\n"; {
		b.WriteString(strings.TrimPrefix(line, "."))
		line, err = lines.ReadString('\n')
	}
	return b.String()
}

func (p *post) hear(line string, safe bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if safe {
		line = "TLS " + line
	}
	p.heard = append(p.heard, strings.TrimSpace(line))
}

// has reports whether it has heard a command that begins with a text.
func (p *post) has(begin string) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	return slices.ContainsFunc(p.heard, func(l string) bool {
		return strings.HasPrefix(strings.ToUpper(l), begin)
	})
}

func aMail() *hinterland.Mail {
	return &hinterland.Mail{
		From: "浏阳", To: "li@a.example", Subject: "浏阳：3 条新记录，另有说明" + strings.Repeat("很长", 30),
		Text: "记录了" + strings.Repeat("很长的一行", 200) + "\n.\nFrom here\n",
		HTML: "<p>记录了</p>", Unsubscribe: "https://office.example/api/v1/unsubscribe/7/abc",
	}
}

func TestMailArrivesWholeInShortLinesOfASCII(t *testing.T) {
	p := newPost(t, &post{})
	mails := Mails{Host: "127.0.0.1", Port: p.port, From: "office@b.example"}
	if o := mails.send(t.Context(), "msg_7_3", aMail()); o != (outcome{said: sent, done: true}) {
		t.Fatalf("%+v", o)
	}
	raw := <-p.took
	for _, line := range strings.Split(raw, "\r\n") {
		if len(line) > 78 {
			t.Errorf("a line has %d bytes: %s", len(line), line)
		}
		for _, c := range []byte(line) {
			if c > 0x7e {
				t.Fatalf("a line is not ASCII: %q", line)
			}
		}
	}
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	words := new(mime.WordDecoder)
	subject, err := words.DecodeHeader(m.Header.Get("Subject"))
	if subject != aMail().Subject || err != nil {
		t.Errorf("the subject is %q, %v", subject, err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || from[0].Name != "浏阳" || from[0].Address != "office@b.example" {
		t.Errorf("it is from %v, %v", from, err)
	}
	for name, want := range map[string]string{
		"Message-ID": "<msg_7_3@b.example>", "Auto-Submitted": "auto-generated",
		"List-Unsubscribe":      "<https://office.example/api/v1/unsubscribe/7/abc>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	parts := partsOf(t, m)
	if got := strings.ReplaceAll(parts["text/plain"], "\r\n", "\n"); got != aMail().Text {
		t.Errorf("the text is %q", got)
	}
	if parts["text/html"] != aMail().HTML {
		t.Errorf("the page is %q", parts["text/html"])
	}
}

// partsOf are the parts of a mail, by type.
func partsOf(t *testing.T, m *mail.Message) map[string]string {
	t.Helper()
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		text, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		parts[kind] = string(text)
	}
}

func TestMailThatIsNotTakenSaysSo(t *testing.T) {
	port := newPost(t, &post{refuses: "RCPT"}).port
	to := aMail()
	to.To = "nobody"
	for said, try := range map[string]struct {
		mails Mails
		mail  *hinterland.Mail
	}{
		unset:       {Mails{From: "office@b.example"}, aMail()},
		unsent:      {Mails{Host: "127.0.0.1", Port: port, From: "office@b.example"}, aMail()},
		unaddressed: {Mails{Host: "127.0.0.1", Port: port, From: "office@b.example"}, to},
	} {
		if o := try.mails.send(t.Context(), "msg_1", try.mail); o != (outcome{said: said}) {
			t.Errorf("%+v, want %s", o, said)
		}
	}
}

// A password goes to no server that does not encrypt, whatever it says of itself, or that
// is not who it says.
func TestNoPasswordIsSentInTheOpen(t *testing.T) {
	own, trust := certified(t)
	for name, try := range map[string]struct {
		post  *post
		trust *tls.Config
	}{
		"it encrypts nothing":      {&post{}, trust},
		"its offer was taken out":  {&post{offers: "AUTH PLAIN LOGIN", tls: own}, trust},
		"it takes back its offer":  {&post{offers: "STARTTLS", refuses: "STARTTLS"}, trust},
		"somebody else stands for": {&post{offers: "STARTTLS", tls: own}, nil},
	} {
		p := newPost(t, try.post)
		mails := lettered(p.port, try.trust)
		o := mails.send(t.Context(), "msg_1", aMail())
		if o != (outcome{said: unsent}) || len(p.took) > 0 || p.has("AUTH") || p.has("TLS AUTH") ||
			p.has("MAIL") {
			t.Errorf("%s: %+v after %q", name, o, p.heard)
		}
	}
}

func TestAPasswordAndWhatIsToldGoEncrypted(t *testing.T) {
	own, trust := certified(t)
	p := newPost(t, &post{offers: "STARTTLS", tls: own})
	mails := lettered(p.port, trust)
	if o := mails.send(t.Context(), "msg_1", aMail()); o != (outcome{said: sent, done: true}) {
		t.Fatalf("%+v after %q", o, p.heard)
	}
	if !p.has("TLS AUTH PLAIN") || !p.has("TLS MAIL") || !p.has("TLS DATA") ||
		p.has("AUTH") || p.has("MAIL") || p.has("DATA") || len(p.took) != 1 {
		t.Errorf("it has heard %q", p.heard)
	}
}

// lettered is who brings mail to a server of this machine with a password.
func lettered(port int, trust *tls.Config) *Mails {
	return &Mails{
		Host: "127.0.0.1", Port: port, From: "office@b.example", User: "li", Password: "secret",
		Trust: trust,
	}
}

// certified is what a server of this machine encrypts with, and who trusts it.
func certified(t *testing.T) (own, trust *tls.Config) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	t.Cleanup(s.Close)
	trust = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	trust.ServerName = "127.0.0.1"
	return &tls.Config{Certificates: s.TLS.Certificates, MinVersion: tls.VersionTLS13}, trust
}

func TestAMailServerIsAHostAndAPort(t *testing.T) {
	host, port, err := ParseHost("mail.example.org:587")
	if host != "mail.example.org" || port != 587 || err != nil {
		t.Errorf("%s %d, %v", host, port, err)
	}
	for _, text := range []string{"", "a.example", "a.example:smtp", "a.example:65536"} {
		if _, _, err := ParseHost(text); err == nil {
			t.Errorf("%q is one", text)
		}
	}
}
