package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/sheet"
)

func templateCommand(c *console) *cobra.Command {
	return &cobra.Command{
		Use:     "template DIR",
		Short:   c.say.Say("cmd.template.short", nil),
		Long:    c.say.Say("cmd.template.long", nil),
		Example: "  hinterland template my-region\n  hinterland template my-region --lang zh",
		Args:    c.wants("DIR"),
		RunE:    func(_ *cobra.Command, args []string) error { return c.template(args[0]) },
	}
}

// template writes the example region into folder, each table under its
// comments. It refuses a folder that has one of the tables, or a map, which
// would belong to another region.
func (c *console) template(folder string) error {
	files, err := c.templateFiles()
	if err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(files))
	var faults hinterland.Refusals
	for _, name := range append(names, hinterland.MapFile) {
		_, err := os.Lstat(filepath.Join(folder, name))
		switch {
		case err == nil:
			faults = append(faults, hinterland.Refuse(hinterland.Conflict, "file.exists", nil).
				In(hinterland.Where{File: name}))
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if err := sheet.WriteFiles(folder, files); err != nil {
		return err
	}
	if c.json {
		return c.printJSON(templateResult{Folder: folder, Files: names})
	}
	return c.print(c.say.Say("template.done", lang.Args{"files": len(files), "folder": folder}))
}

// A templateResult is what template says to machines.
type templateResult struct {
	Folder string   `json:"folder"`
	Files  []string `json:"files"`
}

// byteOrderMark tells spreadsheet programs that a table is UTF-8.
const byteOrderMark = "\ufeff"

// templateFiles returns the tables of the example region under their comments.
// The comments have no quotation marks, so that a spreadsheet program keeps
// the # at their beginning when it saves them.
func (c *console) templateFiles() (map[string][]byte, error) {
	files, err := sheet.WriteRegion(exampleRegion())
	if err != nil {
		return nil, err
	}
	maps.Copy(files, sheet.WriteZoning(exampleZoning()))
	comments := map[string]string{
		hinterland.PlacesTable:    c.say.Say("template.places", nil),
		hinterland.PartiesTable:   c.say.Say("template.parties", nil),
		hinterland.GoodsTable:     c.say.Say("template.goods", nil),
		hinterland.OffersTable:    c.say.Say("template.offers", nil),
		hinterland.NeedsTable:     c.say.Say("template.needs", nil),
		hinterland.DistancesTable: c.say.Say("template.distances", nil),
		hinterland.FloorsTable:    c.say.Say("template.floors", nil),
		hinterland.FixingsTable:   c.say.Say("template.fixings", nil),
		hinterland.ScopesTable:    c.say.Say("template.scopes", nil),
		hinterland.ReachTable:     c.say.Say("template.reach", nil),
		hinterland.SignedTable:    c.say.Say("template.signed", nil),
		hinterland.AdjacencyTable: c.say.Say("template.adjacency", nil),
		hinterland.TiesTable:      c.say.Say("template.ties", nil),
		hinterland.CentresTable:   c.say.Say("template.centres", nil),
		hinterland.PinsTable:      c.say.Say("template.pins", nil),
		hinterland.SettingsTable:  c.say.Say("template.region", nil),
	}
	for name, text := range files {
		files[name] = append([]byte(byteOrderMark+comments[name]+"\n"), text...)
	}
	return files, nil
}
