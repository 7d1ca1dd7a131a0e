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

	Note hinterland.Name // what of it is real, and what is a model

	folder      fs.FS           // its tables
	office      hinterland.Name // that plans for it
	clock       string          // its time zone
	familyFirst bool            // as its people are named in English too
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
	s, err := makeSample(folder, (*loader).byShares, hinterland.Settings{
		Title: hinterland.Name{
			English: "Shanxi: six cities and their counties", Chinese: "山西：六座城市与各县",
		},
		Objective: hinterland.ByDistance,
		Bounds:    hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 600_000},
		Policy:    hinterland.ZonesFirst,
		Period:    month(),
		Schematic: true,
	})
	if err != nil {
		return nil, err
	}
	s.Note = hinterland.Name{
		English: "A sample. Names of places, populations and who is next to whom are real; " +
			"organisations, people, offers, needs, prices and all that is agreed are modelled.",
		Chinese: "示例：地名、人口和相邻关系属实；单位、人员、供应、需要、价格以及一切约定均为模型生成。",
	}
	s.clock, s.familyFirst = "Asia/Shanghai", true
	s.office = hinterland.Name{English: "Coordination office of Shanxi", Chinese: "山西协作办公室"}
	return s, nil
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
	s.Note = hinterland.Name{
		English: "A sample. Names of places, populations and borders are real; " +
			"organisations, people, offers, needs, prices and all that is agreed are modelled.",
		Chinese: "示例：地名、人口和边界属实；单位、人员、供应、需要、价格以及一切约定均为模型生成。",
	}
	s.clock = "America/Chicago"
	s.office = hinterland.Name{English: "Coordination office of Iowa", Chinese: "艾奥瓦协作办公室"}
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
	return &Sample{Region: m.region, Zoning: z, folder: folder}, faults.Err()
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
