package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
)

// Programs talk to the office below apiPath: they read what a key lets them
// see, through the same view as pages, and do acts by the same door. No cookie
// is looked at there, so that no other site can make a browser send what
// counts.

// apiPath is where programs talk to the office.
const apiPath = "/api/v1"

// isProgram reports whether a request is one of a program.
func isProgram(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, apiPath+"/") }

// mountPrograms answers programs.
func (s *Server) mountPrograms() {
	for _, r := range reads() {
		s.mux.Handle("GET "+apiPath+r.path, s.program(r.answerIt))
	}
	s.mux.Handle("POST "+apiPath+"/acts/{kind}", s.program(doAct))
	s.mux.Handle("POST "+apiPath+filesOfPrograms, s.program(keepFile))
	s.mux.Handle("GET "+apiPath+filesOfPrograms+"/{noun}/{record}/{digest}", s.program(fetchFile))
	s.mux.Handle("POST "+apiPath+"/unsubscribe/{id}/{token}", s.program(endByMail))
	s.mux.Handle("GET "+apiPath+"/unsubscribe/{id}/{token}", s.program(leadToSubscription))
	s.mux.Handle("GET "+apiPath+"/openapi.json", s.program(describe))
	s.mux.Handle(apiPath+"/", s.program(s.noProgram))
}

// program answers the requests of programs at one address.
func (s *Server) program(do func(*ask) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &ask{
			Server: s, w: w, r: r, ctx: r.Context(),
			say: lang.For(lang.Match(r.Header.Get("Accept-Language"))),
		}
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Set("Vary", "Authorization, Accept-Language")
		if err := do(a); err != nil {
			a.problem(err)
		}
	})
}

// noProgram answers where there is nothing, or nothing of the method.
func (s *Server) noProgram(a *ask) error {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		other := a.r.Clone(a.ctx)
		other.Method = method
		if _, at := s.mux.Handler(other); at != apiPath+"/" && method != a.r.Method {
			a.w.Header().Set("Allow", method)
			return hinterland.Refuse(hinterland.Invalid, "request.method",
				hinterland.Args{"method": method})
		}
	}
	return hinterland.Refuse(hinterland.NotFound, "page.unknown", nil)
}

// unlock finds out who asks, by the key that the request has brought. A right key
// never waits; who tries one wrong key after another does.
func (a *ask) unlock() error {
	secret := bearer(a.r)
	if secret == "" {
		return hinterland.Refuse(hinterland.Denied, "key.none", nil)
	}
	actor, err := a.Office.KeyHolder(a.ctx, digestOf(secret))
	if refusals := refusalsIn(err); len(refusals) > 0 && refusals[0].Reason == "key.wrong" {
		if wait := a.brake.try(a.sources()...); wait > 0 {
			return hinterland.Refuse(hinterland.Denied, "key.wait",
				hinterland.Args{"count": seconds(wait)})
		}
		a.Log.Warn("key unknown", "from", a.from().String())
	}
	if err != nil {
		return err
	}
	a.me = &me{
		Session: hinterland.Session{Person: actor.Person, Party: actor.Party}, key: actor.Key,
	}
	return a.seat()
}

// bearer is the secret that a request has brought; empty where it has none.
func bearer(r *http.Request) string {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(secret)
}

// reply answers with a value. What it is of is known again by a tag: the base on
// which acts can rest, where it has one, and a digest of it.
func (a *ask) reply(status int, base int64, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	h := a.w.Header()
	if a.r.Method != http.MethodPost {
		sum := sha256.Sum256(body)
		tag := `"` + strconv.FormatInt(base, 10) + "-" + hex.EncodeToString(sum[:8]) + `"`
		if a.has(tag) {
			return nil
		}
	}
	h.Set("Content-Type", "application/json")
	send(a.w, a.r, status, append(body, '\n'), nil)
	return nil
}

// has tells who asks by which tag the answer is known again. Whoever has it already is
// told just that.
func (a *ask) has(tag string) bool {
	a.w.Header().Set("ETag", tag)
	has := matches(a.r.Header.Get("If-None-Match"), tag)
	if has {
		a.w.WriteHeader(http.StatusNotModified)
	}
	return has
}

// matches reports whether a list of tags has one, which may have become weak on
// its way through a server that packs.
func matches(list, tag string) bool {
	for each := range strings.SplitSeq(list, ",") {
		each = strings.TrimPrefix(strings.TrimSpace(each), "W/")
		if each == tag || each == "*" {
			return true
		}
	}
	return false
}

// A problem is a refusal as programs are told it (RFC 9457). Code is stable and
// for programs; texts are for people.
type problem struct {
	Type   string            `json:"type"`
	Title  string            `json:"title"`
	Status int               `json:"status"`
	Detail string            `json:"detail"`
	Code   hinterland.Reason `json:"code"`
	Faults []problemFault    `json:"faults"`
}

// A problemFault is one thing that is refused, and the field that it is about.
type problemFault struct {
	Code   hinterland.Reason `json:"code"`
	Field  string            `json:"field,omitempty"`
	Value  string            `json:"value,omitempty"`
	Text   string            `json:"text"`
	Remedy string            `json:"remedy,omitempty"`
}

// problemType begins the names of all kinds of problem; its code ends them.
const problemType = "urn:hinterland:refusal:"

// problem answers with why a request is not answered.
func (a *ask) problem(err error) {
	p := problem{
		Status: http.StatusInternalServerError, Code: "program.broken",
		Detail: a.say.Say("web.fault", nil), Faults: []problemFault{},
	}
	if refusals := refusalsIn(err); len(refusals) > 0 {
		p.Status, p.Code = a.statusFor(refusals[0]), refusals[0].Reason
		if p.Faults, err = a.problemFaults(refusals); len(p.Faults) > 0 {
			p.Detail = p.Faults[0].Text
		}
	}
	if err != nil {
		a.logFault("a request could not be answered", err)
	}
	p.Type = problemType + string(p.Code)
	p.Title = a.say.Say("web.refused", nil)
	body, err := json.Marshal(p)
	if err != nil {
		a.logFault("a problem could not be told", err)
	}
	h := a.w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", string(a.say.Tongue()))
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="hinterland"`)
	}
	a.w.WriteHeader(p.Status)
	_, _ = a.w.Write(append(body, '\n'))
}

// problemFaults words refusals.
func (a *ask) problemFaults(refusals hinterland.Refusals) ([]problemFault, error) {
	faults := make([]problemFault, len(refusals))
	for i, r := range refusals {
		words, err := a.refusal(r)
		if err != nil {
			return nil, err
		}
		faults[i] = problemFault{
			Code: r.Reason, Field: r.At.Column, Value: r.At.Value, Text: words.Text,
			Remedy: words.Remedy,
		}
		if count, wait := r.Args["count"].(int); wait && r.Reason == "key.wait" {
			a.w.Header().Set("Retry-After", strconv.Itoa(count))
		}
	}
	return faults, nil
}

// statusFor is the status of a refusal. What an act names and nobody finds is a
// fault of its body, and no address that is not there.
func (a *ask) statusFor(r *hinterland.Refusal) int {
	switch r.Reason {
	case "key.none", "key.wrong", "key.revoked", "key.expired", "key.ended":
		return http.StatusUnauthorized
	case "key.wait":
		return http.StatusTooManyRequests
	case "request.key", "request.match", "body.form", "form.broken", "query.unknown",
		"query.limit", "query.after", "query.truth", "query.day", "query.kind",
		"query.by", "query.period", "query.choice", "query.class":
		return http.StatusBadRequest
	case "request.method":
		return http.StatusMethodNotAllowed
	case "body.type":
		return http.StatusUnsupportedMediaType
	case "body.long":
		return http.StatusRequestEntityTooLarge
	case "act.base":
		if a.r.Header.Get("If-Match") != "" {
			return http.StatusPreconditionFailed
		}
	}
	if r.Kind == hinterland.NotFound && changes(a.r) && r.Reason != "act.unknown" &&
		r.Reason != "page.unknown" {
		return http.StatusUnprocessableEntity
	}
	return statusOf(r.Kind)
}
