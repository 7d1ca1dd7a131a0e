// Package web is the office as people meet it in a browser: pages, forms,
// sign-in.
//
// It turns what is typed into acts and what an actor may see into pages. It
// refuses to decide: what is valid the root package says, what is allowed and
// what is done the office, how things are worded lang. All pages are made on
// the server and work without scripts. There is one, which spares the page of a run
// that goes on from being loaded again and again.
//
// Read Server first, then form.go: every act has one form, and all forms are
// shown, previewed, refused and sent in one way.
package web
