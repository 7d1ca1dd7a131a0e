package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"hinterland"
)

// A table is how the rows of a noun lie in the database, the region left out,
// which leads the key of every table.
type table[T any] struct {
	name    string
	columns []string
	keys    int            // so many of the first columns are the key
	fields  func(*T) []any // pointers to the columns' values, in their order
	files   string         // the column that names a file; empty where none does
	later   []any          // what the last columns are in rows that are older than they
	made    []string       // further columns, which the database fills in by itself
}

// sealed lists the columns that hold tokens of what lies apart.
func (t *table[T]) sealed() []string {
	var found []string
	for i, field := range t.fields(new(T)) {
		if _, ok := field.(*hinterland.Personal); ok {
			found = append(found, t.columns[i])
		}
	}
	return found
}

// list names the columns in their order, behind prefix.
func (t *table[T]) list() string { return strings.Join(t.columns, ", ") }

// insertSQL is the statement that adds a row unless its key is taken.
func (t *table[T]) insertSQL() string { return t.addSQL() + " ON CONFLICT DO NOTHING" }

// addSQL is the statement that adds a row, or fails.
func (t *table[T]) addSQL() string {
	return fmt.Sprintf("INSERT INTO %s (region, %s) VALUES (%s)",
		t.name, t.list(), holes(1, len(t.columns)+1))
}

// selectSQL reads rows of a region; where may narrow them with values from $2
// on, and rows come in the order of their key.
func (t *table[T]) selectSQL(where string) string {
	return t.orderedSQL(where, strings.Join(t.columns[:max(t.keys, 1)], ", "))
}

// orderedSQL is selectSQL in another order.
func (t *table[T]) orderedSQL(where, order string) string {
	if where != "" {
		where = " AND " + where
	}
	return fmt.Sprintf("SELECT %s FROM %s WHERE region = $1%s ORDER BY %s",
		t.list(), t.name, where, order)
}

// updateSQL changes rows of a region, with values from $2 on, and returns the
// rows as they are afterwards.
func (t *table[T]) updateSQL(set, where string) string {
	return fmt.Sprintf("UPDATE %s SET %s WHERE region = $1 AND %s RETURNING %s",
		t.name, set, where, t.list())
}

// setSQL sets every column of a row but its key, which values from $2 on begin
// with.
func (t *table[T]) setSQL() string {
	sets := make([]string, 0, len(t.columns))
	for i, name := range t.columns[t.keys:] {
		sets = append(sets, fmt.Sprintf("%s = $%d", name, t.keys+i+2))
	}
	return strings.Join(sets, ", ")
}

// dropSQL takes rows of a region out and returns them.
func (t *table[T]) dropSQL(where string) string {
	return fmt.Sprintf("DELETE FROM %s WHERE region = $1 AND %s RETURNING %s",
		t.name, where, t.list())
}

// key is the key of a row as JSON.
func (t *table[T]) key(row *T) string { return keyJSON(t.fields(row)[:t.keys]) }

// json is a row as JSON, by column.
func (t *table[T]) json(row *T) string { return rowJSON(t.columns, t.fields(row)) }

// holes are the places of n values in a statement, from $first on.
func holes(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(first+i))
	}
	return b.String()
}

// plain is a value, or what a pointer points to, as one of the two kinds that
// lie in tables: whole numbers and texts. Any other kind in a table is a
// mistake in the program. A text that PostgreSQL cannot hold is nothing, on both
// engines: no row is found by it, and no column takes it.
func plain(v any) any {
	if n, ok := v.(int64); ok {
		return n
	}
	text, ok := v.(string)
	if !ok {
		value := reflect.Indirect(reflect.ValueOf(v))
		switch {
		case value.CanInt():
			return value.Int()
		case value.Kind() != reflect.String:
			panic(fmt.Sprintf("store: a %T lies in no table", v))
		}
		text = value.String()
	}
	if strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) {
		return nil
	}
	return text
}

// keyJSON writes the values of a key as a JSON list.
func keyJSON(values []any) string {
	b := append(make([]byte, 0, 64), '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendJSON(b, v)
	}
	return string(append(b, ']'))
}

// rowJSON writes a row as a JSON object, the columns in the table's order.
func rowJSON(columns []string, values []any) string {
	b := append(make([]byte, 0, 256), '{')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, columns[i]), ':')
		b = appendJSON(b, v)
	}
	return string(append(b, '}'))
}

// listed writes values as a JSON list of lists of one, for a statement that
// takes any number of them.
func listed[T any](values []T) string {
	b := []byte{'['}
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, keyJSON([]any{v})...)
	}
	return string(append(b, ']'))
}

// appendJSON writes a whole number, a text, or nothing; none can go wrong.
func appendJSON(b []byte, v any) []byte {
	switch v := plain(v).(type) {
	case int64:
		return strconv.AppendInt(b, v, 10)
	case string:
		return appendText(b, v)
	}
	return append(b, "null"...)
}

// appendText writes a text. What JSON writes as it is goes the short way: all
// texts of rows pass here.
func appendText(b []byte, text string) []byte {
	for _, c := range []byte(text) {
		if c < ' ' || c >= 0x7f || strings.IndexByte(`"\<>&`, c) >= 0 {
			quoted, err := json.Marshal(text)
			if err != nil {
				panic(fmt.Sprintf("store: %v", err))
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

// parseJSON reads a key or a row: numbers as int64, all else as texts.
func parseJSON(text string, into any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// wholes makes int64 of the numbers that parseJSON read.
func wholes(v any) (any, error) {
	if n, ok := v.(json.Number); ok {
		return n.Int64()
	}
	return v, nil
}
