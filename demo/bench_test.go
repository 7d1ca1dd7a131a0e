package demo

import "testing"

func BenchmarkMake(b *testing.B) {
	for b.Loop() {
		if _, err := Shanxi(); err != nil {
			b.Fatal(err)
		}
	}
}
