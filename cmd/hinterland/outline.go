package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// outline tells a value of JSON in lines, each with the path to a plain value,
// fields by name and lists counted from 1. What is no JSON stands as it is.
func outline(text json.RawMessage) []string {
	var value any
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.UseNumber() // else long numbers would lose their ends
	if reader.Decode(&value) != nil {
		return []string{string(text)}
	}
	return outlined("", value)
}

func outlined(path string, value any) []string {
	var lines []string
	within := func(name string, value any) {
		if path != "" {
			name = path + "." + name
		}
		lines = append(lines, outlined(name, value)...)
	}
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			within(name, value[name])
		}
	case []any:
		for i, v := range value {
			within(strconv.Itoa(i+1), v)
		}
	default:
		lines = append(lines, path+": "+visible(fmt.Sprint(value)))
	}
	return lines
}
