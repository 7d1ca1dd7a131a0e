package hinterland

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatNoKeyCanBe(t *testing.T) {
	good := Key{Title: "Stock", May: MayAct, Digest: strings.Repeat("0a", 32)}
	for name, tt := range map[string]struct {
		change func(*Key)
		want   []Reason
	}{
		"good":        {func(*Key) {}, nil},
		"to read":     {func(k *Key) { k.May = MayRead }, nil},
		"to sign":     {func(k *Key) { k.May = "sign" }, []Reason{"key.may"}},
		"for nothing": {func(k *Key) { k.May = "" }, []Reason{"key.may"}},
		"no title":    {func(k *Key) { k.Title = "" }, []Reason{"cell.blank"}},
		"capitals": {
			func(k *Key) { k.Digest = strings.ToUpper(k.Digest) }, []Reason{"key.digest"},
		},
		"too short": {func(k *Key) { k.Digest = k.Digest[2:] }, []Reason{"key.digest"}},
		"all at once": {
			func(k *Key) { *k = Key{} }, []Reason{"cell.blank", "key.may", "key.digest"},
		},
	} {
		k := good
		tt.change(&k)
		var got []Reason
		for _, r := range k.Check() {
			got = append(got, r.Reason)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestAKeyLastsAYearAtMost(t *testing.T) {
	const today Day = 20_000
	for last, want := range map[Day]bool{
		today - 1: false, today: true, today + MaxKeyDays: true, today + MaxKeyDays + 1: false,
	} {
		k := Key{Last: last}
		if refusal := k.CheckLast(today); (refusal == nil) != want {
			t.Errorf("to %s: %v", last, refusal)
		}
	}
	for name, k := range map[string]Key{
		"":            {Last: today},
		"key.expired": {Last: today - 1},
		"key.revoked": {Last: today - 1, Revoked: today},
	} {
		over := k.Over(today)
		if (over == nil) != (name == "") || over != nil && string(over.Reason) != name {
			t.Errorf("%q: %v", name, over)
		}
	}
}

// What stands for entries that came by no key is what it was before there were
// any.
func TestALeafTellsTheKeyWhereThereIsOne(t *testing.T) {
	e := Entry{Number: 1, Kind: "test", Body: []byte(`{}`)}
	plain, err := e.Leaf()
	if err != nil || strings.Contains(string(plain), "through") {
		t.Errorf("%s, %v", plain, err)
	}
	e.Through = MakeID[Key](7, 0)
	told, err := e.Leaf()
	if err != nil || !strings.HasSuffix(string(told), `"changes":[],"through":"7"}`) {
		t.Errorf("%s, %v", told, err)
	}
	if read, err := ReadLeaf(told); err != nil || read.Through != e.Through {
		t.Errorf("%+v, %v", read, err)
	}
}
