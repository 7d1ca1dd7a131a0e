package exchange

import (
	"bufio"
	"encoding/json"
	"io"
	"net/url"
	"strings"
	"time"

	"hinterland"
)

// A packer writes an OCDS package, one agreement after another.
type packer struct {
	w       *bufio.Writer
	cover   Cover
	zone    *time.Location
	records bool
	began   bool
	// extension is where the description of our own fields is looked for: in a
	// folder beside the package.
	extension *url.URL
}

// OCDS writes agreements and their fulfilment as an OCDS 1.1.5 record package,
// or as a release package. It refuses a cover without a registered prefix, or
// without the address at which the package is to be found: both are promises to
// the whole world, and none can be made up here.
func OCDS(w io.Writer, c Cover, records bool) (Writer, error) {
	if refused := CheckPrefix(c.Prefix); refused != nil {
		return nil, refused
	}
	at, err := url.Parse(c.URI)
	if err != nil || at.Scheme == "" || at.Host == "" {
		return nil, hinterland.Refuse(hinterland.Invalid, "export.uri", nil).
			In(hinterland.At("uri", c.URI))
	}
	zone, err := c.zone()
	if err != nil {
		return nil, err
	}
	return &packer{
		w: bufio.NewWriter(w), cover: c, zone: zone, records: records,
		extension: at.ResolveReference(&url.URL{Path: "extension/extension.json"}),
	}, nil
}

// CheckPrefix refuses what has not the form of the prefixes that the Open
// Contracting Partnership gives out, each to one publisher.
func CheckPrefix(prefix string) *hinterland.Refusal {
	rest, found := strings.CutPrefix(prefix, "ocds-")
	if found && len(rest) == 6 &&
		strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
		return nil
	}
	return hinterland.Refuse(hinterland.Invalid, "ocid.prefix", nil).
		In(hinterland.At("ocid-prefix", prefix))
}

// A packaging is what every package begins with.
type packaging struct {
	URI        string    `json:"uri"`
	Version    string    `json:"version"`
	Extensions []string  `json:"extensions"`
	Published  string    `json:"publishedDate"`
	Publisher  publisher `json:"publisher"`
}

type publisher struct {
	Name string `json:"name"`
}

// A record is an agreement with all its releases.
type record struct {
	OCID     string    `json:"ocid"`
	Releases []release `json:"releases"`
	Compiled release   `json:"compiledRelease"`
}

// Write implements Writer. A draft is nobody's contract yet.
func (k *packer) Write(d *Dossier) error {
	if d.Stage == hinterland.DraftStage {
		return nil
	}
	steps := d.steps()
	sums, err := d.sums(steps)
	if err != nil {
		return err
	}
	a := &account{d, k, steps, sums, d.unknownCurrencies()}
	releases := a.releases()
	if !k.records {
		for i := range releases {
			if err := k.next(releases[i]); err != nil {
				return err
			}
		}
		return nil
	}
	whole := releases[len(releases)-1]
	whole.ID, whole.Tag = whole.ID+"-compiled", []string{"compiled"}
	return k.next(record{OCID: whole.OCID, Releases: releases, Compiled: whole})
}

// next writes the next record or release.
func (k *packer) next(value any) error {
	before := ",\n"
	if !k.began {
		head, err := json.Marshal(packaging{
			URI: k.cover.URI, Version: "1.1", Extensions: []string{k.extension.String()},
			Published: k.moment(k.cover.At), Publisher: publisher{k.cover.name(k.cover.Name, "")},
		})
		if err != nil {
			return err
		}
		list := "releases"
		if k.records {
			list = "records"
		}
		before = strings.TrimSuffix(string(head), "}") + `,"` + list + "\":[\n"
	}
	k.began = true
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, _ = k.w.WriteString(before) // what goes wrong is told by Close
	_, err = k.w.Write(text)
	return err
}

// Close implements Writer. A package of nothing is none.
func (k *packer) Close() error {
	if !k.began {
		return hinterland.Refuse(hinterland.NotFound, "export.empty", nil)
	}
	_, _ = k.w.WriteString("\n]}\n")
	return k.w.Flush()
}

// moment writes a time by the clock of the office.
func (k *packer) moment(at hinterland.Instant) string {
	return at.Time().In(k.zone).Truncate(time.Second).Format(time.RFC3339)
}

// begins and ends are the first and the last second of a day there.
func (k *packer) begins(d hinterland.Day) string { return k.clock(d, 0) }
func (k *packer) ends(d hinterland.Day) string   { return k.clock(d+1, -1) }

func (k *packer) clock(d hinterland.Day, seconds int) string {
	at := time.Unix(int64(d)*86_400, 0).UTC()
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, seconds, 0, k.zone).Format(time.RFC3339)
}
