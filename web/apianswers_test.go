package web

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
)

// TestAnswersStayWhatProgramsRestOn reads whole answers, since programs rest on each
// name in them and on how each value is written.
func TestAnswersStayWhatProgramsRestOn(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", "1-1", "read")
	for path, want := range answers() {
		var got, all bytes.Buffer
		body := p.get(path).want(http.StatusOK).body
		for text, into := range map[string]*bytes.Buffer{body: &got, want: &all} {
			if err := json.Indent(into, []byte(strings.TrimSpace(text)), "\t\t", "\t"); err != nil {
				t.Fatal(path, err)
			}
		}
		if got.String() != all.String() {
			t.Errorf("%s:\n%s", path, got.String())
		}
	}
}

// answers are by the address that they come from.
func answers() map[string]string {
	all := dealingAnswers()
	maps.Copy(all, directoryAnswers())
	maps.Copy(all, planAnswers())
	return all
}

// directoryAnswers are those of who and what there is. It is Long: it is a table.
func directoryAnswers() map[string]string {
	return map[string]string{
		"/self": `{
			"key": "58",
			"person": "1",
			"party": "office",
			"duties": [
				"keeper"
			],
			"today": "2026-11-25",
			"charter": {
				"name": {
					"en": "Liuyang",
					"zh": "浏阳"
				},
				"language": "en",
				"currency": "CNY",
				"clock": "Asia/Shanghai"
			}
		}`,
		"/parties/coop": `{
			"code": "coop",
			"name": {
				"en": "Ramie co-op",
				"zh": "苎麻合作社"
			},
			"place": "north",
			"base": 33
		}`,
		"/goods/ramie": `{
			"code": "ramie",
			"name": {
				"en": "Ramie",
				"zh": "苎麻"
			},
			"unit": "t",
			"decimals": 3,
			"freight": "0",
			"storage": "0",
			"currency": "CNY",
			"base": 5
		}`,
		"/places": `{
			"items": [
				{
					"code": "liuyang",
					"name": {
						"en": "Liuyang county",
						"zh": "浏阳县"
					},
					"lon": "113.6305",
					"lat": "28.141"
				},
				{
					"code": "north",
					"name": {
						"en": "North town",
						"zh": "北乡"
					},
					"parent": "liuyang",
					"lon": "",
					"lat": ""
				}
			]
		}`,
		"/scopes?limit=1": `{
			"items": [
				{
					"id": "35",
					"buyer": "office",
					"good": "ramie",
					"place": "liuyang",
					"from": "2026-11-01",
					"last": "2027-02-28"
				}
			],
			"next": "/api/v1/scopes?after=35\u0026limit=1"
		}`,
		"/people/6": `{
			"id": "6",
			"name": "Wang Fang",
			"mail": "wang@example.org",
			"posts": [
				{
					"id": "9",
					"party": "coop",
					"duty": "signatory",
					"from": "2026-01-01",
					"base": 9
				},
				{
					"id": "10",
					"party": "coop",
					"duty": "clerk",
					"from": "2026-01-01",
					"base": 10
				}
			],
			"base": 6
		}`,
		"/keys": `{
			"items": [
				{
					"id": "41",
					"title": "Stock program",
					"person": "1",
					"post": "1-2",
					"may": "act",
					"made": "2026-11-25",
					"last": "2027-06-30",
					"over": false
				},
				{
					"id": "58",
					"title": "Stock",
					"person": "1",
					"post": "1-1",
					"may": "read",
					"made": "2026-11-25",
					"last": "2026-12-31",
					"over": false
				}
			]
		}`,
		"/subscriptions": `{
			"items": [
				{
					"id": "56",
					"title": "Stock program",
					"person": "1",
					"post": "1-2",
					"way": "webhook",
					"pace": "each",
					"address": "https://stock.example.org/hinterland",
					"made": "2026-11-25",
					"over": false
				}
			]
		}`,
		"/entries/16": `{
			"number": 16,
			"act": 16,
			"kind": "record-delivery",
			"body": {
				"agreement": "14",
				"item": 1,
				"day": "2026-11-02",
				"quantity": "40"
			},
			"by": "6",
			"for": "coop",
			"at": "2026-11-25T04:00:00Z",
			"about": "14",
			"changes": [
				{
					"table": "item",
					"key": [
						917504,
						1
					],
					"row": {
						"agreement": 917504,
						"number": 1,
						"from_party": "coop",
						"to_party": "office",
						"good": "ramie",
						"floor": 100000,
						"ceiling": 150000,
						"price": 820000000,
						"currency": "CNY",
						"sent": 40000,
						"received": 0,
						"effort": "firm",
						"class": "annual",
						"extra": 0,
						"extra_received": 0,
						"back": 0,
						"given_back": 0
					}
				},
				{
					"table": "event",
					"key": [
						1048576
					],
					"row": {
						"id": 1048576,
						"kind": "delivery",
						"agreement": 917504,
						"item": 1,
						"about": 0,
						"day": 20759,
						"quantity": 40000,
						"short": 0,
						"rejected": 0,
						"reason": "",
						"note": "",
						"party": "coop",
						"told_to": "",
						"reversed": 0,
						"extra": 0,
						"returned": 0,
						"to_party": "",
						"paid": 0,
						"currency": "",
						"missing": 0
					}
				},
				{
					"table": "commitment",
					"key": [
						917504,
						1,
						20757
					],
					"row": {
						"agreement": 917504,
						"item": 1,
						"due": 20757,
						"quantity": 60000,
						"sent": 40000,
						"received": 0,
						"meant": 0,
						"meant_received": 0
					}
				},
				{
					"table": "fulfilment",
					"key": [
						1048576,
						917504,
						1,
						20757
					],
					"row": {
						"event": 1048576,
						"agreement": 917504,
						"item": 1,
						"due": 20757,
						"quantity": 40000,
						"meant": 0
					}
				}
			]
		}`,
	}
}
