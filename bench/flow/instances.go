package main

import (
	"fmt"
	"os"

	"hinterland/bench/flow/mcfgen"
)

// instance is one row of the table.
type instance struct {
	name string
	make func() *mcfgen.Instance
}

// instances are the known ones and a larger one of each kind whose known one
// is so small that the program itself weighs more than its data.
func instances() []instance {
	var all []instance
	for _, known := range mcfgen.Known() {
		all = append(all, instance{known.Name, known.Make})
	}
	return append(all,
		instance{"grid400", func() *mcfgen.Instance { return mcfgen.Grid(mcfgen.Seed, 400, 400) }},
		instance{"netgen1m", func() *mcfgen.Instance {
			return mcfgen.Netgen(mcfgen.Seed, 60000, 1000000)
		}},
	)
}

// writeInstance writes the instance of a name to standard output; no name,
// nothing.
func writeInstance(name string) error {
	if name == "" {
		return nil
	}
	for _, in := range instances() {
		if in.name == name {
			return in.make().Write(os.Stdout)
		}
	}
	return fmt.Errorf("no instance %q", name)
}
