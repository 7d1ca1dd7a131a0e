package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math/big"
	"strings"

	"hinterland"
)

// The shape of summary.json. Quantities and money are decimal text, since
// JSON's numbers are floats to most programs.
type summaryFile struct {
	Zones hinterland.Policy `json:"zones"`
	Goods []goodSummary     `json:"goods"`
}

type goodSummary struct {
	Good        string         `json:"good"`
	Currency    string         `json:"currency"`
	Cost        string         `json:"cost"`
	Crossing    string         `json:"crossing"`
	Moved       string         `json:"moved"`
	Classes     []classSummary `json:"classes"`
	Levels      []string       `json:"levels"`
	Certificate string         `json:"certificate"`
}

type classSummary struct {
	Priority int    `json:"priority"`
	Needed   string `json:"needed"`
	Met      string `json:"met"`
}

func summaryText(p *hinterland.Plan) ([]byte, error) {
	file := summaryFile{Zones: p.Policy, Goods: make([]goodSummary, len(p.Goods))}
	for i, g := range p.Goods {
		costPlaces := g.Decimals + hinterland.MoneyPlaces
		row := goodSummary{
			Good: string(
				g.Good,
			), Currency: g.Currency, Levels: g.Levels, Certificate: g.Certificate,
			Cost:     hinterland.FormatTotal(g.Cost, costPlaces),
			Crossing: hinterland.FormatTotal(g.Crossing, g.Decimals),
			Moved:    hinterland.FormatTotal(g.Moved, g.Decimals),
			Classes:  make([]classSummary, len(g.Classes)),
		}
		for j, c := range g.Classes {
			row.Classes[j] = classSummary{
				Priority: c.Priority,
				Needed:   hinterland.FormatDecimal(int64(c.Needed), g.Decimals),
				Met:      hinterland.FormatDecimal(int64(c.Met), g.Decimals),
			}
		}
		file.Goods[i] = row
	}
	text, err := json.MarshalIndent(file, "", "  ")
	return append(text, '\n'), err
}

// readSummary reads summary.json; anything it does not know is refused.
func (rd *reader) readSummary(p *hinterland.Plan, d decimals) {
	if rd.err != nil {
		return
	}
	text, err := fs.ReadFile(rd.folder, SummaryFile)
	if errors.Is(err, fs.ErrNotExist) {
		rd.refuseSummary("file.missing", nil)
		return
	}
	if err != nil {
		rd.err = err
		return
	}
	var file summaryFile
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&file)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("text after the end")
		}
	}
	if err != nil {
		rd.refuseSummary("file.json", hinterland.Args{"detail": err.Error()})
		return
	}
	p.Policy = file.Zones
	for _, g := range file.Goods {
		p.Goods = append(p.Goods, rd.readGood(g, d))
	}
}

func (rd *reader) refuseSummary(reason hinterland.Reason, args hinterland.Args) {
	rd.faults = append(rd.faults, hinterland.Refuse(hinterland.Invalid, reason, args).
		In(hinterland.Where{File: SummaryFile}))
}

func (rd *reader) readGood(g goodSummary, d decimals) hinterland.GoodSummary {
	code := hinterland.GoodCode(g.Good)
	places := d[code]
	out := hinterland.GoodSummary{
		Good: code, Currency: g.Currency, Decimals: places, Levels: g.Levels,
		Certificate: g.Certificate, Cost: rd.total(g.Cost, places+hinterland.MoneyPlaces),
		Crossing: rd.total(g.Crossing, places), Moved: rd.total(g.Moved, places),
	}
	for _, c := range g.Classes {
		out.Classes = append(out.Classes, hinterland.ClassSum{
			Priority: c.Priority,
			Needed:   rd.quantity(c.Needed, places),
			Met:      rd.quantity(c.Met, places),
		})
	}
	return out
}

// quantity reads a decimal text that has to fit 63 bits.
func (rd *reader) quantity(text string, places int) hinterland.Quantity {
	total := rd.total(text, places)
	if !total.IsInt64() {
		rd.refuseNumber(text, "number.size")
		return 0
	}
	return hinterland.Quantity(total.Int64())
}

func (rd *reader) refuseNumber(text string, reason hinterland.Reason) {
	rd.faults = append(rd.faults, hinterland.Refuse(hinterland.Invalid, reason, nil).
		In(hinterland.Where{File: SummaryFile, Value: text}))
}

// total reads a decimal text of any size in steps of 10^-places; a text that
// is none earns a refusal and reads as 0.
func (rd *reader) total(text string, places int) *big.Int {
	whole, fraction, _ := strings.Cut(text, ".")
	padded := whole + fraction + strings.Repeat("0", max(places-len(fraction), 0))
	v, ok := new(big.Int).SetString(padded, 10)
	if !ok || whole+fraction == "" || len(fraction) > places || strings.ContainsAny(text, "+-_") {
		rd.refuseNumber(text, "number.form")
		return new(big.Int)
	}
	return v
}
