// Package store keeps the records of an office in a database: SQLite in one
// file, or PostgreSQL for many processes.
//
// It decides how rows lie and what of them must hold whoever writes, and
// notes every change it makes in the journal. It refuses to know what an act
// is or who may do it; rules that need no database stand in the root package.
//
// Every write of a row goes through tx.write, which is the one place where
// changes are noted. Read tx.go first.
package store
