package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"hinterland/lang"
)

// A progress shows on a terminal how far a long piece of work has come: one
// line, written over, once a second has passed. Elsewhere (a file, a pipe, a
// test) it shows nothing.
type progress struct {
	errs    io.Writer
	text    string
	say     *lang.Printer
	started time.Time
	shown   bool
}

// patience is how long work may take before progress is shown.
const patience = time.Second

// progress starts a piece of work named by a key of the catalogue, whose text
// takes the args "done" and "all".
func (c *console) progress(key string) *progress {
	p := &progress{say: c.say, text: key, started: time.Now()}
	if f, ok := c.errs.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.errs = f
	}
	return p
}

func (p *progress) step(done, all int) {
	if p.errs == nil || time.Since(p.started) < patience {
		return
	}
	p.shown = true
	// lang: progress.balance
	_, _ = fmt.Fprintf(p.errs, "\r\x1b[K%s", p.say.Say(p.text, lang.Args{"done": done, "all": all}))
}

func (p *progress) done() {
	if p.shown {
		_, _ = fmt.Fprint(p.errs, "\r\x1b[K")
	}
}

// watch shows how long a piece of work has gone on whose end cannot be told
// in steps; its text takes the arg "seconds". The returned function ends it.
func (c *console) watch(key string) (stop func()) {
	p := c.progress(key)
	if p.errs == nil {
		return func() {}
	}
	ended, told := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(told)
		ticks := time.NewTicker(patience)
		defer ticks.Stop()
		for {
			select {
			case <-ended:
				p.done()
				return
			case <-ticks.C:
				p.shown = true
				// lang: progress.zones progress.flow progress.check
				seconds := int(time.Since(p.started) / time.Second)
				_, _ = fmt.Fprintf(
					p.errs,
					"\r\x1b[K%s",
					p.say.Say(key, lang.Args{"seconds": seconds}),
				)
			}
		}
	}()
	return func() {
		close(ended)
		<-told
	}
}
