package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hinterland"
)

// encode makes the text of a CSV file: a header and its rows.
func encode(columns []Column, rows [][]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Name
	}
	// A bytes.Buffer takes everything, so the writer has nothing to report.
	_ = w.Write(header)
	_ = w.WriteAll(rows)
	return out.Bytes()
}

// Table makes the text of a CSV file with the given header, for commands with
// tables of their own. No cell is quoted that need not be.
func Table(header []string, rows [][]string) []byte {
	return encode(columns(header...), rows)
}

// certificates returns, for each good, the SHA-256 of its rows in shares.csv
// and then in certificate.csv, cells joined by commas, each row ended by a
// line feed.
func certificates(shares, potentials [][]string) map[hinterland.GoodCode]string {
	texts := map[hinterland.GoodCode]*strings.Builder{}
	add := func(good string, row []string) {
		b := texts[hinterland.GoodCode(good)]
		if b == nil {
			b = &strings.Builder{}
			texts[hinterland.GoodCode(good)] = b
		}
		b.WriteString(strings.Join(row, ","))
		b.WriteByte('\n')
	}
	for _, row := range shares {
		add(row[1], row)
	}
	for _, row := range potentials {
		add(row[0], row)
	}
	sums := map[hinterland.GoodCode]string{}
	for good, text := range texts {
		sum := sha256.Sum256([]byte(text.String()))
		sums[good] = hex.EncodeToString(sum[:])
	}
	return sums
}

// Certificates returns the certificate that each good of a plan should name.
func Certificates(r *hinterland.Region, p *hinterland.Plan) map[hinterland.GoodCode]string {
	p.Sort()
	return certificates(shareRows(p.Shares, decimalsOf(r.Goods)), potentialRows(p.Potentials))
}

// WriteFiles puts files into a folder, making it if need be. Each is written
// in full beside its place before any takes its place, so that a full disk or
// a crash leaves whole files only, old or new.
func WriteFiles(folder string, files map[string][]byte) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	staging, err := os.MkdirTemp(folder, ".writing-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(staging)
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if err := writeFile(filepath.Join(staging, name), files[name]); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := os.Rename(filepath.Join(staging, name), filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
