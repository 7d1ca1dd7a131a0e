package hinterland

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// A Subscription tells a program or its maker what the journal records, as far as
// one post of the maker sees it: an entry is read when it is told, and the
// subscription ends with the post. It opens nothing and needs no last day.
type Subscription struct {
	ID       ID[Subscription]
	Party    PartyCode
	Person   ID[Person]
	Post     ID[Post]
	Title    string
	Way      Way
	Pace     Pace
	Address  string // of a program; empty where mail goes to the person
	Language string // of mail; empty for programs, which read none
	Made     Day
	Ended    Day // 0 until it has been
}

// A Way is how a subscription tells.
type Way string

// The ways.
const (
	ByWebhook Way = "webhook" // a program is sent each entry
	ByMail    Way = "mail"    // to the address that the records have of the person
)

// Ways lists every way.
func Ways() []Way { return []Way{ByWebhook, ByMail} }

// A Pace is how soon a subscription tells.
type Pace string

// The paces. Programs are told each entry as soon as it has its place in the log;
// mail tells what there is, minutes apart at least.
const (
	Daily Pace = "daily" // once a day, and nothing on a day without news
	Each  Pace = "each"
)

// Paces lists every pace.
func Paces() []Pace { return []Pace{Daily, Each} }

// MaxAddress is how long the address of a program may be, in characters.
const MaxAddress = 500

// Check refuses a subscription without a title, a way that does not fit pace,
// address and language, and an address that no entry may be sent to.
func (s *Subscription) Check() Refusals {
	var faults Refusals
	faults.add(CheckText("title", s.Title, MaxCode))
	switch s.Way {
	case ByWebhook:
		faults.add(s.checkAddress())
		faults.add(fitting("subscription.pace", "pace", string(s.Pace), string(Each)))
		faults.add(fitting("subscription.tongue", "language", s.Language, ""))
	case ByMail:
		faults.add(fitting("subscription.own", "address", s.Address, ""))
		faults.add(fitting("subscription.paces", "pace", string(s.Pace), string(Daily),
			string(Each)))
		faults.add(fitting("language.unknown", "language", s.Language, "en", "zh-Hans"))
	default:
		faults.add(fitting("subscription.way", "way", string(s.Way)))
	}
	return faults
}

// fitting refuses a value that is none of some.
func fitting(reason Reason, column, value string, of ...string) *Refusal {
	if slices.Contains(of, value) {
		return nil
	}
	return Refuse(Invalid, reason, nil).In(At(column, value))
}

// checkAddress refuses what no program is reached at, and one that would be sent
// entries in the open: without https only what is named by a number and lies in a
// network of one's own.
func (s *Subscription) checkAddress() *Refusal {
	at := At("address", s.Address)
	if r := CheckText("address", s.Address, MaxAddress); r != nil {
		return r
	}
	u, err := url.Parse(s.Address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" ||
		u.Scheme != "https" && u.Scheme != "http" {
		return Refuse(Invalid, "subscription.address", nil).In(at)
	}
	ip, err := netip.ParseAddr(u.Hostname())
	own := err == nil && (ip.Unmap().IsPrivate() || ip.Unmap().IsLoopback())
	if u.Scheme == "http" && !own {
		return Refuse(Invalid, "subscription.open", nil).In(at)
	}
	return nil
}

// Host is where the program of a subscription is, as far as its address says so by
// itself: what another name means is known only when something is sent.
func (s *Subscription) Host() (at netip.Addr, told bool) {
	u, err := url.Parse(s.Address)
	if err != nil {
		return at, false
	}
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	at, err = netip.ParseAddr(name)
	return at, err == nil
}

// SubscriptionBook is what the records can answer and take about subscriptions.
type SubscriptionBook interface {
	// Subscription returns a subscription, or a refusal of kind NotFound.
	Subscription(id ID[Subscription]) (Subscription, error)
	// SubscriptionsOf returns those of a party, ended ones too, by number.
	SubscriptionsOf(party PartyCode) ([]Subscription, error)
	// AddSubscription records s.
	AddSubscription(s Subscription) error
	// EndSubscription ends a subscription, and refuses one that has been ended.
	EndSubscription(id ID[Subscription], on Day) error
}
