package demo

import "testing"

func TestDiceAreSplitmix64(t *testing.T) {
	// The first numbers that the generator's authors give for the seed 1234567.
	d := &dice{state: 1234567}
	for i, want := range []uint64{
		6457827717110365317, 3203168211198807973, 9817491932198370423,
		4593380528125082431, 16408922859458223821,
	} {
		if got := d.next(); got != want {
			t.Errorf("number %d is %d, want %d", i, got, want)
		}
	}
}

func TestDiceDependOnTheirWordsOnly(t *testing.T) {
	first, again := throwFor("a", "b"), throwFor("a", "b")
	if first.next() != again.next() {
		t.Error("the same words fell differently")
	}
	seen := map[uint64][]string{}
	for _, words := range [][]string{{"a", "b"}, {"ab"}, {"b", "a"}, {"a"}, {"a", "b", ""}, {}} {
		first := throwFor(words...).next()
		if other, taken := seen[first]; taken {
			t.Errorf("%q falls like %q", words, other)
		}
		seen[first] = words
	}
}

func TestDiceKeepTheirBounds(t *testing.T) {
	d := throwFor("bounds")
	var low, high, hits int64 = 100, 100, 0
	for range 10_000 {
		v := d.around(12)
		low, high = min(low, v), max(high, v)
		if d.under(30) {
			hits++
		}
	}
	if low != 88 || high != 112 {
		t.Errorf("spread 12 gave %d to %d", low, high)
	}
	if hits < 2_800 || hits > 3_200 {
		t.Errorf("odds of 30 hit %d of 10000", hits)
	}
	if d.around(0) != 100 || d.under(0) || !d.under(100) {
		t.Error("the ends of odds and spread are not sharp")
	}
}
