package notify

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"testing"

	"hinterland"
)

// newPost is a mail server that takes one mail for each connection, or refuses all; it
// returns its port.
func newPost(t *testing.T, refuses bool) (port int, took <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	mails := make(chan string, 9)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			serveMail(c, refuses, mails)
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port, mails
}

func serveMail(c net.Conn, refuses bool, mails chan<- string) {
	defer func() { _ = c.Close() }()
	lines := bufio.NewReader(c)
	say := func(text string) { _, _ = fmt.Fprintf(c, "%s\r\n", text) }
	say("220 post.example")
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(line + " x")[0]); {
		case verb == "DATA":
			say("354 go on")
			var b strings.Builder
			for line, err = lines.ReadString('\n'); err == nil && line != ".\r\n"; {
				b.WriteString(strings.TrimPrefix(line, "."))
				line, err = lines.ReadString('\n')
			}
			mails <- b.String()
			say("250 taken")
		case verb == "QUIT":
			say("221 bye")
			return
		case verb == "RCPT" && refuses:
			say("550 nobody of that name")
		default:
			say("250 yes")
		}
	}
}

func aMail() *hinterland.Mail {
	return &hinterland.Mail{
		From: "浏阳", To: "li@a.example", Subject: "浏阳：3 条新记录，另有说明" + strings.Repeat("很长", 30),
		Text: "记录了" + strings.Repeat("很长的一行", 200) + "\n.\nFrom here\n",
		HTML: "<p>记录了</p>", Unsubscribe: "https://office.example/api/v1/unsubscribe/7/abc",
	}
}

func TestMailArrivesWholeInShortLinesOfASCII(t *testing.T) {
	port, took := newPost(t, false)
	mails := Mails{Host: "127.0.0.1", Port: port, From: "office@b.example"}
	if o := mails.send(t.Context(), "msg_7_3", aMail()); o != (outcome{said: sent, done: true}) {
		t.Fatalf("%+v", o)
	}
	raw := <-took
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
	port, _ := newPost(t, true)
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

// A password goes to no server that cannot encrypt.
func TestNoPasswordIsSentInTheOpen(t *testing.T) {
	port, took := newPost(t, false)
	mails := Mails{
		Host: "127.0.0.1", Port: port, From: "office@b.example", User: "li", Password: "secret",
	}
	if o := mails.send(t.Context(), "msg_1", aMail()); o != (outcome{said: unsent}) ||
		len(took) > 0 {
		t.Errorf("%+v", o)
	}
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
