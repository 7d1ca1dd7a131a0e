package main

import (
	"net"
	"path/filepath"
	"strings"
	"testing"
)

func TestATakenPortIsToldWithTheWayOut(t *testing.T) {
	data := filepath.Join(t.TempDir(), "office")
	if code, _, errs := call("init", "--data", data, "--name", "Liuyang", "--clock",
		"Asia/Shanghai", "--party", "Office",
		"--person", "Li Ming"); code != exitOK {
		t.Fatal(errs)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	at := taken.Addr().String()
	for tongue, says := range map[string]string{
		"en": "--listen = “" + at + "”: Another program listens there already",
		"zh": "--listen = “" + at + "”：该端口已被其他程序占用",
	} {
		code, out, errs := call("serve", "--data", data, "--listen", at, "--lang", tongue)
		if code != exitUsage || !strings.Contains(errs, says) || out != "" ||
			!strings.Contains(errs, "127.0.0.1:8081") {
			t.Errorf("%s: code %d: %s%s", tongue, code, out, errs)
		}
	}
}
