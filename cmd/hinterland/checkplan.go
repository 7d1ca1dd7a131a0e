package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/check"
	"hinterland/lang"
	"hinterland/sheet"
)

func checkPlanCommand(c *console) *cobra.Command {
	return &cobra.Command{
		Use:   "check-plan DIR [DIR2]",
		Short: c.say.Say("cmd.check-plan.short", nil),
		Long:  c.say.Say("cmd.check-plan.long", nil),
		Example: "  hinterland balance region --out plan\n  hinterland check-plan region plan\n" +
			"  hinterland check-plan my-region/plan",
		Args: c.wantsFolders,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.checkPlan(cmd.Context(), args[0], args[len(args)-1])
		},
	}
}

// wantsFolders refuses anything but one folder, which holds region and plan,
// or two.
func (c *console) wantsFolders(_ *cobra.Command, args []string) error {
	if len(args) == 1 || len(args) == 2 {
		return nil
	}
	return usage(errors.New(c.say.Say("usage.operands.check-plan", lang.Args{"given": len(args)})))
}

// checkPlan checks the plan in one folder against the region in another, or
// in the same.
func (c *console) checkPlan(ctx context.Context, regionFolder, planFolder string) error {
	tables, err := c.region(regionFolder)
	if err != nil {
		return err
	}
	answer, err := c.answer(planFolder)
	if err != nil {
		return err
	}
	region, err := sheet.ReadRegion(tables)
	if err != nil {
		return err
	}
	plan, err := sheet.ReadPlan(answer, region)
	if err != nil {
		return err
	}
	stop := c.watch("progress.check")
	verdict, err := check.Plan(ctx, region, plan)
	stop()
	if err != nil {
		return err
	}
	faults := append(verdict.Findings, checkHashes(region, plan)...)
	verdict.Claims += len(plan.Goods)
	faults.Sort()
	if c.json {
		if err := c.printJSON(c.verdict(verdict, faults)); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		if unzoned(tables, region) {
			c.printError(c.say.Say("checkplan.unzoned", nil))
		}
		if verdict.Untold > 0 {
			c.printError(c.say.Say("checkplan.untold", lang.Args{"count": verdict.Untold}))
		}
		return refused(faults)
	}
	if c.json {
		return nil
	}
	return c.print(c.say.Say("checkplan.done", lang.Args{
		"goods": verdict.Goods, "lines": verdict.Lines, "claims": verdict.Claims,
	}))
}

// checkHashes compares the hash that each good's summary names with that of
// the rows as they are.
func checkHashes(region *hinterland.Region, plan *hinterland.Plan) hinterland.Refusals {
	var faults hinterland.Refusals
	right := sheet.Certificates(region, plan)
	for _, g := range plan.Goods {
		if g.Certificate != right[g.Good] {
			at := hinterland.Where{
				File: sheet.SummaryFile, Column: "certificate", Value: g.Certificate,
			}
			fault := hinterland.Refuse(hinterland.Conflict, "plan.hash", hinterland.Args{
				"good": g.Good, "right": right[g.Good],
			})
			faults = append(faults, fault.In(at))
		}
	}
	return faults
}

// A planVerdict is what check-plan says to machines.
type planVerdict struct {
	Holds    bool          `json:"holds"`
	Goods    int           `json:"goods"`
	Lines    int           `json:"lines"`
	Claims   int           `json:"claims"`
	Findings []planFinding `json:"findings"`
	Untold   int           `json:"untold"`
}

// A planFinding is one broken claim: its kind, where it stands, and its words.
type planFinding struct {
	Claim  string `json:"claim"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Text   string `json:"text"`
}

func (c *console) verdict(v *check.PlanVerdict, faults hinterland.Refusals) planVerdict {
	return planVerdict{
		Holds: len(faults) == 0, Goods: v.Goods, Lines: v.Lines, Claims: v.Claims,
		Findings: c.findings(faults), Untold: v.Untold,
	}
}

// findings words broken claims for machines.
func (c *console) findings(faults hinterland.Refusals) []planFinding {
	list := make([]planFinding, len(faults))
	for i, f := range faults {
		list[i] = planFinding{
			Claim: string(f.Reason), File: f.At.File, Line: f.At.Line,
			Column: f.At.Column, Value: f.At.Value, Text: c.refusal(f),
		}
	}
	return list
}
