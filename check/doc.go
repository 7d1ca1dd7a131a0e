// Package check re-checks answers from files alone: a plan against its region,
// and zones against their places.
//
// It decides whether every claim of an answer holds, and names the row and
// the claim where one does not. It refuses to know how answers are found: it
// shares no code with the packages that find them, so that one mistake cannot
// hide in both. It finds nothing better itself; it only shows that something
// better exists.
//
// Read Plan and Zones first; docs/formats.md says what each claim of a plan
// means.
package check
