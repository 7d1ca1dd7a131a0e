package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A question is something that init has to know, by the flag that says it
// too. What into holds before is the answer of whoever gives none.
type question struct {
	flag, text string
	into       *string
}

// placeQuestions are what has to be known before all else.
func (ask *initAsk) placeQuestions(c *console) []question {
	return []question{{"data", c.say.Say("ask.init.data", nil), &ask.data}}
}

func (ask *initAsk) questions(c *console) []question {
	return []question{
		{"name", c.say.Say("ask.init.name", nil), &ask.region},
		{"language", c.say.Say("ask.init.language", nil), &ask.language},
		{"currency", c.say.Say("ask.init.currency", nil), &ask.currency},
		{"clock", c.say.Say("ask.init.clock", nil), &ask.clock},
		{"party", c.say.Say("ask.init.party", nil), &ask.party},
		{"code", c.say.Say("ask.init.code", nil), &ask.code},
		{"person", c.say.Say("ask.init.person", nil), &ask.person},
	}
}

// faults are what is wrong with what init knows, each about the flag that
// says it.
func (ask *initAsk) faults(c *console) hinterland.Refusals {
	faults := office.Faults(ask.act(c))
	for i, f := range faults {
		switch {
		case f.Reason == "cell.blank":
			f = hinterland.Refuse(hinterland.Invalid, "flag.blank", nil).In(f.At)
		case f.Reason == "clock.unknown" && ask.clock == "":
			f = hinterland.Refuse(hinterland.Invalid, "clock.blank", nil).In(f.At)
		}
		f.At.Column = "--" + flagOf(f.At.Column)
		faults[i] = f
	}
	if ask.nowhere() {
		faults = append(faults, hinterland.Refuse(hinterland.Invalid, "flag.blank", nil).
			In(hinterland.Where{Column: "--data"}))
	}
	return faults
}

// flagOf is the flag that says what stands in a field of the act.
func flagOf(field string) string {
	field = strings.TrimPrefix(field, "charter.")
	switch field {
	case "party.code":
		return "code"
	case "person.mail":
		return "mail"
	}
	whole, _, _ := strings.Cut(field, ".") // name.en, party.name.zh, person.name
	return whole
}

// terminal reports whether somebody sits where the program reads.
func (c *console) terminal() bool {
	f, ok := c.in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// interview asks for what no flag says, or refuses where nobody can answer.
// What flags say is refused before anything is asked.
func (c *console) interview(cmd *cobra.Command, lines *bufio.Reader, ask *initAsk) error {
	var questions []question
	faults := ask.faults(c)
	for _, q := range ask.questions(c) {
		if !cmd.Flags().Changed(q.flag) && c.terminal() {
			questions = append(questions, q)
			faults = slices.DeleteFunc(faults, func(f *hinterland.Refusal) bool {
				return f.At.Column == "--"+q.flag
			})
		}
	}
	if len(faults) > 0 {
		return faults.Err()
	}
	return c.put(cmd.Context(), lines, ask, questions)
}

// put puts questions until each has an answer that will do. Where the input
// ends before, what is still missing is refused.
func (c *console) put(
	ctx context.Context, lines *bufio.Reader, ask *initAsk, questions []question,
) error {
	for len(questions) > 0 {
		q := questions[0]
		before := *q.into
		answer, err := c.answerTo(ctx, lines, q)
		if errors.Is(err, io.EOF) && answer == "" {
			return hinterland.Refuse(hinterland.Invalid, "flag.blank", nil).
				In(hinterland.Where{Column: "--" + q.flag})
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if answer != "" {
			*q.into = answer
		}
		wrong := about(q.flag, ask.faults(c))
		if len(wrong) == 0 {
			questions = questions[1:]
			continue
		}
		c.tellRefusals(wrong)
		*q.into = before
	}
	return nil
}

// answerTo puts one question and reads a line. Somebody who interrupts the
// program need not answer first.
func (c *console) answerTo(
	ctx context.Context, lines *bufio.Reader, q question,
) (string, error) {
	key := "ask.line"
	if *q.into != "" {
		key = "ask.default"
	}
	// lang: ask.line ask.default
	prompt := c.say.Say(key, lang.Args{"question": q.text, "default": *q.into})
	if _, err := io.WriteString(c.errs, prompt); err != nil {
		return "", err
	}
	type reply struct {
		text string
		err  error
	}
	replies := make(chan reply, 1)
	go func() {
		text, err := lines.ReadString('\n')
		replies <- reply{strings.TrimSpace(text), err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-replies:
		return r.text, r.err
	}
}

// about picks the faults of one flag.
func about(flag string, faults hinterland.Refusals) hinterland.Refusals {
	return slices.DeleteFunc(faults, func(f *hinterland.Refusal) bool {
		return f.At.Column != "--"+flag
	})
}
