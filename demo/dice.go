package demo

// dice are the splitmix64 generator: a counter with a fixed stride through 64
// bits, and a mixing that makes its steps look random. Two sets thrown for the
// same words fall the same way for ever, and a new rule in a table leaves the
// dice of all others as they were.
type dice struct{ state uint64 }

// seed is where all dice start; another seed is another sample.
const seed = 1958

// throwFor returns the dice of one purpose, named by words.
func throwFor(words ...string) *dice {
	d := &dice{state: seed}
	for _, word := range words {
		for _, b := range []byte(word) {
			d.state ^= uint64(b)
			d.state = d.next()
		}
		d.state ^= 0xff // no byte of UTF-8: the words "a", "b" are not the word "ab"
		d.state = d.next()
	}
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// around returns a number from 100 - spread to 100 + spread. Requires:
// 0 <= spread < 100.
func (d *dice) around(spread int64) int64 {
	return 100 - spread + int64(d.next()%uint64(2*spread+1))
}

// under reports whether a throw of 100 falls under percent.
func (d *dice) under(percent int64) bool { return int64(d.next()%100) < percent }
