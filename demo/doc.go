// Package demo makes the sample regions that the program ships: real places
// with real people, borders and names, and on top of them parties, goods,
// offers and needs that are illustrative but follow the real figures.
//
// It decides what a sample holds, in whole numbers and with dice of its own,
// so that a sample is the same to the byte on every machine. It refuses to
// know how a region is zoned, planned, written or shown, and it makes up no
// fact: what is a model or an inference is said so in the sample's notes.
//
// Read Make first, then data/: each region is a folder of tables, and the
// rules in them (kinds of parties, goods, flows, floors, scopes) say more than
// the code, which only carries them out.
package demo
