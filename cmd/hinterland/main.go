// Command hinterland runs the planning of a region and the cities at its
// centres: it draws zones, balances offers against needs, and checks both.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	_ "time/tzdata" // a region's clock is known on machines without zone files too

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
)

// The exit codes of every subcommand.
const (
	exitOK         = 0
	exitError      = 1 // a fault of the machine or the program
	exitUsage      = 2 // wrong flags, or input that breaks a rule of form
	exitInfeasible = 3 // nothing satisfies all that was asked
	exitRefused    = 4 // a rule or a check says no
)

func main() {
	cobra.EnableCommandSorting = false // the order of subcommands is that of tasks
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	// The first interrupt asks the work to end; after it, the second one kills.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program; main only ties it to the process.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	c := &console{in: in, out: out, errs: errs}
	c.say = lang.For(tongueOf(args, os.Getenv))
	root := rootCommand(c)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil:
		c.printError(c.say.Say("error.line",
			lang.Args{"error": c.say.Say("error.interrupted", nil)}))
		return exitError
	}
	return c.tell(err)
}

func rootCommand(c *console) *cobra.Command {
	root := &cobra.Command{
		Use:           "hinterland COMMAND",
		Short:         c.say.Say("cmd.root.short", nil),
		Long:          c.say.Say("cmd.root.long", nil),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE:          c.root,

		PersistentPreRunE: func(*cobra.Command, []string) error { return c.checkLanguage() },
	}
	root.PersistentFlags().StringVar(&c.language, "lang", "", c.say.Say("flag.lang", nil))
	root.PersistentFlags().BoolVar(&c.json, "json", false, c.say.Say("flag.json", nil))
	c.wordHelp(root)
	for _, command := range subcommands() {
		root.AddCommand(command(c))
	}
	plainDefaults(root)
	return root
}

// checkLanguage refuses a language that was asked for and is not spoken: who
// asks for another does not want English without being told.
func (c *console) checkLanguage() error {
	if c.language == "" || lang.Knows(c.language) {
		return nil
	}
	return usage(errors.New(c.say.Say("usage.language", lang.Args{"language": c.language})))
}

// root runs when no subcommand was recognised.
func (c *console) root(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	if args[0] == "help" {
		about, _, err := cmd.Find(args[1:])
		if err != nil {
			about = cmd
		}
		return about.Help()
	}
	cmd.SuggestionsMinimumDistance = 2
	near := strings.Join(cmd.SuggestionsFor(args[0]), ", ")
	if near == "" {
		near = "hinterland --help"
	}
	return usage(
		errors.New(c.say.Say("usage.command", lang.Args{"command": args[0], "near": near})),
	)
}

// subcommands lists every subcommand in the order in which help shows them:
// what a newcomer needs first comes first.
func subcommands() []func(*console) *cobra.Command {
	return []func(*console) *cobra.Command{
		demoCommand,
		templateCommand,
		planCommand,
		atlasCommand,
		zonesCommand,
		checkZonesCommand,
		balanceCommand,
		checkPlanCommand,
		flowCommand,
		initCommand,
		serveCommand,
		inviteCommand,
		actCommand,
		actsCommand,
		importCommand,
		exportCommand,
		searchCommand,
		runCommand,
		lookCommand,
		auditCommand,
		proofCommand,
		verifyCommand,
		keyCommand,
		backupCommand,
		restoreCommand,
		moveCommand,
	}
}

// tell writes what went wrong in the reader's language and returns the exit
// code for it.
func (c *console) tell(err error) int {
	var coded *codedError
	code := exitError
	if errors.As(err, &coded) {
		code = coded.code
	}
	var refusals hinterland.Refusals
	var refusal *hinterland.Refusal
	var broken *brokenPromise
	switch {
	case errors.As(err, &broken):
		c.printError(c.say.Say("error.line", lang.Args{"error": c.say.Say("plan.unproved", nil)}))
		c.tellRefusals(broken.findings)
		return exitError
	case errors.As(err, &refusals):
		c.tellRefusals(refusals)
		return max(code, exitUsage)
	case errors.As(err, &refusal):
		c.tellRefusals(hinterland.Refusals{refusal})
		return max(code, exitUsage)
	}
	c.printError(c.say.Say("error.line", lang.Args{"error": c.fileError(err)}))
	if code == exitUsage {
		c.printError(c.say.Say("error.help", nil))
	}
	return code
}
