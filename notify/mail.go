package notify

import (
	"context"
	"crypto/tls"
	"net"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"

	"hinterland"
)

// Mails sends mail by a server that takes it. Without a host none is sent.
type Mails struct {
	Host     string
	Port     int
	From     string // the address of the sender
	User     string // empty where the server wants no name
	Password string
	Trust    *tls.Config // whose certificates count; nil: the machine says
}

// tlsPort is the port where TLS is spoken from the first byte on.
const tlsPort = 465

// client is who brings mail to the server. What is in the mail goes through TLS where the
// server offers it; a password goes no other way. A server on this machine is not asked:
// its certificate is one that nobody has signed, and nothing leaves the machine.
func (s *Mails) client() (*mail.Client, error) {
	ip := net.ParseIP(s.Host)
	here := s.Host == "localhost" || ip != nil && ip.IsLoopback()
	options := []mail.Option{mail.WithTimeout(patience), mail.WithPort(s.Port)}
	switch {
	case s.Port == tlsPort:
		options = append(options, mail.WithSSL())
	case s.User != "":
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case here:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	if s.Trust != nil {
		options = append(options, mail.WithTLSConfig(s.Trust))
	}
	return mail.NewClient(s.Host, options...)
}

// letter is a mail as it goes out. However often it is sent, it has the same name.
func (s *Mails) letter(id string, m *hinterland.Mail) (*mail.Msg, error) {
	letter := mail.NewMsg()
	if err := letter.FromFormat(m.From, s.From); err != nil {
		return nil, err
	}
	if err := letter.To(m.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.From, "@")
	letter.SetMessageIDWithValue(id + "@" + domain)
	letter.SetDate()
	letter.Subject(m.Subject)
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetGenHeader("List-Unsubscribe", "<"+m.Unsubscribe+">")
	letter.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	letter.SetBodyString(mail.TypeTextPlain, m.Text)
	letter.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	return letter, nil
}

// send sends a mail once.
func (s *Mails) send(ctx context.Context, id string, m *hinterland.Mail) outcome {
	if s.Host == "" {
		return outcome{said: unset}
	}
	letter, err := s.letter(id, m)
	if err != nil {
		return outcome{said: unaddressed}
	}
	client, err := s.client()
	if err == nil {
		err = client.DialAndSendWithContext(ctx, letter)
	}
	if err != nil {
		return outcome{said: unsent}
	}
	return outcome{said: sent, done: true}
}

// ParseHost reads where mail is taken, as host and port.
func ParseHost(text string) (host string, port int, err error) {
	host, number, err := net.SplitHostPort(text)
	if err != nil {
		return "", 0, err
	}
	wide, err := strconv.ParseUint(number, 10, 16)
	return host, int(wide), err
}
