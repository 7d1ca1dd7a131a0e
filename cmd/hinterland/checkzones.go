package main

import (
	"encoding/json"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"hinterland/check"
	"hinterland/lang"
	"hinterland/sheet"
)

func checkZonesCommand(c *console) *cobra.Command {
	var f zonesFlags
	var zones string
	cmd := &cobra.Command{
		Use:   "check-zones",
		Short: c.say.Say("cmd.check-zones.short", nil),
		Long:  c.say.Say("cmd.check-zones.long", nil),
		Example: "  hinterland check-zones --places counties.geojson --weight people \\\n" +
			"    --centres Des-Moines=19153,Cedar-Rapids=19113 --zones zones.csv",
		Args: c.wants(),
		RunE: func(*cobra.Command, []string) error {
			if zones == "" {
				return usage(errors.New(c.say.Say("usage.check-zones", nil)))
			}
			return c.checkZones(&f, zones)
		},
	}
	f.bind(c, cmd)
	cmd.Flags().StringVar(&zones, "zones", "", c.say.Say("flag.check-zones.zones", nil))
	return cmd
}

// checkZones checks the zones in a table against what they were asked for.
func (c *console) checkZones(f *zonesFlags, name string) error {
	ask, err := c.readAsk(f)
	if err != nil {
		return err
	}
	rows, err := readZones(name)
	if err != nil {
		return err
	}
	verdict := check.Zones(ask.claims(), rows)
	for _, finding := range verdict.Findings {
		finding.At.File = name
	}
	if c.json {
		if err := c.printJSON(c.zonesVerdict(ask, verdict, len(rows))); err != nil {
			return err
		}
	}
	if len(verdict.Findings) > 0 {
		return refused(verdict.Findings)
	}
	if c.json {
		return nil
	}
	return c.print(c.say.Say("checkzones.done", lang.Args{
		"places": len(rows), "zones": len(ask.centres),
		"cost": c.say.Number(ask.amount(verdict.Cost)),
	}))
}

// zonesVerdict is what check-zones says to machines. The cost is told only of
// zones that hold.
func (c *console) zonesVerdict(ask *zoneAsk, v *check.ZonesVerdict, places int) any {
	out := struct {
		Holds    bool          `json:"holds"`
		Places   int           `json:"places"`
		Cost     json.Number   `json:"cost,omitempty"`
		Findings []planFinding `json:"findings"`
	}{Holds: len(v.Findings) == 0, Places: places, Findings: c.findings(v.Findings)}
	if out.Holds {
		out.Cost = json.Number(ask.amount(v.Cost))
	}
	return out
}

func readZones(name string) ([]check.ZoneRow, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, usage(err)
	}
	defer file.Close()
	var rows []check.ZoneRow
	columns := []sheet.Column{sheet.Must("code"), sheet.Must("centre"), sheet.Must("reason")}
	err = sheet.ReadTable(name, file, columns, func(row *sheet.Row) {
		rows = append(rows, check.ZoneRow{
			Line: row.Line(), Code: row.Code("code"),
			Centre: row.Text("centre"), Reason: row.Text("reason"),
		})
	})
	return rows, err
}
