package hinterland

import "testing"

func TestAnAdvanceIsOpenUntilItsValueIsSettled(t *testing.T) {
	for _, tt := range []struct {
		name                            string
		recovered, returned, writtenOff int64
		want                            int64
	}{
		{"nothing settled", 0, 0, 0, 1000},
		{"a part of each sort", 100, 200, 300, 400},
		{"all recovered", 1000, 0, 0, 0},
		{"all returned", 0, 1000, 0, 0},
		{"all written off", 0, 0, 1000, 0},
		{"all, in parts", 500, 300, 200, 0},
	} {
		a := Advance{
			Value: 1000, Currency: "CNY", Recovered: tt.recovered, Returned: tt.returned,
			WrittenOff: tt.writtenOff,
		}
		if got := a.Open(); got != tt.want {
			t.Errorf("%s: %d are open, want %d", tt.name, got, tt.want)
		}
		if sum := a.Sum(a.Open()); sum.Minor != tt.want || sum.Currency != "CNY" {
			t.Errorf("%s: the open sum is %v", tt.name, sum)
		}
	}
}

func TestAReceiptRecoversAtTheRateAndNoMoreThanIsOpen(t *testing.T) {
	tonnes := &Good{Decimals: 3}
	for _, tt := range []struct {
		name   string
		rate   Money
		q      Quantity
		open   int64
		want   int64
		reason Reason
	}{
		{"no rate: all that is open", 0, 1, 1000, 1000, ""},
		{"no rate and nothing open", 0, 1, 0, 0, ""},
		{"five yuan a tonne", 5_000_000, 2000, 10_000, 1000, ""},
		{"as much as is open", 5_000_000, 2000, 1000, 1000, ""},
		{"a fen less is open", 5_000_000, 2000, 999, 999, ""},
		{"a fen more is open", 5_000_000, 2000, 1001, 1000, ""},
		{"half a fen goes to the even one", 5_000, 1000, 10, 0, ""},
		{"one and a half too", 15_000, 1000, 10, 2, ""},
		{"nothing was received", 5_000_000, 0, 1000, 0, ""},
		{"more than a sum can be", MaxUnitCost, Quantity(MaxTotal), 1000, 0, "number.size"},
	} {
		a := Advance{Currency: "CNY", Value: tt.open, Rate: tt.rate}
		got, err := a.Recoverable(tt.q, tonnes)
		if said(err) != tt.reason || tt.reason == "" && got != tt.want {
			t.Errorf("%s: %d, %v, want %d", tt.name, got, err, tt.want)
		}
	}
}

func TestASettlementMovesWhatItIsOf(t *testing.T) {
	for kind, want := range map[SettlementKind]AdvanceMove{
		ByRecovery: {Recovered: 7},
		ByReturn:   {Returned: 7},
		ByWriteOff: {WrittenOff: 7},
	} {
		s := Settlement{Kind: kind}
		if got := s.Move(7); got != want {
			t.Errorf("a %s moves %+v", kind, got)
		}
		back := s.Move(-7)
		if back.Recovered+back.Returned+back.WrittenOff != -7 {
			t.Errorf("a %s taken back moves %+v", kind, back)
		}
	}
}

// What is granted, not drawn, owed and free of a fund always makes up what was
// pledged and came back.
func TestTheSumsOfAFundMakeOneAnotherUp(t *testing.T) {
	for _, f := range []Fund{
		{},
		{Pledged: 100},
		{Pledged: 100, Granted: 60, Drawn: 40, Repaid: 10},
		{Pledged: 100, Granted: 100, Drawn: 100, Repaid: 100},
		{Pledged: 100, Granted: 250, Drawn: 250, Repaid: 200}, // gone round
	} {
		out, undrawn := f.Drawn-f.Repaid, f.Granted-f.Drawn
		if f.Free() < 0 || out+undrawn+f.Free() != f.Pledged {
			t.Errorf("%+v: %d out, %d not drawn, %d free", f, out, undrawn, f.Free())
		}
	}
	g := Grant{Amount: 100, Revoked: 30, Drawn: 50}
	if g.Undrawn() != 20 {
		t.Errorf("%d of the grant are not drawn", g.Undrawn())
	}
	a := Application{Amount: 100, Granted: 60, Withdrawn: 15}
	if a.Open() != 25 {
		t.Errorf("%d of the application are open", a.Open())
	}
}
