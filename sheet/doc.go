// Package sheet reads and writes tables: the CSV files of a region and of a
// plan, and any other table a command takes.
//
// It decides the form of a file (encoding, columns, numbers, codes) and tells
// every fault of a file at once, each with its line, column and value. It
// refuses to know what rows mean together: that is Region.Check.
//
// Read Table first; region.go and plan.go list the columns of every file.
package sheet
