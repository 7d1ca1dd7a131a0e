package main

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/check"
	"hinterland/lang"
	"hinterland/report"
	"hinterland/sheet"
)

func planCommand(c *console) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:     "plan DIR",
		Short:   c.say.Say("cmd.plan.short", nil),
		Long:    c.say.Say("cmd.plan.long", nil),
		Example: "  hinterland template my-region\n  hinterland plan my-region --out this-year",
		Args:    c.wants("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				out = filepath.Join(args[0], "plan")
			}
			return c.planFolder(cmd.Context(), args[0], out)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", c.say.Say("flag.plan.out", nil))
	return cmd
}

// planFolder takes the region in a folder all the way to its report.
func (c *console) planFolder(ctx context.Context, folder, out string) error {
	if sameFolder(folder, out) {
		return usage(errors.New(c.say.Say("plan.over", nil)))
	}
	tables, err := c.region(folder)
	if err != nil {
		return err
	}
	region, err := sheet.ReadRegion(tables)
	var faults hinterland.Refusals
	if err != nil && !errors.As(err, &faults) {
		return err
	}
	zoning, err := sheet.ReadZoning(tables, region)
	var more hinterland.Refusals
	if err != nil && !errors.As(err, &more) {
		return err
	}
	if err := append(faults, more...).Err(); err != nil {
		return err
	}
	return c.chain(ctx, &errand{region: region, zoning: zoning, out: out})
}

// sameFolder reports whether two paths lead to one folder that is there.
func sameFolder(a, b string) bool {
	first, err := os.Stat(a)
	second, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(first, second)
}

// An errand is one run of the whole chain, from a region to its report.
type errand struct {
	region *hinterland.Region
	zoning *hinterland.Zoning
	out    string // the folder that everything is written to
	drawn  *report.Drawn
	plan   *hinterland.Plan
	files  map[string][]byte
}

// chain draws zones if centres are given, balances, checks the answers with
// code of another hand, and writes everything that the answer needs to be
// understood and checked again: the input as planned, zones, plan and reports.
func (c *console) chain(ctx context.Context, e *errand) error {
	if err := c.drawZones(ctx, e); err != nil {
		return err
	}
	if err := c.balanceErrand(ctx, e); err != nil {
		return err
	}
	if err := c.writeReports(e); err != nil {
		return err
	}
	if err := e.write(); err != nil {
		return err
	}
	if c.json {
		_, err := c.out.Write(e.files[sheet.SummaryFile])
		return err
	}
	return c.tellErrand(e)
}

// write puts everything into the folder. What an earlier run left there that
// is no part of this one goes: the folder is a region by itself, and a table
// of last year's floors would change it.
func (e *errand) write() error {
	if strangers(e.out) {
		return hinterland.Refuse(hinterland.Conflict, "folder.foreign", nil).
			In(hinterland.Where{File: e.out})
	}
	parts := []string{
		hinterland.DistancesTable, hinterland.FloorsTable, hinterland.FixingsTable,
		hinterland.ScopesTable, hinterland.SignedTable, hinterland.ReachTable,
		hinterland.AdjacencyTable, hinterland.TiesTable, hinterland.CentresTable,
		hinterland.PinsTable, hinterland.SettingsTable, hinterland.MapFile, zonesFile,
	}
	return sheet.ReplaceFiles(e.out, e.files, func(name string) bool {
		return slices.Contains(parts, name) || isModel(name)
	})
}

// strangers reports whether a folder holds tables that no plan was written
// beside: somebody's own, which must not be overwritten.
func strangers(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, hinterland.PlacesTable))
	_, err2 := os.Stat(filepath.Join(folder, sheet.SummaryFile))
	return err == nil && err2 != nil
}

// balanceErrand plans, and has the plan checked before anybody sees it.
func (c *console) balanceErrand(ctx context.Context, e *errand) error {
	inputs, err := sheet.WriteRegion(e.region)
	if err != nil {
		return err
	}
	policy := e.zoning.Settings.Policy
	if policy == "" {
		policy = hinterland.ZonesFirst
	}
	plan, files, err := c.solve(ctx, e.region, policy)
	if err != nil {
		return err
	}
	stop := c.watch("progress.check")
	verdict, err := check.Plan(ctx, e.region, plan)
	stop()
	if err != nil {
		return err
	}
	if len(verdict.Findings) > 0 {
		return &brokenPromise{verdict.Findings}
	}
	e.plan = plan
	e.add(inputs)
	e.add(sheet.WriteZoning(e.zoning))
	e.add(files)
	return nil
}

func (e *errand) add(files map[string][]byte) {
	if e.files == nil {
		e.files = map[string][]byte{}
	}
	maps.Copy(e.files, files)
}

// writeReports adds one page in each language.
func (c *console) writeReports(e *errand) error {
	ground, err := e.ground()
	if err != nil {
		return err
	}
	in := &report.Input{
		Region: e.region, Zoning: e.zoning, Drawn: e.drawn, Plan: e.plan, Map: ground,
		Floors: check.FloorLacks(e.region, e.plan),
		Checks: []string{"hinterland check-plan . ."},
	}
	for _, tongue := range lang.Tongues() {
		var page bytes.Buffer
		if err := report.Write(&page, in, lang.For(tongue)); err != nil {
			return err
		}
		e.files[report.FileName(tongue)] = page.Bytes()
	}
	return nil
}

// tellErrand says in a few lines what was planned and where the report is.
func (c *console) tellErrand(e *errand) error {
	name := report.FileName(c.say.Tongue())
	path, err := filepath.Abs(filepath.Join(e.out, name))
	if err != nil {
		return err
	}
	for _, line := range []string{
		c.say.Say("plan.size", lang.Args{
			"places": len(e.region.Places), "parties": len(e.region.Parties),
			"goods": len(e.plan.Goods), "rows": len(e.region.Offers) + len(e.region.Needs),
		}),
		c.say.Say("plan.result", lang.Args{
			"lines": len(e.plan.Lines), "shortfalls": len(e.plan.Shortfalls),
		}),
	} {
		if err := c.print(line); err != nil {
			return err
		}
	}
	if err := c.tellFloors(e.region, e.plan); err != nil {
		return err
	}
	return c.print(c.say.Say("plan.report", lang.Args{"path": path}))
}
