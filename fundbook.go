package hinterland

// Funding is what the records can answer and take about money that is put at
// somebody's disposal.
type Funding interface {
	FundBook
	PledgeBook
	ApplicationBook
	GrantBook
	InstalmentBook
	AdvanceBook
	SettlementBook
}

// A FundWait is a fund of which something was asked for, if the number of Grant is 0,
// or else a grant of it that may be late.
type FundWait struct {
	Fund
	Grant Grant
}

// FundBook is what the records can answer and take about funds. Whoever writes
// of anything below a fund has moved the fund first, or only adds an
// application: that locks it, and with it everything below.
type FundBook interface {
	// Fund returns a fund, or a refusal of kind NotFound.
	Fund(id ID[Fund]) (Fund, error)
	// Funds returns at most limit funds older than one, the latest first.
	// Before 0 means from the latest on.
	Funds(before ID[Fund], limit int) ([]Fund, error)
	// FundsWaiting returns what of funds may wait for a party on a day: at most
	// limit funds that it keeps, of those that are not closed, of which something
	// is free and something asked for, the earliest first; then at most limit
	// grants of funds that it keeps, or to itself, that are not repaid and of
	// which something was to be before that day, likewise. After one of these, by
	// number, there are only such.
	FundsWaiting(party PartyCode, today Day, after ID[Grant], limit int) ([]FundWait, error)
	// AddFund records f.
	AddFund(f Fund) error
	// MoveFund changes what has come of a fund and returns it. It refuses to
	// grant beyond what is free, to take out of it what is granted, and to
	// pledge or grant anything once it is closed.
	MoveFund(id ID[Fund], by FundMove) (Fund, error)
	// CloseFund closes a fund from a day on, and refuses one that is closed.
	CloseFund(id ID[Fund], from Day) error
}

// PledgeBook is what the records can answer and take about pledges.
type PledgeBook interface {
	// Pledge returns a pledge, or a refusal of kind NotFound.
	Pledge(id ID[Pledge]) (Pledge, error)
	// Pledges returns those to a fund, the earliest first.
	Pledges(fund ID[Fund]) ([]Pledge, error)
	// AddPledge records p.
	AddPledge(p Pledge) error
	// WithdrawPledge takes so much of a pledge back, and refuses more than it is.
	WithdrawPledge(id ID[Pledge], minor int64) error
}

// ApplicationBook is what the records can answer and take about applications.
type ApplicationBook interface {
	// Application returns an application, or a refusal of kind NotFound.
	Application(id ID[Application]) (Application, error)
	// Applications returns those to a fund, the earliest first.
	Applications(fund ID[Fund]) ([]Application, error)
	// AddApplication records a.
	AddApplication(a Application) error
	// MoveApplication changes how much of an application is granted and
	// withdrawn, and refuses more than it asks for.
	MoveApplication(id ID[Application], granted, withdrawn int64) error
}

// GrantBook is what the records can answer and take about grants.
type GrantBook interface {
	// Grant returns a grant, or a refusal of kind NotFound.
	Grant(id ID[Grant]) (Grant, error)
	// Grants returns those of a fund, the earliest first.
	Grants(fund ID[Fund]) ([]Grant, error)
	// AddGrant records g.
	AddGrant(g Grant) error
	// MoveGrant changes what has come of a grant. It refuses to draw or revoke
	// more than is granted, and to repay more than was drawn.
	MoveGrant(id ID[Grant], by GrantMove) error
}

// InstalmentBook is what the records can answer and take about instalments.
type InstalmentBook interface {
	// Instalment returns an instalment, or a refusal of kind NotFound.
	Instalment(id ID[Instalment]) (Instalment, error)
	// Instalments returns those of a fund, the latest day first.
	Instalments(fund ID[Fund]) ([]Instalment, error)
	// AddInstalment records i.
	AddInstalment(i Instalment) error
	// ReverseInstalment notes why one was taken back, and refuses one that has
	// been already.
	ReverseInstalment(id ID[Instalment], reason string) error
}
