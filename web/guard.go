package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"hinterland"
	"hinterland/office"
)

// maxForm is how much a form may hold, in bytes. The longest that forms are
// made for, an agreement with all its items, stays below it.
const maxForm = 4 << 20

// policy lets pages load this server's style and pictures and nothing else:
// no script runs, whatever gets into a page. One page has another: see runPolicy.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// guard stands before everything: it sets what browsers are told of every
// page, turns away requests of other sites and those that come past the servers
// before the office, bounds what is read, and answers for the program when it
// breaks.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(s.serve(route{open: true, unread: true, do: foreign}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.answerFor(w, r)
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if s.passedBy(r) {
			s.serve(route{open: true, unread: true, do: direct}).ServeHTTP(w, r)
			return
		}
		if len(s.Proxies) > 0 { // which may have changed it, but not where pages come from
			_, r.Host, _ = strings.Cut(s.Origin, "://")
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostOf(r))
		if isProgram(r) { // which no other site can make a browser be
			next.ServeHTTP(w, r)
			return
		}
		if changes(r) && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "" {
			s.serve(route{open: true, unread: true, do: foreign}).ServeHTTP(w, r)
			return
		}
		cross.Handler(next).ServeHTTP(w, r)
	})
}

// mostOf is how much of a request is read. A sign-in may bring a form along, in
// which what a form writes as three bytes has become five.
func mostOf(r *http.Request) int64 {
	switch {
	case isUpload(r), r.URL.Path == apiPath+filesOfPrograms:
		return maxUpload // which is read where files are taken, and nowhere else
	case isProgram(r):
		return office.MaxBody
	case r.URL.Path == "/sign-in":
		return 2 * maxForm
	}
	return maxForm
}

// changes reports whether a request could change something.
func changes(r *http.Request) bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead
}

// foreign answers a request that another site, or no site, made a browser
// send: nothing of it is read.
func foreign(*ask) error { return hinterland.Refuse(hinterland.Denied, "request.foreign", nil) }

// loggable is a path without the secret that some are: a log is read by more
// people than may sign or sign in.
func loggable(path string) string {
	for _, stem := range []string{"/assents/", "/invitations/", apiPath + "/unsubscribe/"} {
		if strings.HasPrefix(path, stem) {
			return stem + "…"
		}
	}
	return path
}

// answerFor tells whoever asked that the program broke, and the log why.
func (s *Server) answerFor(w http.ResponseWriter, r *http.Request) {
	thrown := recover()
	if thrown == nil {
		return
	}
	if thrown == http.ErrAbortHandler {
		panic(thrown)
	}
	s.Log.Error("the program broke", "path", loggable(r.URL.Path), "what", fmt.Sprint(thrown),
		"stack", string(debug.Stack()))
	w.WriteHeader(http.StatusInternalServerError)
}
