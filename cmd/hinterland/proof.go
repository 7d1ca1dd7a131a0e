package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/journal"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
)

// A proofAsk is what proof and key are told.
type proofAsk struct {
	records
	older string
	out   string
}

func proofCommand(c *console) *cobra.Command {
	var ask proofAsk
	cmd := &cobra.Command{
		Use:   "proof [ENTRY]",
		Short: c.say.Say("cmd.proof.short", nil),
		Long:  c.say.Say("cmd.proof.long", nil),
		Example: "  hinterland proof 5 --data my-office --out proof-5.json\n" +
			"  hinterland proof --older proof-5.json --data my-office --out grown.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.proof(cmd.Context(), args, &ask)
		},
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&ask.older, "older", "", c.say.Say("flag.older", nil))
	cmd.Flags().StringVar(&ask.out, "out", "", c.say.Say("flag.out.file", nil))
	return cmd
}

// withLog runs do on the log of an office.
func (r *records) withLog(ctx context.Context, c *console, do func(*office.Log) error) error {
	return r.withDatabase(ctx, c, false, func(db store.Database) error {
		return do(openOffice(db.Region(r.region)).Log(db.Log(r.region)))
	})
}

// proof writes what shows that an entry stands in the journal.
func (c *console) proof(ctx context.Context, args []string, ask *proofAsk) error {
	var number int64
	var err error
	if len(args) > 0 {
		number, err = strconv.ParseInt(args[0], 10, 64)
	}
	if err != nil || len(args) > 1 || number < 0 || number == 0 && ask.older == "" {
		return usage(errors.New(c.say.Say("usage.proof", nil)))
	}
	checkpoint := ""
	if ask.older != "" {
		older, err := c.readProof(ask.older)
		if err != nil {
			return err
		}
		checkpoint = older.Checkpoint
	}
	return ask.withLog(ctx, c, func(l *office.Log) error {
		p, err := l.Prove(ctx, number, checkpoint)
		if err != nil {
			return ruled(err)
		}
		text, err := json.MarshalIndent(p, "", "  ")
		if err != nil {
			return err
		}
		return c.hand(ask.out, string(text), "proof.done")
	})
}

// hand writes a text where it was asked for: to a file that is not there yet,
// and says so by key, or as the result.
func (c *console) hand(file, text, key string) error {
	if file == "" {
		return c.print(text)
	}
	f, err := newFile(file)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text + "\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return c.tellDone(key, copied{File: file})
}

// newFile makes a file that is not there yet.
func newFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		err = hinterland.Refuse(hinterland.Conflict, "file.taken", nil).
			In(hinterland.Where{File: name})
	}
	return f, err
}

// maxProof is how long a file with a proof or a key may be, in bytes: that of
// the longest entry and its changes.
const maxProof = 64 << 20

// readProof reads a file with a proof, or refuses another.
func (c *console) readProof(name string) (*journal.Proof, error) {
	text, err := c.readFile(name)
	if err != nil {
		return nil, err
	}
	p := &journal.Proof{}
	if json.Unmarshal(text, p) != nil || p.Checkpoint == "" {
		return nil, hinterland.Refuse(hinterland.Invalid, "proof.form", nil).
			In(hinterland.Where{File: name})
	}
	return p, nil
}

// readFile reads a file that is not too long to be what was asked for.
func (c *console) readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, usage(err)
	}
	if info.Size() > maxProof {
		return nil, hinterland.Refuse(hinterland.Invalid, "proof.form", nil).
			In(hinterland.Where{File: name})
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, usage(err)
	}
	return bytes.TrimPrefix(text, []byte("\ufeff")), nil // which some editors write
}

func keyCommand(c *console) *cobra.Command {
	var ask proofAsk
	cmd := &cobra.Command{
		Use:     "key",
		Short:   c.say.Say("cmd.key.short", nil),
		Long:    c.say.Say("cmd.key.long", nil),
		Example: "  hinterland key --data my-office --out liuyang.key",
		Args:    c.wants(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return ask.withLog(cmd.Context(), c, func(l *office.Log) error {
				key, err := l.PublicKey(cmd.Context())
				if err != nil {
					return err
				}
				return c.hand(ask.out, key, "key.done")
			})
		},
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&ask.out, "out", "", c.say.Say("flag.out.file", nil))
	return cmd
}

func verifyCommand(c *console) *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use:     "verify FILE",
		Short:   c.say.Say("cmd.verify.short", nil),
		Long:    c.say.Say("cmd.verify.long", nil),
		Example: "  hinterland verify proof-5.json --key liuyang.key",
		Args:    c.wants("FILE"),
		RunE:    func(_ *cobra.Command, args []string) error { return c.verify(args[0], key) },
	}
	cmd.Flags().StringVar(&key, "key", "", c.say.Say("flag.key", nil))
	return cmd
}

// verify checks a proof with a key that the reader holds, and says what it
// shows.
func (c *console) verify(file, keyFile string) error {
	if keyFile == "" {
		return usage(errors.New(c.say.Say("usage.key", nil)))
	}
	p, err := c.readProof(file)
	if err != nil {
		return err
	}
	keys, err := c.readKeys(keyFile)
	if err != nil {
		return err
	}
	shown, err := p.Verify(keys...)
	if err != nil {
		return refused(unproved(err).In(hinterland.Where{File: file}))
	}
	if !c.json {
		return c.tellShown(p, &shown)
	}
	told := verified{Shown: shown}
	if len(p.Entry) > 0 {
		said, err := hinterland.ReadLeaf(p.Entry)
		if err != nil {
			return err
		}
		told.Entry, told.Place = said.Number, p.Place+1
	}
	return c.printJSON(told)
}

// verified is what verify says to machines: of which entry the proof is, if it is of one,
// with its place, which counts from 1.
type verified struct {
	Entry int64 `json:"entry,omitempty"`
	Place int64 `json:"place,omitempty"`
	journal.Shown
}

// unproved says in the reader's words why a proof shows nothing.
func unproved(err error) *hinterland.Refusal {
	switch {
	case errors.Is(err, journal.ErrEntry):
		return hinterland.Refuse(hinterland.Conflict, "proof.entry", nil)
	case errors.Is(err, journal.ErrOlder):
		return hinterland.Refuse(hinterland.Conflict, "proof.bridge", nil)
	case errors.Is(err, journal.ErrNought):
		return hinterland.Refuse(hinterland.Conflict, "proof.nought", nil)
	}
	return hinterland.Refuse(hinterland.Conflict, "proof.unknown", nil)
}

// tellShown says what a proof has shown.
func (c *console) tellShown(p *journal.Proof, shown *journal.Shown) error {
	if len(p.Entry) > 0 {
		said, err := hinterland.ReadLeaf(p.Entry)
		if err != nil {
			return err
		}
		err = c.print(c.say.Say("verify.entry", lang.Args{
			"entry": said.Number, "office": shown.Origin, "what": c.kindNamed(said.Kind),
			"person": said.By.String(), "party": string(said.For), "size": shown.Size,
			"at": said.At.Time().Local().Format("2006-01-02 15:04 -07:00"), "place": p.Place + 1,
		}))
		for _, line := range outline(said.Body) {
			err = errors.Join(err, c.print("  "+line))
		}
		if err != nil {
			return err
		}
	}
	if p.Older == "" {
		return nil
	}
	return c.print(c.say.Say("verify.grown", lang.Args{
		"office": shown.Origin, "older": shown.Older.Size, "size": shown.Size,
	}))
}

// kindNamed says what an act of a name does; another program's may be unknown.
func (c *console) kindNamed(name string) string {
	for _, k := range office.Kinds() {
		if k.Name == name {
			return c.kindText(k)
		}
	}
	return name
}

// readKeys reads a file of public keys, one on each line.
func (c *console) readKeys(name string) ([]string, error) {
	text, err := c.readFile(name)
	if err != nil {
		return nil, err
	}
	keys := strings.Fields(string(text))
	for _, key := range keys {
		if journal.KeyName(key) == "" {
			return nil, hinterland.Refuse(hinterland.Invalid, "key.form", nil).
				In(hinterland.Where{File: name, Value: key})
		}
	}
	if len(keys) == 0 {
		return nil, hinterland.Refuse(hinterland.Invalid, "key.form", nil).
			In(hinterland.Where{File: name})
	}
	return keys, nil
}
