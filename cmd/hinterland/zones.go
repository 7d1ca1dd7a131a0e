package main

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/check"
	"hinterland/lang"
	"hinterland/sheet"
	"hinterland/zoning"
)

// zonesFlags are what zones are drawn from, as the command line says it.
type zonesFlags struct {
	places, code, weight, blankWeight string
	adjacency, ties                   string
	centres                           []string
	objective, tolerance, least, most string
	pins                              []string
	leaveOut                          bool
}

// bind adds the flags that zones and check-zones share.
func (f *zonesFlags) bind(c *console, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.places, "places", "", c.say.Say("flag.zones.places", nil))
	flags.StringVar(&f.code, "code", "", c.say.Say("flag.zones.code", nil))
	flags.StringVar(&f.weight, "weight", "", c.say.Say("flag.zones.weight", nil))
	flags.StringVar(&f.blankWeight, "blank-weight", "", c.say.Say("flag.zones.blank-weight", nil))
	flags.StringVar(&f.adjacency, "adjacency", "", c.say.Say("flag.zones.adjacency", nil))
	flags.StringVar(&f.ties, "ties", "", c.say.Say("flag.zones.ties", nil))
	flags.StringSliceVar(&f.centres, "centres", nil, c.say.Say("flag.zones.centres", nil))
	flags.StringVar(&f.objective, "objective", "distance", c.say.Say("flag.zones.objective", nil))
	flags.StringVar(&f.tolerance, "tolerance", "", c.say.Say("flag.zones.tolerance", nil))
	flags.StringVar(&f.least, "min", "", c.say.Say("flag.zones.min", nil))
	flags.StringVar(&f.most, "max", "", c.say.Say("flag.zones.max", nil))
	flags.StringArrayVar(&f.pins, "pin", nil, c.say.Say("flag.zones.pin", nil))
	flags.BoolVar(&f.leaveOut, "leave-out", false, c.say.Say("flag.zones.leave-out", nil))
}

func zonesCommand(c *console) *cobra.Command {
	var f zonesFlags
	var out string
	cmd := &cobra.Command{
		Use:   "zones",
		Short: c.say.Say("cmd.zones.short", nil),
		Long:  c.say.Say("cmd.zones.long", nil),
		Example: "  hinterland zones --places counties.geojson --weight people \\\n" +
			"    --centres Des-Moines=19153,Cedar-Rapids=19113 --out zones.csv\n" +
			"  hinterland zones --places points.csv --adjacency near.csv --ties ties.csv \\\n" +
			"    --objective ties --centres North=a+b,South=z --pin k=South --json",
		Args: c.wants(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.zones(cmd.Context(), &f, out)
		},
	}
	f.bind(c, cmd)
	cmd.Flags().StringVar(&out, "out", "", c.say.Say("flag.zones.out", nil))
	return cmd
}

// zones draws zones and tells them.
func (c *console) zones(ctx context.Context, f *zonesFlags, out string) error {
	ask, err := c.readAsk(f)
	if err != nil {
		return err
	}
	answer, rows, err := c.solveZones(ctx, ask)
	if err != nil {
		return err
	}
	if out != "" {
		folder, name := filepath.Split(out)
		if name == "" {
			return usage(errors.New(c.say.Say("usage.flag.invalid",
				lang.Args{"flag": "--out", "value": out})))
		}
		files := map[string][]byte{name: zonesTable(rows)}
		if err := sheet.WriteFiles(filepath.Clean(folder), files); err != nil {
			return err
		}
	}
	if c.json {
		return c.printJSON(zonesResult(ask, answer))
	}
	return c.tellZones(ask, answer, rows, out != "")
}

// A zonesAnswer is what zones says to machines. Numbers are exact decimals.
type zonesAnswer struct {
	Objective string        `json:"objective"`
	Cost      json.Number   `json:"cost"`
	Bound     json.Number   `json:"bound"`
	Gap       json.Number   `json:"gap"`
	Proved    bool          `json:"proved"`
	Zones     []zoneAnswer  `json:"zones"`
	Binding   []zoneBinding `json:"binding"`
}

// A zoneAnswer is one zone, its members sorted, centre's places among them.
// Weight leaves the centre's places out, as bounds do.
type zoneAnswer struct {
	Centre  string      `json:"centre"`
	Members []string    `json:"members"`
	Weight  json.Number `json:"weight"`
}

// A zoneBinding is a rule that costs something: without it the place alone
// would change its zone and the cost be better by worth.
type zoneBinding struct {
	Rule  string      `json:"rule"`
	Zone  string      `json:"zone"`
	Place string      `json:"place"`
	Worth json.Number `json:"worth"`
}

func zonesResult(ask *zoneAsk, a *zoning.Answer) *zonesAnswer {
	r := &zonesAnswer{
		Objective: "distance", Proved: a.Proved,
		Cost: json.Number(ask.amount(a.Cost)), Bound: json.Number(ask.amount(a.Bound)),
		Gap: json.Number(gapOf(a.Cost, a.Bound)), Binding: []zoneBinding{},
	}
	if ask.byTies {
		r.Objective = "ties"
	}
	if r.Gap == "" {
		r.Gap = "1" // a bound of nought and a cost that is not
	}
	for j, centre := range ask.centres {
		zone := zoneAnswer{Centre: centre.name, Weight: whole(a.Weights[j])}
		for i, in := range a.Zone {
			if in == j {
				zone.Members = append(zone.Members, ask.graph.Code(i))
			}
		}
		r.Zones = append(r.Zones, zone)
	}
	for _, b := range a.Binding {
		r.Binding = append(r.Binding, zoneBinding{
			Rule: string(b.Rule), Zone: ask.centres[b.Zone].name,
			Place: ask.graph.Code(b.Place), Worth: json.Number(ask.amount(b.Worth)),
		})
	}
	return r
}

func whole(n int64) json.Number { return json.Number(hinterland.FormatDecimal(n, 0)) }

// tellZones words an answer, or prints its table where it went to no file.
func (c *console) tellZones(ask *zoneAsk, a *zoning.Answer, rows []check.ZoneRow, kept bool) error {
	if !kept {
		if _, err := c.out.Write(zonesTable(rows)); err != nil {
			return err
		}
	}
	r := zonesResult(ask, a)
	for _, z := range r.Zones {
		c.printError(c.say.Say("zones.zone", lang.Args{
			"centre": z.Centre, "count": len(z.Members), "weight": c.say.Number(string(z.Weight)),
		}))
	}
	key := "zones.gap"
	if a.Proved {
		key = "zones.proved"
	}
	// lang: zones.gap zones.proved
	c.printError(c.say.Say(key, lang.Args{
		"cost": c.say.Number(string(r.Cost)), "bound": c.say.Number(string(r.Bound)), "gap": r.Gap,
	}))
	return nil
}
