package main

import (
	"log/slog"
	"os"
	"strings"
	"time"

	"hinterland"
	"hinterland/notify"
	"hinterland/store"
	"hinterland/web"
)

// senders is how many subscriptions are told at once: a program that does not answer
// keeps one of them for ten seconds.
const senders = 4

// The environment tells what no command line should: it can be read by everybody on the
// machine.
const (
	smtpUser     = "HINTERLAND_SMTP_USER"
	smtpPassword = "HINTERLAND_SMTP_PASSWORD"
	inFile       = "_FILE" // a file that has the value instead
)

// checkTold finds out where subscriptions may tell, and refuses what is no network and no
// mail server, and mail from nobody.
func (a *serveAsk) checkTold() error {
	for _, text := range a.hooksTo {
		network, err := networkOf(text)
		if err != nil || network.Bits() == 0 {
			return hinterland.Refuse(hinterland.Invalid, "hooks.network", nil).
				In(hinterland.At("--hooks-to", text))
		}
		a.beside = append(a.beside, network)
	}
	if a.smtp == "" && a.from == "" {
		return nil
	}
	host, port, err := notify.ParseHost(a.smtp)
	if err != nil || host == "" {
		return hinterland.Refuse(hinterland.Invalid, "smtp.form", nil).
			In(hinterland.At("--smtp", a.smtp))
	}
	from := hinterland.Person{Name: "x", Mail: hinterland.Personal(a.from)}
	if a.from == "" || len(from.Check()) > 0 {
		return hinterland.Refuse(hinterland.Invalid, "mail.form", nil).
			In(hinterland.At("--mail-from", a.from))
	}
	a.mails = notify.Mails{Host: host, Port: port, From: a.from}
	if a.mails.User, err = secretly(smtpUser); err == nil {
		a.mails.Password, err = secretly(smtpPassword)
	}
	return err
}

// secretly reads a value from the environment, or from the file that it names.
func secretly(name string) (string, error) {
	if file := os.Getenv(name + inFile); file != "" {
		text, err := os.ReadFile(file)
		return strings.TrimSpace(string(text)), err
	}
	return os.Getenv(name), nil
}

// sender is who tells the subscriptions of a region.
func (a *serveAsk) sender(db store.Database, site *web.Server, log *slog.Logger) *notify.Sender {
	return &notify.Sender{
		Book: db.Keys(a.region), Teller: site, Mails: a.mails, Now: time.Now, Log: log,
		Hooks: notify.NewWebhooks(a.beside, nil, time.Now),
	}
}
