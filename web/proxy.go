package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"hinterland"
)

// addressOf reads the address in a text, with or without a port; the zero
// address where none is.
func addressOf(text string) netip.Addr {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap()
	}
	at, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Addr{}
	}
	return at.Unmap()
}

// isProxy reports whether an address is that of a server before the office.
func (s *Server) isProxy(at netip.Addr) bool {
	return slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(at) })
}

// passedBy reports whether a request has not come through the servers that
// stand before the office, where some do.
func (s *Server) passedBy(r *http.Request) bool {
	return len(s.Proxies) > 0 && !s.isProxy(addressOf(r.RemoteAddr))
}

// direct answers a request that has passed the servers before the office by.
func direct(a *ask) error {
	return hinterland.Refuse(hinterland.Denied, "request.direct",
		hinterland.Args{"origin": a.Origin})
}

// from is the address that a request comes from; the zero address where that is
// not told. Each server before the office puts the address that it was asked
// from behind those that X-Forwarded-For has already. So the last that is none
// of theirs was written by one of them, and what stands before it by anybody.
func (a *ask) from() netip.Addr {
	at := addressOf(a.r.RemoteAddr)
	told := strings.Split(strings.Join(a.r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(told) {
		if !a.isProxy(at) {
			break
		}
		at = addressOf(strings.TrimSpace(text))
	}
	return at
}

// wholeNet is how much of an address of version 6 names a network, all of which
// one household has.
const wholeNet = 64

// sources are what misses of an address are counted under; nothing where
// everybody may be behind it: this machine, or a server before the office.
func (a *ask) sources() []string {
	at := a.from()
	if !at.IsValid() || a.isProxy(at) {
		a.Log.Warn("a server before the office does not tell who asks it")
		return nil
	}
	if at.IsLoopback() {
		return nil
	}
	if at.Is6() {
		net, err := at.WithZone("").Prefix(wholeNet)
		if err == nil {
			at = net.Addr()
		}
	}
	return []string{"address " + at.String()}
}
