// Package report makes the page that people read: one self-contained HTML file
// in one language, with the zones, the balances, what zones give each other,
// the allocations and shortfalls with their reasons, and the proofs.
//
// It decides what is shown, in which order and in which words' places; it
// refuses to know how zones and plans are made, and where files lie. Every
// number on the page is taken or added up exactly from what it is given.
//
// Read Write first, then Input.
package report
