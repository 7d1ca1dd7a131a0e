package demo

import (
	"fmt"
	"io/fs"
	"strings"

	"hinterland"
)

// A Sample is a region that can be zoned and planned as it stands. No place
// has a zone yet.
type Sample struct {
	Region *hinterland.Region
	Zoning *hinterland.Zoning
}

// Names lists the samples, the one to show first at the front.
func Names() []string { return []string{"shanxi", "iowa"} }

// Make returns a sample by name, and an error that lists the names for any
// other. Each call makes a new one, equal to the last to the byte.
func Make(name string) (*Sample, error) {
	switch name {
	case "shanxi":
		return Shanxi()
	case "iowa":
		return Iowa()
	}
	return nil, fmt.Errorf("no sample %q: there are %s", name, strings.Join(Names(), ", "))
}

// Shanxi returns the 117 counties and districts of Shanxi, whose six
// collaboration zones of 1958 the program remembers. Its map is schematic.
func Shanxi() (*Sample, error) {
	folder, err := fs.Sub(shipped, "data/shanxi")
	if err != nil {
		return nil, err
	}
	return makeSample(folder, (*loader).byShares, hinterland.Settings{
		Title: hinterland.Name{
			English: "Shanxi: six cities and their counties", Chinese: "山西：六座城市与各县",
		},
		Objective: hinterland.ByDistance,
		Bounds:    hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 600_000},
		Policy:    hinterland.ZonesFirst,
		Period:    month(),
		Schematic: true,
	})
}

// Iowa returns the 99 counties of Iowa with their real borders. Its zones are
// illustrative.
func Iowa() (*Sample, error) {
	folder, err := fs.Sub(shipped, "data/iowa")
	if err != nil {
		return nil, err
	}
	s, err := makeSample(folder, (*loader).byLand, hinterland.Settings{
		Title: hinterland.Name{
			English: "Iowa: six cities and their counties", Chinese: "艾奥瓦：六座城市与各县",
		},
		Objective: hinterland.ByDistance,
		Bounds:    hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 300_000},
		Policy:    hinterland.ZonesFirst,
		Period:    month(),
	})
	if err != nil {
		return nil, err
	}
	s.Zoning.Map, err = fs.ReadFile(folder, hinterland.MapFile)
	return s, err
}

func month() hinterland.Name { return hinterland.Name{English: "month", Chinese: "月"} }

// makeSample carries out the tables of a folder.
func makeSample(
	folder fs.FS, sites func(*loader) []site, settings hinterland.Settings,
) (*Sample, error) {
	l := &loader{folder: folder}
	m := &maker{load: l, region: &hinterland.Region{}, sites: sites(l)}
	for _, step := range []func(){
		m.makePlaces, m.makeGoods, m.makeParties, m.makeFlows,
		m.makeScopes, m.makeFloors, m.makeSigned,
	} {
		step()
	}
	z := &hinterland.Zoning{Ties: gravity(m.sites), Settings: settings}
	l.zoning(z)
	if l.err != nil {
		return nil, l.err
	}
	faults := append(m.region.Check(), z.Check(m.region.Index())...)
	return &Sample{Region: m.region, Zoning: z}, faults.Err()
}

// zoning reads what zones are drawn from, beside the ties.
func (l *loader) zoning(z *hinterland.Zoning) {
	for _, r := range l.read(hinterland.AdjacencyTable) {
		z.Adjacency = append(z.Adjacency, hinterland.Adjacency{
			A: hinterland.PlaceCode(r.text("a")), B: hinterland.PlaceCode(r.text("b")),
		})
	}
	for _, r := range l.read(hinterland.CentresTable) {
		c := hinterland.Centre{Name: r.name()}
		for _, code := range strings.Split(r.text("places"), "+") {
			c.Places = append(c.Places, hinterland.PlaceCode(code))
		}
		z.Centres = append(z.Centres, c)
	}
	for _, r := range l.read(hinterland.PinsTable) {
		z.Pins = append(z.Pins, hinterland.Pin{
			Place: hinterland.PlaceCode(r.text("place")), Centre: r.text("centre"),
			Reason: hinterland.Name{English: r.text("reason"), Chinese: r.text("reason_zh")},
		})
	}
	for _, r := range l.read("notes.csv") {
		z.Settings.Notes = append(z.Settings.Notes, r.name())
	}
}
