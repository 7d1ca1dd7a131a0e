package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/exchange"
	"hinterland/lang"
	"hinterland/notify"
	"hinterland/office"
	"hinterland/store"
	"hinterland/web"
)

// A serveAsk is what serve is told.
type serveAsk struct {
	records
	listen  string
	origin  string
	proxies []string
	prefix  string
	hooksTo []string
	smtp    string
	from    string

	before []netip.Prefix // what proxies names
	beside []netip.Prefix // what hooksTo names
	mails  notify.Mails
}

func serveCommand(c *console) *cobra.Command {
	var ask serveAsk
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   c.say.Say("cmd.serve.short", nil),
		Long:    c.say.Say("cmd.serve.long", nil),
		Example: "  hinterland serve --data my-office",
		Args:    c.wants(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.serve(cmd.Context(), &ask) },
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&ask.listen, "listen", "127.0.0.1:8080", c.say.Say("flag.listen", nil))
	cmd.Flags().StringVar(&ask.origin, "origin", "", c.say.Say("flag.origin", nil))
	cmd.Flags().StringSliceVar(&ask.proxies, "proxy", nil, c.say.Say("flag.proxy", nil))
	cmd.Flags().StringVar(&ask.prefix, "ocid-prefix", "", c.say.Say("flag.ocid", nil))
	cmd.Flags().StringSliceVar(&ask.hooksTo, "hooks-to", nil, c.say.Say("flag.hooks", nil))
	cmd.Flags().StringVar(&ask.smtp, "smtp", "", c.say.Say("flag.smtp", nil))
	cmd.Flags().StringVar(&ask.from, "mail-from", "", c.say.Say("flag.mail.from", nil))
	return cmd
}

// serve opens the office until it is interrupted. What was begun then is
// finished.
func (c *console) serve(ctx context.Context, ask *serveAsk) error {
	err := ask.check(c)
	if err == nil {
		err = ask.checkTold()
	}
	if err != nil {
		return err
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		log := slog.New(slog.NewTextHandler(c.errs, nil))
		listener, err := net.Listen("tcp", ask.listen)
		if err != nil {
			return ask.unheard(err)
		}
		if ask.origin == "" {
			ask.origin = "http://" + listener.Addr().String()
		}
		site, err := ask.site(db, log)
		if err == nil {
			err = c.welcome(ctx, site)
		}
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		defer ask.drawAhead(ctx, db, site)()
		sender := ask.sender(db, site, log)
		for range senders {
			defer every(ctx, pace, sender.Work)()
		}
		return stayOpen(ctx, listener, site, newPlanRuns(site.Keys, log))
	})
}

// stayOpen answers until the context ends, and does meanwhile what an office does by
// itself.
func stayOpen(
	ctx context.Context, listener net.Listener, site *web.Server, runs *planRuns,
) error {
	log := site.Log
	site.Plans = runs
	site.Office.KeepPlansOf(runs)
	defer site.Stop() // when nobody is answered any more
	defer follow(ctx, site.Proofs, log)()
	today := daily{office: site.Office, log: log}
	defer every(ctx, dailyPace, func(ctx context.Context) { today.due(ctx, site.Now()) })()
	defer every(ctx, forgetPace, func(ctx context.Context) {
		err := errors.Join(site.Forget(ctx), runs.forget(ctx))
		if err != nil && ctx.Err() == nil {
			log.Error("exports and runs are not cleared away", "error", err)
		}
	})()
	defer every(ctx, pace, runs.work)()
	return listenUntil(ctx, listener, site, log)
}

// check refuses to let passwords go over a network in the open, and finds out
// which servers stand before the office. One that listens on this machine can be
// asked from here only, and so the server before it is here.
func (a *serveAsk) check(c *console) error {
	host, _, err := net.SplitHostPort(a.listen)
	if err != nil {
		return hinterland.Refuse(hinterland.Invalid, "listen.form", nil).In(a.at())
	}
	if a.prefix != "" {
		if refused := exchange.CheckPrefix(a.prefix); refused != nil {
			return refused
		}
	}
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	switch {
	case a.origin == "" && loopback && len(a.proxies) == 0:
		return nil
	case !isOrigin(a.origin, "https"):
		return usage(errors.New(c.say.Say("usage.origin", nil)))
	case loopback && len(a.proxies) == 0:
		a.proxies = []string{"127.0.0.0/8", "::1"}
	case len(a.proxies) == 0:
		return usage(errors.New(c.say.Say("usage.proxy", nil)))
	}
	for _, text := range a.proxies {
		net, err := networkOf(text)
		if err != nil || net.Bits() == 0 {
			return usage(errors.New(c.say.Say("usage.proxy.form", lang.Args{"value": text})))
		}
		a.before = append(a.before, net)
	}
	return nil
}

// at is the flag that says where the office listens.
func (a *serveAsk) at() hinterland.Where {
	return hinterland.Where{Column: "--listen", Value: a.listen}
}

// unheard says why the office cannot listen, and what to do.
func (a *serveAsk) unheard(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return hinterland.Refuse(hinterland.Conflict, "listen.taken", nil).In(a.at())
	}
	return hinterland.Refuse(hinterland.Conflict, "listen.failed",
		hinterland.Args{"detail": err.Error()}).In(a.at())
}

// isOrigin reports whether a text is where a site is reached, and no page of it.
func isOrigin(text string, schemes ...string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme) &&
		text == u.Scheme+"://"+u.Host
}

// networkOf reads a network, or an address by itself.
func networkOf(text string) (netip.Prefix, error) {
	if at, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(at.Unmap(), at.Unmap().BitLen()), nil
	}
	return netip.ParsePrefix(text)
}

// site makes the server of a region.
func (a *serveAsk) site(db store.Database, log *slog.Logger) (*web.Server, error) {
	return web.New(a.config(db, time.Now, log))
}

// drawAhead has maps ready for the first page. Before the database is closed, end has to
// be called, whoever has asked for maps meanwhile.
func (a *serveAsk) drawAhead(
	ctx context.Context, db store.Database, site *web.Server,
) (end func()) {
	maps, ours := site.Maps.(*zoneMaps)
	if !ours {
		return func() {}
	}
	if err := maps.ahead(ctx, db.Region(a.region)); err != nil {
		site.Log.Error("no map is drawn ahead", "error", err)
	}
	return maps.end
}

// config is what a server of a region is made of, on a clock.
func (a *serveAsk) config(
	db store.Database, now func() time.Time, log *slog.Logger,
) web.Config {
	o := officeOn(db.Region(a.region), now, rand.Reader)
	o.TellOnly(notify.Reach(a.beside))
	maps := newZoneMaps(context.Background(), log, db.Files(a.region), db.Drawings(a.region))
	return web.Config{
		Office: o, Proofs: o.Log(db.Log(a.region)), Keys: db.Keys(a.region),
		Files: db.Files(a.region), Now: now, Random: rand.Reader, Log: log,
		Origin: a.origin, Proxies: a.before, Exports: exportsOf(a.prefix),
		Extension: exchange.Extension(), Maps: maps, Mails: a.mails.Host != "",
	}
}

// pace is how long an entry waits for its place in the log, at most, dailyPace
// how long what is done every day waits for the day to be noticed, and forgetPace
// how long an export lies about whose time is over.
const (
	pace       = time.Second
	dailyPace  = time.Minute
	forgetPace = time.Hour
)

// follow lets the log follow the journal until it is stopped.
func follow(ctx context.Context, proofs *office.Log, log *slog.Logger) (stop func()) {
	return every(ctx, pace, func(ctx context.Context) {
		if _, err := proofs.Follow(ctx); err != nil && ctx.Err() == nil {
			log.Error("the log does not follow the journal", "error", err)
		}
	})
}

// every does something now and after each pace, one time after the other, until
// it is stopped.
func every(ctx context.Context, pace time.Duration, do func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ticks := time.NewTicker(pace)
		defer ticks.Stop()
		for {
			do(ctx)
			select {
			case <-ticks.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// welcome says where the office is, and, while nobody can sign in, gives the
// first person a link.
func (c *console) welcome(ctx context.Context, site *web.Server) error {
	if err := c.print(c.say.Say("serve.open", lang.Args{"address": site.Origin})); err != nil {
		return err
	}
	link, err := site.InviteFirst(ctx)
	if err != nil || link == "" {
		return err
	}
	return c.print(c.say.Say("serve.first", lang.Args{"link": link}))
}

// The patience of the server: for a request to arrive, to be answered, for a
// connection to be used again, and, at the end, for what was begun.
const (
	arrival = 30 * time.Second
	answer  = 60 * time.Second
	unused  = 2 * time.Minute
	parting = 20 * time.Second
)

// listenUntil answers until the context ends, and lets what was begun finish.
func listenUntil(
	ctx context.Context, listener net.Listener, site http.Handler, log *slog.Logger,
) error {
	server := &http.Server{
		Handler: site, ReadHeaderTimeout: arrival, ReadTimeout: arrival, WriteTimeout: answer,
		IdleTimeout: unused, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), parting)
	defer cancel()
	return server.Shutdown(last)
}

// An inviteAsk is what invite is told.
type inviteAsk struct {
	records
	person string
	origin string
}

func inviteCommand(c *console) *cobra.Command {
	var ask inviteAsk
	cmd := &cobra.Command{
		Use:     "invite",
		Short:   c.say.Say("cmd.invite.short", nil),
		Long:    c.say.Say("cmd.invite.long", nil),
		Example: "  hinterland invite --data my-office --person 1",
		Args:    c.wants(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.invite(cmd.Context(), &ask)
		},
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&ask.person, "person", "", c.say.Say("flag.invite.person", nil))
	cmd.Flags().StringVar(&ask.origin, "origin", "http://127.0.0.1:8080",
		c.say.Say("flag.origin", nil))
	return cmd
}

// invite makes a one-time link for somebody who cannot sign in: because they
// never have, or have forgotten how.
func (c *console) invite(ctx context.Context, ask *inviteAsk) error {
	if !isOrigin(ask.origin, "https", "http") {
		return usage(errors.New(c.say.Say("usage.origin.form", nil)))
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		serve := serveAsk{records: ask.records, origin: ask.origin}
		site, err := serve.site(db, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		person, name, err := c.toInvite(ctx, site.Office, ask.person)
		if err != nil {
			return err
		}
		link, err := site.Invite(ctx, person)
		if err != nil {
			return ruled(err)
		}
		c.printError(c.say.Say("invite.whose",
			lang.Args{"person": name, "number": person.String()}))
		if site.Alone() {
			c.printError(c.say.Say("invite.here", nil))
		}
		return c.print(link)
	})
}

// toInvite is the person that a link is asked for. Unsaid it is the only one that
// there is, since whoever has the link becomes that person.
func (c *console) toInvite(
	ctx context.Context, o *office.Office, said string,
) (person hinterland.ID[hinterland.Person], name string, err error) {
	if said == "" {
		only, err := o.Only(ctx)
		if err != nil {
			return 0, "", err
		}
		said = only.String()
	}
	if err := person.UnmarshalText([]byte(said)); err != nil {
		return 0, "", err
	}
	name, err = o.Person(ctx, person)
	return person, name, err
}
