// Package zonework lets zones be drawn that others then check: it states what
// package check calls a zoning as the problem that package zoning solves, and the
// answer as rows that check looks at. So whoever asks for zones – by a folder, by
// flags – says it once, and what is solved is what is checked.
//
// It decides nothing, and knows neither files nor languages. Read Solve first.
package zonework
