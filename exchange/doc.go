// Package exchange writes what somebody sees of agreements and what has come of
// them in forms that programs elsewhere read: OCDS 1.1.5 packages, UBL 2.1
// despatch and receipt advices, a journal for hledger, and a table of years.
//
// It reads no records and decides nothing: it is handed one agreement after
// another and writes each at once. Numbers are exact decimals throughout. It
// refuses what it could say only by making it up, an identifier or a code, and
// an agreement whose totals are not the sums of its events.
//
// Read Dossier first.
package exchange
