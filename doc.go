// Package hinterland holds the nouns of a region and the rules they obey:
// places, parties, goods, offers, needs, floors, scopes, and the plan that
// balances them.
//
// It decides what is valid and what is refused, exactly and in whole numbers.
// It does not know files, networks, pages or languages: sheet reads and
// writes, balance plans, check proves, lang words. It imports the standard
// library only.
//
// Read Region first: it is everything a plan is made from, and Region.Check
// is every rule its rows must obey.
package hinterland
