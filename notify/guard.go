package notify

import (
	"errors"
	"net/netip"
	"syscall"
)

// errOwn is that an address is none of the public network. Whoever can make the office
// send there could reach what only this machine or its neighbours are meant to.
var errOwn = errors.New("an address that is not public")

// Reach decides which addresses are told: public ones, and those in some networks beside.
func Reach(beside []netip.Prefix) func(netip.Addr) bool { return guard(beside).lets }

// A guard decides where requests may go, by the address that a name has come to mean in
// the end: whoever answers for a name may let it mean another each time it is asked for.
type guard []netip.Prefix // which are let through beside public ones

// control refuses a connection before it is made. It is for net.Dialer.
func (g guard) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err == nil && !g.lets(to.Addr()) {
		err = errOwn
	}
	return err
}

// lets reports whether an address may be reached.
func (g guard) lets(to netip.Addr) bool {
	to = to.Unmap()
	return within(to, g) || public(to)
}

// public reports whether an address is one of the public network, after IANA's registries
// of addresses for special purposes (RFC 6890). Of IPv6 only what has been given out is,
// without what carries another address inside: 6to4, Teredo, NAT64.
func public(to netip.Addr) bool {
	if !to.IsGlobalUnicast() || to.IsPrivate() || to.Zone() != "" {
		return false
	}
	if to.Is4() {
		return !within(to, prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24",
			"192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
			"240.0.0.0/4"))
	}
	return within(to, prefixes("2000::/3")) &&
		!within(to, prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
}

func within(to netip.Addr, any []netip.Prefix) bool {
	for _, p := range any {
		if p.Contains(to) {
			return true
		}
	}
	return false
}

func prefixes(texts ...string) []netip.Prefix {
	found := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		found[i] = netip.MustParsePrefix(text)
	}
	return found
}
