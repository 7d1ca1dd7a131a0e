package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hinterland/demo"
	"hinterland/lang"
)

func demoCommand(c *console) *cobra.Command {
	var out, data string
	names := strings.Join(demo.Names(), "|")
	cmd := &cobra.Command{
		Use:   "demo [" + names + "]",
		Short: c.say.Say("cmd.demo.short", nil),
		Long:  c.say.Say("cmd.demo.long", nil),
		Example: "  hinterland demo\n  hinterland demo iowa --lang en\n" +
			"  hinterland demo iowa --out iowa",
		ValidArgs: demo.Names(),
		Args:      cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := demo.Names()[0]
			if len(args) == 1 {
				name = args[0]
			}
			if len(args) > 1 || !slices.Contains(demo.Names(), name) {
				return usage(errors.New(c.say.Say("usage.demo", lang.Args{"names": names})))
			}
			switch {
			case out != "" && data != "":
				return usage(errors.New(c.say.Say("usage.demo.both", nil)))
			case out != "":
				return c.demo(cmd.Context(), name, out)
			}
			return c.openSample(cmd.Context(), name, data)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", c.say.Say("flag.demo.out", nil))
	cmd.Flags().StringVar(&data, "data", "", c.say.Say("flag.demo.data", nil))
	return cmd
}

// demo plans a sample region into a folder of its own.
func (c *console) demo(ctx context.Context, name, out string) error {
	sample, err := demo.Make(name)
	if err != nil {
		return err
	}
	return c.chain(ctx, &errand{region: sample.Region, zoning: sample.Zoning, out: out})
}
