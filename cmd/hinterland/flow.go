package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/flow"
	"hinterland/lang"
)

// flowFlags say what to print beside the cost.
type flowFlags struct {
	flows      bool
	potentials bool
}

// flowCommand is the flow kernel by itself: a DIMACS file in, the proved
// optimum out.
func flowCommand(c *console) *cobra.Command {
	var f flowFlags
	cmd := &cobra.Command{
		Use:   "flow FILE.min",
		Short: c.say.Say("cmd.flow.short", nil),
		Long:  c.say.Say("cmd.flow.long", nil),
		Example: "  hinterland flow network.min --flows\n" +
			"  zcat network.min.gz | hinterland flow - --json",
		Args: c.wants("FILE.min"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.flow(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().BoolVar(&f.flows, "flows", false, c.say.Say("flag.flow.flows", nil))
	cmd.Flags().BoolVar(&f.potentials, "potentials", false, c.say.Say("flag.flow.potentials", nil))
	return cmd
}

// flow reads, solves, has the answer re-checked and prints it. The time told
// is that of building and solving alone.
func (c *console) flow(ctx context.Context, name string, f flowFlags) error {
	p, err := c.readFlow(name)
	if err != nil {
		return c.refuseFlow(name, err)
	}
	began := cpuSeconds()
	stop := c.watch("progress.flow")
	s, err := flow.Solve(ctx, p)
	spent := cpuSeconds() - began
	stop()
	var none *flow.Infeasible
	if errors.As(err, &none) {
		return c.tellCut(none)
	}
	if err != nil {
		return c.refuseFlow(name, err)
	}
	if !s.Cost().IsInt64() {
		return c.refuseFlow(name, &flow.RangeError{What: "cost", Arc: -1, Node: -1})
	}
	if err := flow.Certify(s.Problem, s.Flow, s.Potential); err != nil {
		return fmt.Errorf("check the flow: %w", err)
	}
	if c.json {
		return c.printFlowJSON(s, f, spent)
	}
	return c.printFlow(s, f)
}

// readFlow reads a DIMACS file, or standard input for "-".
func (c *console) readFlow(name string) (flow.Problem, error) {
	if name == "-" {
		return flow.ReadDIMACS(c.in)
	}
	file, err := os.Open(name)
	if err != nil {
		return flow.Problem{}, hinterland.Refuse(hinterland.NotFound, "flow.missing", nil).
			In(hinterland.Where{File: name})
	}
	defer func() { _ = file.Close() }()
	return flow.ReadDIMACS(file)
}

// refuseFlow words what the kernel refuses, if it is a refusal.
func (c *console) refuseFlow(file string, err error) error {
	var format *flow.FormatError
	var supply *flow.SupplyError
	var size *flow.RangeError
	var endless *flow.Unbounded
	at := hinterland.Where{File: file}
	switch {
	case errors.As(err, &format):
		at.Line = format.Line
		// lang: refusal.flow.unknown-line remedy.flow.unknown-line
		// lang: refusal.flow.fields remedy.flow.fields
		// lang: refusal.flow.number remedy.flow.number
		// lang: refusal.flow.range remedy.flow.range
		// lang: refusal.flow.node remedy.flow.node
		// lang: refusal.flow.bounds remedy.flow.bounds
		// lang: refusal.flow.heading remedy.flow.heading
		// lang: refusal.flow.repeated-node remedy.flow.repeated-node
		// lang: refusal.flow.arc-count remedy.flow.arc-count
		// lang: refusal.flow.line-too-long remedy.flow.line-too-long
		return hinterland.Refuse(hinterland.Invalid, hinterland.Reason("flow."+format.Reason),
			hinterland.Args{"value": format.Value}).In(at)
	case errors.As(err, &supply):
		return hinterland.Refuse(hinterland.Invalid, "flow.supply",
			hinterland.Args{"surplus": supply.Surplus.String()}).In(at)
	case errors.As(err, &size):
		return hinterland.Refuse(hinterland.Invalid, "flow.size", nil).In(at)
	case errors.As(err, &endless):
		return hinterland.Refuse(hinterland.Invalid, "flow.unbounded",
			hinterland.Args{"arc": endless.Arcs[0] + 1, "count": len(endless.Arcs)}).In(at)
	}
	return err
}

// flowCut is a cut as machines read it; nodes count from 1.
type flowCut struct {
	Infeasible bool     `json:"infeasible"`
	Must       *big.Int `json:"must"`
	CanLeave   *big.Int `json:"can_leave"`
	Nodes      []int32  `json:"nodes"`
}

// tellCut prints the proof that no flow exists: "i MUST CAN_LEAVE", then
// "n NODE" for each node of the cut.
func (c *console) tellCut(none *flow.Infeasible) error {
	cut := flowCut{Infeasible: true, Must: none.Must, CanLeave: none.CanLeave}
	for _, v := range none.Nodes {
		cut.Nodes = append(cut.Nodes, v+1)
	}
	said := infeasible(errors.New(c.say.Say("flow.infeasible", lang.Args{
		"count": len(cut.Nodes), "must": cut.Must.String(), "leave": cut.CanLeave.String(),
	})))
	if c.json {
		return errors.Join(c.printJSON(cut), said)
	}
	w := flowWriter{w: bufio.NewWriterSize(c.out, 1<<16)}
	w.text("i " + cut.Must.String() + " " + cut.CanLeave.String() + "\n")
	for _, v := range cut.Nodes {
		w.line('n', int64(v))
	}
	return errors.Join(w.w.Flush(), said)
}

// flowAnswer is an answer as machines read it. Flows come in the order of the
// arcs in the file, potentials in that of the nodes.
type flowAnswer struct {
	Objective  json.Number `json:"objective"`
	Nodes      int         `json:"nodes"`
	Arcs       int         `json:"arcs"`
	Pivots     int64       `json:"pivots"`
	CPUSeconds float64     `json:"cpu_seconds"`
	Proved     bool        `json:"proved"`
	Flows      []int64     `json:"flows,omitempty"`
	Potentials []int64     `json:"potentials,omitempty"`
}

// printFlowJSON writes an answer that Certify has accepted.
func (c *console) printFlowJSON(s *flow.Solution, f flowFlags, spent float64) error {
	p := s.Problem
	a := flowAnswer{
		Objective: json.Number(s.Cost().String()), Nodes: len(p.Supply), Arcs: len(p.Arcs),
		Pivots: s.Pivots, CPUSeconds: math.Round(spent*1e6) / 1e6, Proved: true,
	}
	if f.flows {
		for e := range p.Arcs {
			a.Flows = append(a.Flows, s.Flow(e))
		}
	}
	if f.potentials {
		for v := range p.Supply {
			a.Potentials = append(a.Potentials, s.Potential(v))
		}
	}
	return c.printJSON(a)
}

// printFlow writes an answer in lines of DIMACS: s COST, f FROM TO FLOW for
// every arc, p NODE POTENTIAL.
func (c *console) printFlow(s *flow.Solution, f flowFlags) error {
	w := flowWriter{w: bufio.NewWriterSize(c.out, 1<<16)}
	w.text("s " + s.Cost().String() + "\n")
	p := s.Problem
	for e := range p.Arcs {
		if f.flows {
			w.line('f', int64(p.Arcs[e].From)+1, int64(p.Arcs[e].To)+1, s.Flow(e))
		}
	}
	for v := range p.Supply {
		if f.potentials {
			w.line('p', int64(v)+1, s.Potential(v))
		}
	}
	return w.w.Flush()
}

// flowWriter writes lines of a letter and numbers. Its writer remembers the
// first error and tells it at Flush.
type flowWriter struct {
	w   *bufio.Writer
	buf []byte
}

func (w *flowWriter) text(s string) { _, _ = io.WriteString(w.w, s) }

func (w *flowWriter) line(kind byte, numbers ...int64) {
	w.buf = append(w.buf[:0], kind)
	for _, x := range numbers {
		w.buf = append(w.buf, ' ')
		w.buf = strconv.AppendInt(w.buf, x, 10)
	}
	w.buf = append(w.buf, '\n')
	_, _ = w.w.Write(w.buf)
}
