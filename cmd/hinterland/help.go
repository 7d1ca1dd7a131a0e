package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hinterland/lang"
)

// usageTemplate is how help looks, with the keys of its headings for the
// headings.
const usageTemplate = `help.usage
  {{.UseLine}} help.any{{if .HasExample}}

help.examples
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

help.commands{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}

help.flags
{{.Flags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{if .HasAvailableSubCommands}}

help.more{{end}}
`

// wordHelp makes help and complaints about flags speak the reader's language.
// What cobra would say of itself is English only.
//
// lang: help.usage help.any help.examples help.commands help.flags help.more
func (c *console) wordHelp(root *cobra.Command) {
	root.PersistentFlags().BoolP("help", "h", false, c.say.Say("flag.help", nil))
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return c.flagError(err) })
	template := usageTemplate
	for _, key := range []string{
		"help.usage", "help.any", "help.examples", "help.commands", "help.flags", "help.more",
	} {
		template = strings.Replace(template, key, c.say.Say(key, nil), 1)
	}
	root.SetUsageTemplate(template)
}

// plainDefaults keeps help from saying in English that there are flags, and
// what their defaults are: where one is not plain the flag's own text names it.
func plainDefaults(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().VisitAll(func(f *pflag.Flag) { f.DefValue = plainDefault(f.Value.Type()) })
	for _, sub := range cmd.Commands() {
		plainDefaults(sub)
	}
}

// plainDefault is what a kind of flag takes for no default worth telling.
func plainDefault(kind string) string {
	switch kind {
	case "float64", "int64":
		return "0"
	case "stringArray", "stringSlice":
		return "[]"
	}
	return ""
}

// flagError words a complaint about a flag.
func (c *console) flagError(err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	text := err.Error()
	switch {
	case errors.As(err, &unknown):
		text = c.say.Say(
			"usage.flag.unknown",
			lang.Args{"flag": dashed(unknown.GetSpecifiedName())},
		)
	case errors.As(err, &missing):
		text = c.say.Say("usage.flag.value", lang.Args{"flag": dashed(missing.GetSpecifiedName())})
	case errors.As(err, &invalid):
		text = c.say.Say("usage.flag.invalid", lang.Args{
			"flag": dashed(invalid.GetFlag().Name), "value": invalid.GetValue(),
		})
	}
	return usage(errors.New(text))
}

func dashed(name string) string {
	return strings.Repeat("-", min(len(name), 2)) + name
}
