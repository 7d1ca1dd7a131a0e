package main

import (
	"context"
	"io/fs"
	"maps"
	"math/big"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/balance"
	"hinterland/lang"
	"hinterland/report"
	"hinterland/sheet"
)

// balanceFlags are what the user asks of a plan.
type balanceFlags struct {
	out   string
	zones string
	lp    bool
}

func balanceCommand(c *console) *cobra.Command {
	var f balanceFlags
	cmd := &cobra.Command{
		Use:   "balance DIR",
		Short: c.say.Say("cmd.balance.short", nil),
		Long:  c.say.Say("cmd.balance.long", nil),
		Example: "  hinterland balance region --out plan\n" +
			"  hinterland balance region --zones prefer --json",
		Args: c.wants("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.balance(cmd.Context(), args[0], &f)
		},
	}
	cmd.Flags().StringVar(&f.out, "out", "", c.say.Say("flag.balance.out", nil))
	cmd.Flags().
		StringVar(&f.zones, "zones", "first", c.say.Say("flag.balance.zones", nil))
	cmd.Flags().BoolVar(&f.lp, "lp", false, c.say.Say("flag.balance.lp", nil))
	return cmd
}

// balance plans the region in folder and writes the plan beside it, or where
// --out says.
func (c *console) balance(ctx context.Context, folder string, f *balanceFlags) error {
	policy, err := c.policy(f.zones)
	if err != nil {
		return err
	}
	tables, err := c.region(folder)
	if err != nil {
		return err
	}
	region, err := sheet.ReadRegion(tables)
	if err != nil {
		return err
	}
	if policy != hinterland.ZonesIgnore && unzoned(tables, region) {
		c.printError(c.say.Say("balance.unzoned", nil))
	}
	plan, files, err := c.solve(ctx, region, policy)
	if err != nil {
		return err
	}
	if f.lp {
		models, err := balance.Models(ctx, region, policy)
		if err != nil {
			return err
		}
		maps.Copy(files, models)
	}
	if f.out == "" {
		f.out = filepath.Join(folder, "plan")
	}
	err = sheet.ReplaceFiles(f.out, files, func(name string) bool {
		return isModel(name) || isReport(name)
	})
	if err != nil {
		return err
	}
	if c.json {
		_, err := c.out.Write(files[sheet.SummaryFile])
		return err
	}
	return c.printPlan(region, plan, f.out)
}

// unzoned reports whether a region has centres to draw zones round and no
// zones: balance draws none, and whoever gave centres expects some.
func unzoned(tables fs.FS, region *hinterland.Region) bool {
	_, err := fs.Stat(tables, hinterland.CentresTable)
	return err == nil && !slices.ContainsFunc(region.Places, func(p hinterland.Place) bool {
		return p.Zone != ""
	})
}

// isModel reports whether a name is that of a linear program that --lp writes.
func isModel(name string) bool {
	return strings.HasPrefix(name, "plan.") && strings.HasSuffix(name, ".lp")
}

// isReport reports whether a name is that of a report, which tells of one plan
// only.
func isReport(name string) bool {
	return slices.ContainsFunc(lang.Tongues(), func(t lang.Tongue) bool {
		return report.FileName(t) == name
	})
}

// policy reads a --zones flag.
func (c *console) policy(word string) (hinterland.Policy, error) {
	if slices.Contains([]string{"first", "prefer", "ignore"}, word) {
		return hinterland.Policy(word), nil
	}
	return "", hinterland.Refuse(hinterland.Invalid, "cell.choice",
		hinterland.Args{"words": []string{"first", "prefer", "ignore"}}).
		In(hinterland.Where{File: "--zones", Value: word})
}

// solve plans a region, showing progress, and returns the plan with its files.
func (c *console) solve(ctx context.Context, region *hinterland.Region, policy hinterland.Policy,
) (*hinterland.Plan, map[string][]byte, error) {
	progress := c.progress("progress.balance")
	plan, err := balance.Solve(ctx, region, balance.Options{Zones: policy, Progress: progress.step})
	progress.done()
	if err != nil {
		return nil, nil, err
	}
	files, err := sheet.WritePlan(region, plan)
	return plan, files, err
}

// printPlan tells the result in words: what is met of what, good by good.
func (c *console) printPlan(
	region *hinterland.Region, plan *hinterland.Plan, folder string,
) error {
	if err := c.tellGoods(region, plan); err != nil {
		return err
	}
	return c.print(c.say.Say("balance.done", lang.Args{
		"lines": len(plan.Lines), "shortfalls": len(plan.Shortfalls), "folder": folder,
	}))
}

// tellGoods tells what is met of each good, and which floors are not.
func (c *console) tellGoods(region *hinterland.Region, plan *hinterland.Plan) error {
	for _, g := range plan.Goods {
		if err := c.print(c.say.Say("balance.good", lang.Args{
			"good": g.Good, "met": c.metShare(&g), "currency": g.Currency,
			"cost": c.say.Number(hinterland.FormatTotal(g.Cost, g.Decimals+hinterland.MoneyPlaces)),
		})); err != nil {
			return err
		}
	}
	return c.tellFloors(region, plan)
}

// metShare words which part of the needs of a good is met.
func (c *console) metShare(g *hinterland.GoodSummary) string {
	needed, met := new(big.Int), new(big.Int)
	for _, class := range g.Classes {
		if class.Priority > 0 {
			hinterland.AddProduct(needed, int64(class.Needed), 1)
			hinterland.AddProduct(met, int64(class.Met), 1)
		}
	}
	return c.say.Percent(met, needed)
}
