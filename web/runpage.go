package web

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// While a run goes on its page is told by the server how far it is: a small
// script puts each part that is sent in the place of the one before.
// Without scripts the page loads itself anew.

// How often it is looked how far a run is, and for how long one answer
// tells. It ends before a server that ends would cut it off; browsers ask
// again by themselves.
const (
	runLook  = 500 * time.Millisecond
	runTells = 15 * time.Second
)

// runPolicy is policy for the page of a run that goes on: the one page with
// a script, which asks this server for nothing but how far the run is.
const runPolicy = policy + "; script-src 'self'; connect-src 'self'"

// A runBody is the page of a run: how far it is, and what came of it.
type runBody struct {
	runRow
	Text    string
	Barred  string
	Done    int
	All     int
	Events  string // where its page is told how far it is; empty when it has ended
	Stop    string // where it can be stopped
	Tables  string // where it can be saved
	Keep    string // where it can be kept as a plan
	Missing string // which goods are not planned, and what that means, if it was stopped
	Results []runGood
}

// showRun shows a run.
func showRun(a *ask) error {
	title, body, err := a.runBody()
	if err != nil {
		return err
	}
	if body.Events != "" {
		a.w.Header().Set("Content-Security-Policy", runPolicy)
	}
	return a.show(http.StatusOK, "run", title, body)
}

// run reads the run of an address. It is asked first who may see it, since
// whoever may not is to be told the same whether there is one or not: that
// somebody plans, and when, is for who plans.
func (a *ask) run() (r hinterland.Run, err error) {
	if err = a.planning(func(*office.View) error { return nil }); err == nil {
		r, err = a.Keys.Run(a.ctx, a.r.PathValue("id"))
	}
	return r, err
}

// runBody reads how far the run of an address is.
func (a *ask) runBody() (title string, body *runBody, err error) {
	r, err := a.run()
	if err != nil {
		return "", nil, err
	}
	goods, missing, err := a.Plans.Goods(a.ctx, r.ID)
	if err != nil {
		return "", nil, err
	}
	err = a.planning(func(v *office.View) error {
		by, err := v.Name(r.Person)
		if err != nil {
			return err
		}
		body = &runBody{Done: r.Done, All: r.Goods}
		if body.runRow, err = a.runRow(v, &r, by); err != nil {
			return err
		}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		body.Results = a.runGoods(n, runPath(r.ID), goods)
		h, err := v.Horizon(r.Horizon)
		if err != nil {
			return err
		}
		body.Horizon = a.horizonName(&h)
		a.runEnd(body, &r, n, missing)
		title = a.say.Say("web.run", lang.Args{"horizon": body.Horizon})
		return nil
	})
	return title, body, err
}

// runEnd says how a run stands, and what can be done with it.
func (a *ask) runEnd(
	body *runBody, r *hinterland.Run, n *names, missing []hinterland.GoodCode,
) {
	// lang: run.text.going run.text.made run.text.stopped run.text.failed
	body.Text = a.say.Say("run.text."+string(r.State), lang.Args{
		"done": r.Done, "count": r.Goods, "good": r.Why,
	})
	if r.Barred > 0 {
		body.Barred = a.say.Say("run.barred", lang.Args{"count": r.Barred})
	}
	switch r.State {
	case hinterland.RunGoing:
		body.Stop, body.Events = runPath(r.ID)+"/stop", runPath(r.ID)+"/events"
	case hinterland.RunMade:
		body.Keep = runPath(r.ID) + "/keep?horizon=" + url.QueryEscape(string(r.Horizon))
	case hinterland.RunStopped:
		called := make([]string, len(missing))
		for i, code := range missing {
			called[i] = n.goodName(code)
		}
		body.Missing = a.say.Say("run.missing", lang.Args{
			"goods": a.say.List(called), "count": len(called),
		})
	}
	if saves(r) {
		body.Tables = runPath(r.ID) + "/tables.zip"
	}
}

// saves reports whether what a run came to can be saved: all of it, or what
// was planned when it was stopped.
func saves(r *hinterland.Run) bool {
	return r.State == hinterland.RunMade || r.State == hinterland.RunStopped && r.Done > 0
}

// tellRun tells a page how far its run is, whenever that has changed, and
// when it has ended. Its events are read by run.js: "part" has what is put
// in the place of the part before, "end" lets the page load itself anew,
// with the buttons of a run that has ended.
//
// It asks the records and not a channel of this process, since goods are
// planned by whichever server claims them. That a run has ended is told
// whatever was told before, so that a page that was away meanwhile learns
// it; a part is told again only if it differs, so that what a reader has
// marked on the page stays marked.
func tellRun(a *ask) error {
	if _, _, err := a.runBody(); err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "text/event-stream")
	a.w.Header().Set("X-Accel-Buffering", "no") // for servers that stand before
	out, look := http.NewResponseController(a.w), time.NewTicker(runLook)
	defer look.Stop()
	over, told := time.After(runTells), ""
	for {
		part, ended, err := a.runPart()
		if err != nil {
			return a.silent(err) // the answer has begun
		}
		if ended {
			part = event("end", "")
		}
		if part != told {
			told = part
			_, err = a.w.Write([]byte(part))
			if err = errors.Join(err, out.Flush()); err != nil || ended {
				return a.silent(err)
			}
		}
		select {
		case <-a.ctx.Done():
			return nil
		case <-over:
			return nil
		case <-look.C:
		}
	}
}

// runPart is the part of the page of a run that changes, as an event, and
// whether the run has ended. It is asked anew who may see it: a post may
// end while a page is open, and then nothing more is told.
func (a *ask) runPart() (part string, ended bool, err error) {
	title, body, err := a.runBody()
	if err != nil || body.Events == "" {
		return "", true, err
	}
	page, err := a.pages.byTongue[a.say.Tongue()]["run"]()
	if err != nil {
		return "", false, err
	}
	var b bytes.Buffer
	err = page.ExecuteTemplate(&b, "live", shown{Title: title, Body: body})
	return event("part", string(bytes.Map(legible, b.Bytes()))), false, err
}

// silent logs what goes wrong when it is too late to say so: an answer that
// has begun has its status already, and a page of refusal in the middle of
// events would be read by nobody. Whoever has gone away needs no answer.
func (a *ask) silent(err error) error {
	if err != nil && a.ctx.Err() == nil {
		a.logFault("a page could not be told how far its run is", err)
	}
	return nil
}

// event is an event as a browser reads it: a line for each line of its
// text, which the browser joins again, and a blank one at its end. A text
// that is empty is told as such: an event without data is none to browsers.
func event(name, text string) string {
	return "event: " + name + "\ndata: " + strings.Join(strings.Split(text, "\n"), "\ndata: ") +
		"\n\n"
}

// stopRun ends a run. The goods that are planned by then stay an answer;
// one that is being planned at that moment loses its claim, and its answer
// counts for nothing. Who stops a run that has ended meanwhile finds it as
// it is.
func stopRun(a *ask) error {
	id := a.r.PathValue("id")
	err := a.planning(func(*office.View) error { return nil })
	if err == nil {
		_, err = a.Keys.EndRun(a.ctx, id, hinterland.RunStopped, "", hinterland.InstantOf(a.Now()))
	}
	if err != nil {
		return err
	}
	return a.goTo(runPath(id))
}

// saveRun answers with the tables of a run: a folder that check-plan
// checks. That of one that was stopped says so in its name.
func saveRun(a *ask) error {
	r, err := a.run()
	if err == nil && !saves(&r) {
		err = nowhere(a)
	}
	if err != nil {
		return err
	}
	files, err := a.Plans.Tables(a.ctx, &r)
	if err != nil {
		return err
	}
	name := "plan-" + string(r.Horizon)
	if r.State == hinterland.RunStopped {
		name += "-incomplete"
	}
	a.zip(name, files)
	return nil
}
