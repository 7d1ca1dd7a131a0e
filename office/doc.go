// Package office performs acts on the records of a region. An act is a small
// struct named by its verb; whatever changes anything is one.
//
// There is one door, Office.Do: authority, transaction, act, entry, commit.
// Kinds lists every act, so that commands, pages, sheets and scripts offer
// each of them the day it is written. The package decides who may do what; it
// refuses to know how rows lie in a database or how a page looks, and what is
// valid it asks of the root package.
//
// Read Office.Do first, then any act, such as party.go.
package office
