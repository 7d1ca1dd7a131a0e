package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var static embed.FS

// An asset is a file beside the pages. Its path holds a digest of what is in
// it, so that a browser may keep it for ever.
type asset struct {
	path   string
	kind   string
	plain  []byte
	packed []byte
}

// readAssets packs the assets once, by the names that pages call them.
func readAssets() (map[string]asset, error) {
	entries, err := static.ReadDir("static")
	if err != nil {
		return nil, err
	}
	assets := map[string]asset{}
	for _, e := range entries {
		plain, err := static.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(plain)
		stem, extension := strings.TrimSuffix(e.Name(), path.Ext(e.Name())), path.Ext(e.Name())
		a := asset{plain: plain, packed: pack(plain), kind: "text/css; charset=utf-8"}
		switch extension {
		case ".svg":
			a.kind = "image/svg+xml"
		case ".js":
			a.kind = "text/javascript; charset=utf-8"
		}
		a.path = "/static/" + stem + "." + hex.EncodeToString(sum[:6]) + extension
		assets[e.Name()] = a
	}
	return assets, nil
}

// pack compresses a text. Writing to memory cannot go wrong.
func pack(text []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()
}

// ServeHTTP implements http.Handler.
func (a asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Content-Type", a.kind)
	send(w, r, http.StatusOK, a.plain, a.packed)
}

// send writes a text, packed for who can unpack it. packed may be nil.
func send(w http.ResponseWriter, r *http.Request, status int, plain, packed []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	body := plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if body = packed; packed == nil {
			body = pack(plain)
		}
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // whoever has gone away needs no answer
}
