package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// largeExport is from how many events on a file is made while nobody waits for
// it.
const largeExport = 20_000

// beat is how often an export that is being made gives a sign of life.
const beat = 5 * time.Second

// jobs are the exports that this process is making.
type jobs struct {
	ctx    context.Context // which ends with the server
	cancel func()
	places chan struct{}
	all    sync.WaitGroup
}

func newJobs() *jobs {
	j := &jobs{places: make(chan struct{}, hinterland.MaxExports)}
	j.ctx, j.cancel = context.WithCancel(context.Background())
	return j
}

// Stop ends what the server does by itself: exports that are being made are cut
// off, and say so. Nothing may be asked of it any more.
func (s *Server) Stop() {
	s.jobs.cancel()
	s.jobs.all.Wait()
}

// Forget lets exports go whose time is over.
func (s *Server) Forget(ctx context.Context) error {
	return s.Keys.ForgetExports(ctx, hinterland.InstantOf(s.Now())-hinterland.ExportLasts)
}

// aside answers with a file at once where it tells of few events. A larger one is
// made aside, and the browser sent to the page that shows how far it is.
func aside(do func(*ask) error) func(*ask) error {
	return func(a *ask) error {
		many, err := a.eventsOf(a.large)
		switch {
		case err != nil:
			return err
		case many < a.large:
			return do(a)
		}
		if err := a.exportable(); err != nil { // else only a log would say why
			return err
		}
		j, err := a.exportJob(do)
		if err != nil {
			return err
		}
		return a.goTo("/exports/jobs/" + j.ID)
	}
}

// eventsOf counts the events that the address of the request asks for.
func (a *ask) eventsOf(most int) (many int, err error) {
	text := a.r.PathValue("id")
	if text == "" {
		text = a.r.Form.Get("agreement")
	}
	var id hinterland.ID[hinterland.Agreement]
	if id.UnmarshalText([]byte(text)) != nil {
		return 0, nil // the answer will say so
	}
	err = a.view(func(v *office.View) (err error) {
		many, err = v.CountEvents(id, most)
		return err
	})
	return many, err
}

// exportJob is the job that makes, or made within the day, what a person asks for
// at an address for a party; a new one where there is none, or the address says
// anew.
func (a *ask) exportJob(do func(*ask) error) (hinterland.ExportJob, error) {
	query := a.r.URL.Query()
	anew := query.Has("anew")
	query.Del("anew")
	a.r.URL.RawQuery = query.Encode()
	actor, now := a.me.actor(), hinterland.InstantOf(a.Now())
	j, err := a.Keys.ExportAt(a.ctx, actor.Person, actor.Party, a.r.URL.RequestURI())
	switch state := j.On(now); {
	case err != nil && len(refusalsIn(err)) == 0:
		return j, err
	case err == nil && state == hinterland.ExportMaking,
		err == nil && state == hinterland.ExportMade && !j.Over(now) && !anew:
		return j, nil
	}
	return a.beginExport(do)
}

// beginExport begins to make a file. The ask that makes it has no browser: what
// it answers is kept in parts.
func (a *ask) beginExport(do func(*ask) error) (j hinterland.ExportJob, err error) {
	select {
	case a.jobs.places <- struct{}{}:
	default:
		return j, hinterland.Refuse(hinterland.Conflict, "export.busy",
			hinterland.Args{"most": hinterland.MaxExports})
	}
	now := hinterland.InstantOf(a.Now())
	j = hinterland.ExportJob{
		ID: a.token(), Person: a.me.actor().Person, Party: a.me.actor().Party,
		Address: a.r.URL.RequestURI(), State: hinterland.ExportMaking, Asked: now, Seen: now,
	}
	if err = a.Forget(a.ctx); err == nil {
		err = a.Keys.PutExport(a.ctx, j)
	}
	if err != nil {
		<-a.jobs.places
		return j, err
	}
	k := &keptFile{server: a.Server, job: j, header: http.Header{}}
	ctx, done := context.WithCancel(a.jobs.ctx)
	r := a.r.Clone(ctx)
	r.Header.Del("Accept-Encoding") // whoever fetches it may understand another
	made := &ask{
		Server: a.Server, w: k, r: r, ctx: ctx, say: a.say, me: a.me, told: k.wrote,
	}
	a.jobs.all.Go(func() {
		defer func() { done(); <-a.jobs.places }()
		k.make(made, do)
	})
	return j, nil
}

// A keptFile is the answer to nobody: a file that is kept in parts while it is
// written.
type keptFile struct {
	server *Server
	header http.Header

	mu    sync.Mutex
	job   hinterland.ExportJob
	part  []byte
	parts int
	wrong error // what went wrong with keeping it, which not every writer tells
}

// errLarge is why a file is not written to its end.
var errLarge = errors.New("web: an export is too large")

// Header implements http.ResponseWriter.
func (k *keptFile) Header() http.Header { return k.header }

// WriteHeader implements http.ResponseWriter.
func (k *keptFile) WriteHeader(int) {}

// Write implements http.ResponseWriter.
func (k *keptFile) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.part = append(k.part, p...)
	k.job.Size += int64(len(p))
	if k.job.Size > k.server.largest && k.wrong == nil {
		k.wrong = errLarge
	}
	for k.wrong == nil && len(k.part) >= hinterland.ExportPartBytes {
		k.keep(hinterland.ExportPartBytes)
	}
	return len(p), k.wrong
}

// keep keeps the beginning of what was written and not kept yet.
func (k *keptFile) keep(bytes int) {
	k.wrong = k.server.Keys.AddExportPart(k.server.jobs.ctx, k.job.ID, k.parts, k.part[:bytes])
	k.part = append([]byte(nil), k.part[bytes:]...)
	k.parts++
}

// wrote notes that so many more events are written.
func (k *keptFile) wrote(events int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.job.Done += int64(events)
}

// make makes the file, and says what became of it.
func (k *keptFile) make(a *ask, do func(*ask) error) {
	stop := make(chan struct{})
	var beating sync.WaitGroup
	beating.Go(func() { k.beat(stop) })
	err := k.whole(a, do)
	close(stop)
	beating.Wait()
	switch {
	case a.ctx.Err() != nil:
		k.job.State = hinterland.ExportCut
	case errors.Is(err, errLarge):
		k.job.State = hinterland.ExportLarge
	case err != nil:
		k.job.State = hinterland.ExportFailed
		a.logFault("an export could not be made", err)
	default:
		k.job.State, k.job.Done = hinterland.ExportMade, k.job.Events
	}
	k.job.Seen = hinterland.InstantOf(a.Now())
	ctx, done := context.WithTimeout(context.WithoutCancel(a.ctx), beat)
	defer done()
	if err := a.Keys.PutExport(ctx, k.job); err != nil {
		a.logFault("what became of an export could not be kept", err)
	}
}

// whole writes the file to its end.
func (k *keptFile) whole(a *ask, do func(*ask) error) (err error) {
	defer func() {
		if thrown := recover(); thrown != nil { // as an export does that is broken off
			err = fmt.Errorf("web: %v", thrown)
		}
		err = errors.Join(err, k.wrong)
	}()
	many, err := a.eventsOf(1 << 30)
	if err != nil {
		return err
	}
	k.mu.Lock()
	k.job.Events = int64(many)
	k.mu.Unlock()
	if err := do(a); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.job.Kind = k.header.Get("Content-Type")
	k.job.File = k.header.Get("Content-Disposition")
	if k.wrong == nil {
		k.keep(len(k.part))
	}
	return nil
}

// beat lets the file give signs of life until it is done.
func (k *keptFile) beat(stop <-chan struct{}) {
	ticks := time.NewTicker(beat)
	defer ticks.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ticks.C:
		}
		k.mu.Lock()
		k.job.Seen = hinterland.InstantOf(k.server.Now())
		j := k.job
		k.mu.Unlock()
		_ = k.server.Keys.PutExport(k.server.jobs.ctx, j) // the next one says so too
	}
}

// An exportBody is the page of an export: how far it is, or where it is.
type exportBody struct {
	Text  string
	File  string // where it can be fetched
	Until string // when it goes
	Anew  string // where it can be asked for anew; empty while it is being made
}

// ownExport is the export of the address, for who asked for it.
func (a *ask) ownExport() (hinterland.ExportJob, error) {
	j, err := a.Keys.Export(a.ctx, a.r.PathValue("id"))
	actor, now := a.me.actor(), hinterland.InstantOf(a.Now())
	if err == nil && (j.Person != actor.Person || j.Party != actor.Party || j.Over(now)) {
		err = nowhere(a)
	}
	return j, err
}

// showExport shows how far an export is.
func showExport(a *ask) error {
	j, err := a.ownExport()
	if err != nil {
		return err
	}
	state := j.On(hinterland.InstantOf(a.Now()))
	body := exportBody{Anew: anewAt(j.Address)}
	// lang: web.job.made web.job.making web.job.cut web.job.large web.job.failed
	// lang: web.job.begun
	stage := string(state)
	if state == hinterland.ExportMaking && j.Events == 0 {
		stage = "begun" // how many there are is not counted yet
	}
	body.Text = a.say.Say("web.job."+stage, lang.Args{
		"done": a.say.Number(strconv.FormatInt(j.Done, 10)), "count": j.Events,
		"events": a.say.Number(strconv.FormatInt(j.Events, 10)),
		"size":   a.say.Number(megabytes(j.Size)), "most": hinterland.MaxExport >> 20,
	})
	switch state {
	case hinterland.ExportMaking:
		a.w.Header().Set("Refresh", "3") // the page goes on by itself, without a script
		body.Anew = ""
	case hinterland.ExportMade:
		body.File = a.r.URL.Path + "/file"
		if body.Until, err = a.moment(j.Asked+hinterland.ExportLasts, a.me.Charter); err != nil {
			return err
		}
	}
	return a.show(http.StatusOK, "export", a.say.Say("web.job", nil), body)
}

// anewAt is where an export is asked for anew.
func anewAt(address string) string {
	if strings.Contains(address, "?") {
		return address + "&anew=yes"
	}
	return address + "?anew=yes"
}

// megabytes are bytes in megabytes, to a tenth.
func megabytes(bytes int64) string { return hinterland.FormatDecimal((bytes+99_999)/100_000, 1) }

// fetchExport answers with the file of an export. Whoever takes it slowly is
// given time for each part.
func fetchExport(a *ask) error {
	j, err := a.ownExport()
	if err == nil && j.State != hinterland.ExportMade {
		err = nowhere(a)
	}
	if err != nil {
		return err
	}
	h := a.w.Header()
	h.Set("Content-Type", j.Kind)
	h.Set("Content-Disposition", j.File)
	h.Set("Content-Length", strconv.FormatInt(j.Size, 10))
	for part, sent := 0, int64(0); sent < j.Size; part++ {
		content, err := a.Keys.ExportPart(a.ctx, j.ID, part)
		if err != nil || len(content) == 0 {
			a.logFault("an export was broken off", errors.Join(err, errNotHeld))
			panic(http.ErrAbortHandler) // so that nobody takes a part for the whole
		}
		a.takeTime()
		if _, err := a.w.Write(content); err != nil {
			return nil // whoever has gone away needs no answer
		}
		sent += int64(len(content))
	}
	return nil
}
