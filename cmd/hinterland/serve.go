package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/web"
)

// A serveAsk is what serve is told.
type serveAsk struct {
	records
	listen string
	origin string
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
	return cmd
}

// serve opens the office until it is interrupted. What was begun then is
// finished.
func (c *console) serve(ctx context.Context, ask *serveAsk) error {
	if err := ask.check(c); err != nil {
		return err
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		log := slog.New(slog.NewTextHandler(c.errs, nil))
		site, err := ask.site(db, log)
		if err != nil {
			return err
		}
		stop := follow(ctx, site.Proofs, log)
		defer stop()
		listener, err := net.Listen("tcp", ask.listen)
		if err != nil {
			return usage(err)
		}
		at := ask.origin
		if at == "" {
			at = "http://" + listener.Addr().String()
		}
		if err := c.welcome(ctx, site, at); err != nil {
			return errors.Join(err, listener.Close())
		}
		return listenUntil(ctx, listener, site, log)
	})
}

// check refuses to let passwords go over a network in the open.
func (a *serveAsk) check(c *console) error {
	host, _, err := net.SplitHostPort(a.listen)
	if err != nil {
		return usage(err)
	}
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if a.origin == "" && loopback {
		return nil
	}
	u, err := url.Parse(a.origin)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" {
		return usage(errors.New(c.say.Say("usage.origin", nil)))
	}
	return nil
}

// site makes the server of a region.
func (a *serveAsk) site(db store.Database, log *slog.Logger) (*web.Server, error) {
	o := openOffice(db.Region(a.region))
	return web.New(web.Config{
		Office: o, Proofs: o.Log(db.Log(a.region)), Keys: db.Keys(a.region),
		Files: db.Files(a.region), Now: time.Now, Random: rand.Reader, Log: log,
		Secure: a.origin != "",
	})
}

// pace is how long an entry waits for its place in the log, at most.
const pace = time.Second

// follow lets the log follow the journal until it is stopped.
func follow(ctx context.Context, proofs *office.Log, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ticks := time.NewTicker(pace)
		defer ticks.Stop()
		for {
			if _, err := proofs.Follow(ctx); err != nil && ctx.Err() == nil {
				log.Error("the log does not follow the journal", "error", err)
			}
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
func (c *console) welcome(ctx context.Context, site *web.Server, at string) error {
	if err := c.print(c.say.Say("serve.open", lang.Args{"address": at})); err != nil {
		return err
	}
	path, err := site.InviteFirst(ctx)
	if err != nil || path == "" {
		return err
	}
	return c.print(c.say.Say("serve.first", lang.Args{"link": at + path}))
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
	cmd.Flags().StringVar(&ask.person, "person", "1", c.say.Say("flag.invite.person", nil))
	cmd.Flags().StringVar(&ask.origin, "origin", "http://127.0.0.1:8080",
		c.say.Say("flag.origin", nil))
	return cmd
}

// invite makes a one-time link for somebody who cannot sign in: because they
// never have, or have forgotten how.
func (c *console) invite(ctx context.Context, ask *inviteAsk) error {
	var person hinterland.ID[hinterland.Person]
	if err := person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		serve := serveAsk{records: ask.records}
		site, err := serve.site(db, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		path, err := site.Invite(ctx, person)
		if err != nil {
			return ruled(err)
		}
		return c.print(ask.origin + path)
	})
}
