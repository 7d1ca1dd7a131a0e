package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/journal"
)

func TestAnEntryIsProvedToWhoSeesIt(t *testing.T) {
	w := newWorld(t)
	key := w.as(wang).get("/journal/hinterland.key").want(http.StatusOK)
	page := w.as(wang).get("/journal/16/proof.json").want(http.StatusOK)
	called := page.header.Get("Content-Disposition")
	if !strings.Contains(called, "proof-16.json") {
		t.Errorf("it is called %s", called)
	}
	var p journal.Proof
	if err := json.Unmarshal([]byte(page.body), &p); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Verify(strings.TrimSpace(key.body)); err != nil {
		t.Fatal(err)
	}
	said, err := hinterland.ReadLeaf(p.Entry)
	if err != nil || said.Number != 16 || said.Kind != "record-delivery" {
		t.Errorf("it proves %v, %v", said, err)
	}
	w.as(zhao).get("/journal/16/proof.json").want(http.StatusNotFound)
	w.as(wang).get("/journal/none/proof.json").want(http.StatusNotFound)
	w.browser().get("/journal/16/proof.json").want(http.StatusUnauthorized)
}
