package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"

	"hinterland"
	"hinterland/office"
)

// capture keeps what the only group of a pattern finds in the last output.
func capture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: capture NAME PATTERN")
	}
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) != 2 {
		ts.Fatalf("%s is not in the output", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// hauls writes COUNT deliveries of item 1 of an agreement, every so many days
// from FIRST on, by turns of LEAST and up to four units more.
func hauls(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 6 {
		ts.Fatalf("usage: hauls FILE AGREEMENT FIRST EVERY COUNT LEAST")
	}
	first, err := hinterland.ParseDay(args[2])
	ts.Check(err)
	every, count, least := numberOf(ts, args[3]), numberOf(ts, args[4]), numberOf(ts, args[5])
	var batch office.Batch
	for n := range count {
		batch.Acts = append(batch.Acts, step(ts, "record-delivery",
			`{"agreement":%q,"item":1,"day":%q,"quantity":"%d"}`,
			args[1], first+hinterland.Day(n*every), least+n%5))
	}
	writeBatch(ts, args[0], &batch)
}

// takes writes what came of the deliveries of a batch, which act ACT has
// recorded, the day after: all of it, or of every twentieth a unit less, and its
// payment at PRICE, or none at 0.
func takes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: takes FILE SENT ACT PRICE")
	}
	act, price := numberOf(ts, args[2]), numberOf(ts, args[3])
	var sent, batch office.Batch
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &sent))
	for n := range sent.Acts {
		of := sent.Acts[n].Act.(*office.RecordDelivery)
		came, rest := numberOf(ts, of.Quantity), ""
		if n%20 == 19 {
			came, rest = came-1, `,"short":"1","reason":"Fell from the cart"`
		}
		batch.Acts = append(batch.Acts, step(ts, "record-receipt",
			`{"delivery":%q,"day":%q,"received":"%d"%s}`,
			hinterland.MakeID[hinterland.Event](act, n), of.Day+1, came, rest))
		if price == 0 {
			continue
		}
		batch.Acts = append(batch.Acts, step(ts, "record-payment",
			`{"agreement":%q,"item":1,"day":%q,"amount":"%d","currency":"CNY"}`,
			of.Agreement, of.Day+1, came*price))
	}
	writeBatch(ts, args[0], &batch)
}

// recovers writes the recoveries of an advance, at its rate, from all receipts
// of a batch, which act ACT has recorded, each before its payment.
func recovers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: recovers FILE CAME ACT ADVANCE")
	}
	act := numberOf(ts, args[2])
	var came, batch office.Batch
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &came))
	for n := range came.Acts {
		if _, ok := came.Acts[n].Act.(*office.RecordReceipt); ok {
			batch.Acts = append(batch.Acts, step(ts, "recover-advance",
				`{"advance":%q,"receipt":%q}`, args[3],
				hinterland.MakeID[hinterland.Event](act, n)))
		}
	}
	writeBatch(ts, args[0], &batch)
}

func numberOf(ts *testscript.TestScript, text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	ts.Check(err)
	return n
}

// step is one act of a batch.
func step(ts *testscript.TestScript, kind, form string, args ...any) office.Step {
	act, err := office.Decode(kind, fmt.Appendf(nil, form, args...))
	ts.Check(err)
	return office.Step{Act: act}
}

func writeBatch(ts *testscript.TestScript, file string, batch *office.Batch) {
	body, err := json.Marshal(batch)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(file), body, 0o666))
}
