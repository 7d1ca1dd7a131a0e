package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hinterland"
	"hinterland/notify"
)

func TestWhereAnOfficeMayTell(t *testing.T) {
	for name, tt := range map[string]struct {
		ask  serveAsk
		want hinterland.Reason
	}{
		"nowhere but public": {serveAsk{}, ""},
		"a network, and mail": {serveAsk{
			hooksTo: []string{"192.168.0.0/16", "::1"}, smtp: "mail.example.org:587",
			from: "office@example.org",
		}, ""},
		"everywhere":      {serveAsk{hooksTo: []string{"0.0.0.0/0"}}, "hooks.network"},
		"a name":          {serveAsk{hooksTo: []string{"stock.example.org"}}, "hooks.network"},
		"without a port":  {serveAsk{smtp: "mail.example.org", from: "o@a.example"}, "smtp.form"},
		"without a host":  {serveAsk{smtp: ":25", from: "o@a.example"}, "smtp.form"},
		"without server":  {serveAsk{from: "o@a.example"}, "smtp.form"},
		"from nobody":     {serveAsk{smtp: "mail.example.org:25"}, "mail.form"},
		"from no address": {serveAsk{smtp: "a.example:25", from: "The office"}, "mail.form"},
	} {
		var r *hinterland.Refusal
		got := hinterland.Reason("")
		if errors.As(tt.ask.checkTold(), &r) {
			got = r.Reason
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestAPasswordIsReadFromTheEnvironmentOrAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(smtpUser, "li")
	t.Setenv(smtpPassword+inFile, file)
	ask := serveAsk{smtp: "a.example:25", from: "o@a.example"}
	err := ask.checkTold()
	want := notify.Mails{
		Host: "a.example", Port: 25, From: "o@a.example", User: "li", Password: "secret",
	}
	if ask.mails != want || err != nil {
		t.Errorf("%+v, %v", ask.mails, err)
	}
	t.Setenv(smtpPassword+inFile, file+"x")
	if ask.checkTold() == nil {
		t.Error("a password that is not there is passed over")
	}
}
