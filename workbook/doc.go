// Package workbook writes tables for spreadsheet programs, and reads theirs:
// the same rows as CSV or, several tables together, as an xlsx workbook.
//
// It wraps excelize and knows nothing of what the rows are about. It refuses
// to lose a digit: a number that a spreadsheet program would round stands as
// a text. No text ever becomes a formula.
//
// Read Table first.
package workbook
