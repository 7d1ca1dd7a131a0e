package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A notary is an office with a log: it signs its root.
type notary struct {
	t              testing.TB
	origin         string
	secret, public string
	leaves         []Hash
	nodes          forest
}

func newNotary(t testing.TB, origin string, size int) *notary {
	t.Helper()
	n := &notary{t: t, origin: origin, leaves: leavesFor(size), nodes: forest{}}
	seed := rand.NewChaCha8(sha256.Sum256([]byte(origin)))
	var err error
	if n.secret, n.public, err = NewKey(seed, origin); err != nil {
		t.Fatal(err)
	}
	n.nodes.grow(t, 0, n.leaves)
	return n
}

// checkpoint signs the tree of the first leaves.
func (n *notary) checkpoint(size int) string {
	n.t.Helper()
	signed, err := Checkpoint{n.origin, int64(size), tree(n.leaves[:size])}.Sign(n.secret)
	if err != nil {
		n.t.Fatal(err)
	}
	return signed
}

// proof shows one entry in the tree of a size, and that the tree grew out of
// an older one.
func (n *notary) proof(place, size, older int) *Proof {
	n.t.Helper()
	p := &Proof{
		Entry: entryText(place), Place: int64(place),
		Older: n.checkpoint(older), Checkpoint: n.checkpoint(size),
	}
	var err, bad error
	p.Path, err = Path(int64(place), int64(size), n.nodes.find)
	p.Bridge, bad = Bridge(int64(older), int64(size), n.nodes.find)
	if err != nil || bad != nil {
		n.t.Fatal(err, bad)
	}
	return p
}

func TestAProofShowsWhatItSays(t *testing.T) {
	n := newNotary(t, "浏阳", 21)
	for place := range 21 {
		for older := range 22 {
			p := n.proof(place, 21, older)
			text, err := json.MarshalIndent(p, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			var kept Proof
			if err := json.Unmarshal(text, &kept); err != nil {
				t.Fatal(err)
			}
			shown, err := kept.Verify(n.public)
			if err != nil || shown.Size != 21 || shown.Older.Size != int64(older) {
				t.Fatalf("entry %d, older %d: %v, %v", place, older, shown, err)
			}
		}
	}
}

// flipped is a hash with one bit turned.
func flipped(h Hash) Hash {
	h = slices.Clone(h)
	h[31] ^= 1
	return h
}

// TestAProofThatWasChangedShowsNothing changes one thing at a time.
func TestAProofThatWasChangedShowsNothing(t *testing.T) {
	n, other := newNotary(t, "浏阳", 21), newNotary(t, "太原", 21)
	for _, tt := range []struct {
		name   string
		change func(*Proof)
		want   error
	}{
		{"the entry", func(p *Proof) { p.Entry = entryText(8) }, ErrEntry},
		{"an entry that is no JSON", func(p *Proof) { p.Entry = p.Entry[1:] }, ErrEntry},
		{"the place", func(p *Proof) { p.Place++ }, ErrEntry},
		{"a place before the first", func(p *Proof) { p.Place = -1 }, ErrEntry},
		{"a place behind the last", func(p *Proof) { p.Place = 21 }, ErrEntry},
		{"a hash of the path", func(p *Proof) { p.Path[2] = flipped(p.Path[2]) }, ErrEntry},
		{"the end of the path", func(p *Proof) { p.Path = p.Path[:len(p.Path)-1] }, ErrEntry},
		{"more of a path", func(p *Proof) { p.Path = append(p.Path, p.Path[0]) }, ErrEntry},
		{"a hash of the bridge", func(p *Proof) { p.Bridge[0] = flipped(p.Bridge[0]) }, ErrOlder},
		{"no bridge", func(p *Proof) { p.Bridge = nil }, ErrOlder},
		{"an older one that is younger", func(p *Proof) {
			p.Entry, p.Older, p.Checkpoint = nil, p.Checkpoint, p.Older
		}, ErrOlder},
		{"another office's older one", func(p *Proof) { p.Older = other.checkpoint(9) }, ErrOlder},
		{"the size that was signed", func(p *Proof) {
			p.Checkpoint = strings.Replace(p.Checkpoint, "\n21\n", "\n20\n", 1)
		}, nil},
		{"who signed", func(p *Proof) {
			p.Checkpoint = strings.Replace(p.Checkpoint, n.origin+"\n", other.origin+"\n", 1)
		}, nil},
		{"no signature", func(p *Proof) {
			p.Checkpoint = p.Checkpoint[:strings.Index(p.Checkpoint, "—")]
		}, nil},
		{"nothing to show", func(p *Proof) { p.Entry, p.Older = nil, "" }, ErrNought},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := n.proof(7, 21, 9)
			tt.change(p)
			_, err := p.Verify(n.public, other.public)
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// TestAJournalThatWasRewrittenHasNoBridge rewrites what an older checkpoint
// stands for, signs the result with the right key, and tries every bridge
// that the rewritten journal has.
func TestAJournalThatWasRewrittenHasNoBridge(t *testing.T) {
	honest := newNotary(t, "浏阳", 13)
	for name, rewrite := range map[string]func([]Hash) []Hash{
		"an entry changed": func(l []Hash) []Hash { l[4] = HashLeaf([]byte("other")); return l },
		"an entry dropped": func(l []Hash) []Hash { return slices.Delete(l, 4, 5) },
		"two exchanged":    func(l []Hash) []Hash { l[4], l[5] = l[5], l[4]; return l },
		"one put between":  func(l []Hash) []Hash { return slices.Insert(l, 4, l[0]) },
	} {
		lying := newNotary(t, "浏阳", 0)
		lying.leaves = rewrite(leavesFor(20))
		lying.nodes.grow(t, 0, lying.leaves)
		for size := 13; size <= len(lying.leaves); size++ {
			b, err := Bridge(13, int64(size), lying.nodes.find)
			if err != nil {
				t.Fatal(err)
			}
			p := Proof{Older: honest.checkpoint(13), Bridge: b, Checkpoint: lying.checkpoint(size)}
			if _, err := p.Verify(honest.public); !errors.Is(err, ErrOlder) {
				t.Errorf("%s, size %d: %v", name, size, err)
			}
		}
	}
}

func TestACheckpointIsOpenedByTheKeyOfItsOfficeAlone(t *testing.T) {
	n, other := newNotary(t, "浏阳", 3), newNotary(t, "太原", 3)
	signed := n.checkpoint(3)
	for _, tt := range []struct {
		name string
		keys []string
		want error
	}{
		{"the office's", []string{n.public}, nil},
		{"among others", []string{other.public, n.public}, nil},
		{"another's", []string{other.public}, ErrUnknown},
		{"none", nil, ErrUnknown},
	} {
		c, err := OpenCheckpoint(signed, tt.keys...)
		if !errors.Is(err, tt.want) || err == nil && c.Size != 3 {
			t.Errorf("%s: %v, %v", tt.name, c, err)
		}
	}
	if _, err := OpenCheckpoint(signed, "no key"); err == nil {
		t.Error("a key that is none opens something")
	}
	forged := Checkpoint{other.origin, 3, tree(n.leaves)}
	if _, err := forged.Sign(n.secret); err == nil {
		t.Error("one office signs for another")
	}
	for _, origin := range []string{"Liu yang", "Liu+yang", "", "浏\u3000阳", "\xff"} {
		if _, _, err := NewKey(rand.NewChaCha8([32]byte{}), origin); err == nil {
			t.Errorf("%q is an origin", origin)
		}
	}
}

func TestCheckpointsHaveOneForm(t *testing.T) {
	nothing := "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" // SHA-256 of nothing
	if c, err := parseCheckpoint("a\n0\n" + nothing + "\n"); err != nil || c.Size != 0 {
		t.Fatal(c, err)
	}
	for name, text := range map[string]string{
		"no text":           "",
		"a line too many":   "a\n0\n" + nothing + "\nmore\n",
		"no end of line":    "a\n0\n" + nothing,
		"less than nothing": "a\n-1\n" + nothing + "\n",
		"zeros before":      "a\n00\n" + nothing + "\n",
		"no number":         "a\nx\n" + nothing + "\n",
		"a short root":      "a\n1\nAAAA\n",
		"a root of nothing": "a\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"no base64":         "a\n1\n!\n",
	} {
		if c, err := parseCheckpoint(text); err == nil {
			t.Errorf("%s is read as %v", name, c)
		}
	}
}

// FuzzProof holds every file that is taken for a proof to a journal of
// entries that are known: what it shows must be true.
func FuzzProof(f *testing.F) {
	n := newNotary(f, "浏阳", 21)
	for _, place := range []int{0, 7, 20} {
		text, err := json.Marshal(n.proof(place, 21, 9))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var p Proof
		if json.Unmarshal(text, &p) != nil {
			return
		}
		_, err := p.Verify(n.public)
		if err != nil || len(p.Entry) == 0 {
			return
		}
		var plain bytes.Buffer
		err = json.Compact(&plain, p.Entry)
		if err != nil || !bytes.Equal(plain.Bytes(), entryText(int(p.Place))) {
			t.Errorf("it shows %s at %d", p.Entry, p.Place)
		}
	})
}
