package web

import (
	"archive/zip"
	"context"
	"maps"
	"math/big"
	"mime"
	"net/http"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
)

// Plans balance horizons while nobody waits for it.
type Plans interface {
	// Begin keeps a run of a region that has passed Check; its goods are
	// planned as somebody comes to it.
	Begin(ctx context.Context, r hinterland.Run, region *hinterland.Region) error
	// Goods sums up the goods of a run that are planned so far, and names those that
	// are not, by code.
	Goods(ctx context.Context, run string) (
		planned []hinterland.GoodSummary, missing []hinterland.GoodCode, err error,
	)
	// Good is what a run has come to for one good, or a refusal.
	Good(ctx context.Context, run string, good hinterland.GoodCode) (*office.Balanced, error)
	// Replan plans a good of regions that differ in nothing but what is fixed of it.
	Replan(
		ctx context.Context, zones hinterland.Policy, good hinterland.GoodCode,
		regions ...*hinterland.Region,
	) ([]*hinterland.Plan, error)
	// Tables are the files of what a run is made from and of what came of it; of one
	// that was stopped, of its goods that are planned.
	Tables(ctx context.Context, r *hinterland.Run) (map[string][]byte, error)
}

// How many runs are listed, which are forgotten after a month, and of how many
// horizons one is chosen.
const (
	runsShown       = 50
	horizonsOffered = 200
	runFaults       = 50 // that are told at once
)

// A runsBody is the page of all runs, from which one is begun.
type runsBody struct {
	Fields []field // nil where there is no horizon to plan
	Faults []fault
	Rows   []runRow
}

// A runRow is a run in a list.
type runRow struct {
	Path    string
	Horizon string
	Zones   string
	Asked   string
	By      string
	Goods   string
	State   tag
}

func runPath(id string) string { return "/runs/" + id }

// runState says how a run stands.
func (a *ask) runState(r *hinterland.Run) tag {
	// lang: run.state.going run.state.made run.state.stopped run.state.failed
	word := map[hinterland.RunState]string{
		hinterland.RunGoing: "warn", hinterland.RunMade: "good", hinterland.RunFailed: "bad",
	}[r.State]
	return tag{word, a.say.Say("run.state."+string(r.State), nil)}
}

// runZones words a policy.
func (a *ask) runZones(p hinterland.Policy) string {
	// lang: run.zones.first run.zones.prefer run.zones.ignore
	return a.say.Say("run.zones."+string(p), nil)
}

// planning lets who plans for the region look; others are told that they do not.
func (a *ask) planning(look func(*office.View) error) error {
	return a.view(func(v *office.View) error {
		if !v.Plans() {
			return hinterland.Refuse(hinterland.Denied, "run.denied", nil)
		}
		return look(v)
	})
}

// listRuns shows what has been planned lately, and what can be.
func listRuns(a *ask) error { return a.showRuns(http.StatusOK, nil) }

// showRuns shows the page of all runs with what is wrong with the one asked for.
func (a *ask) showRuns(status int, faults []fault) error {
	body := runsBody{Faults: faults}
	runs, err := a.Keys.Runs(a.ctx, runsShown)
	if err != nil {
		return err
	}
	err = a.planning(func(v *office.View) (err error) {
		if body.Fields, err = a.runFields(v); err != nil {
			return err
		}
		if status == http.StatusOK { // what was sent has its faults
			if err := a.known(a.r.Form, "horizon"); err != nil {
				return err
			}
		}
		body.Rows, err = a.runRows(v, runs)
		return err
	})
	if err != nil {
		return err
	}
	return a.show(status, "runs", a.say.Say("web.runs", nil), body)
}

// runFields are what is chosen to begin a run: a horizon, and what zones mean.
func (a *ask) runFields(v *office.View) ([]field, error) {
	horizons, err := v.Horizons("", horizonsOffered)
	if err != nil || len(horizons) == 0 {
		return nil, err
	}
	d := &draft{ask: a, typed: a.r.Form}
	of := d.field("choice", "horizon", "column.horizon")
	for _, h := range horizons {
		of.Options = append(of.Options, option{string(h.Code), a.horizonName(&h)})
	}
	zones := d.field("choice", "zones", "run.zones")
	for _, p := range []hinterland.Policy{
		hinterland.ZonesFirst, hinterland.ZonesPrefer, hinterland.ZonesIgnore,
	} {
		zones.Options = append(zones.Options, option{string(p), a.runZones(p)})
	}
	return []field{of, zones}, nil
}

// horizonName is what a horizon is called.
func (a *ask) horizonName(h *hinterland.Horizon) string {
	return a.say.Name(h.Name.English, h.Name.Chinese, string(h.Code))
}

// horizonsCalled are what horizons are called, as many as are offered: beyond these a
// list shows their codes, rather than ask for each.
func (a *ask) horizonsCalled(v *office.View) (map[hinterland.HorizonCode]string, error) {
	horizons, err := v.Horizons("", horizonsOffered)
	called := map[hinterland.HorizonCode]string{}
	for i := range horizons {
		called[horizons[i].Code] = a.horizonName(&horizons[i])
	}
	return called, err
}

// runRows lays runs out.
func (a *ask) runRows(v *office.View, runs []hinterland.Run) ([]runRow, error) {
	people := make([]hinterland.ID[hinterland.Person], len(runs))
	for i := range runs {
		people[i] = runs[i].Person
	}
	called, err := v.Names(people)
	if err != nil {
		return nil, err
	}
	horizons, err := a.horizonsCalled(v)
	if err != nil {
		return nil, err
	}
	rows := make([]runRow, len(runs))
	for i := range runs {
		if rows[i], err = a.runRow(v, &runs[i], called[runs[i].Person]); err != nil {
			return nil, err
		}
		if name := horizons[runs[i].Horizon]; name != "" {
			rows[i].Horizon = name
		}
	}
	return rows, nil
}

func (a *ask) runRow(v *office.View, r *hinterland.Run, by string) (row runRow, err error) {
	row = runRow{
		Path: runPath(r.ID), Horizon: string(r.Horizon), Zones: a.runZones(r.Zones), By: by,
		State: a.runState(r),
		Goods: a.say.Say("run.goods", lang.Args{"done": r.Done, "count": r.Goods}),
	}
	row.Asked, err = a.moment(r.Asked, a.me.Charter)
	return row, err
}

// beginRun reads what a plan of the horizon is made from, through the view of
// who asks, and lets it be planned.
func beginRun(a *ask) error {
	r := hinterland.Run{
		ID: a.token(), Horizon: hinterland.HorizonCode(a.r.PostForm.Get("horizon")),
		Zones: hinterland.Policy(a.r.PostForm.Get("zones")), State: hinterland.RunGoing,
		Asked: hinterland.InstantOf(a.Now()),
	}
	var made *office.Material
	err := a.planning(func(v *office.View) (err error) {
		r.Person, r.Party = v.Actor().Person, v.Actor().Party
		if refused := r.Zones.Check(); refused != nil {
			return refused
		}
		made, err = v.Material(r.Horizon)
		return err
	})
	if faults := refusalsIn(err); len(faults) > 0 && faults[0].Kind != hinterland.Denied {
		told, err := a.faults(faults[:min(len(faults), runFaults)])
		if err != nil {
			return err
		}
		return a.showRuns(http.StatusUnprocessableEntity, told)
	}
	if err != nil {
		return err
	}
	r.Barred = len(made.Forbidden)
	if err := a.Plans.Begin(a.ctx, r, made.Region); err != nil {
		return err
	}
	return a.goTo(runPath(r.ID))
}

// A runGood is what a plan does for a good.
type runGood struct {
	Good, Unit  string
	Path        string // where what becomes of it is shown
	Needed, Met string
	Part        string // of what is needed
	Cost        string
}

// runGoods says what the plan of a run does for each good, as far as it is made.
func (a *ask) runGoods(
	n *names, base string, goods []hinterland.GoodSummary,
) []runGood {
	rows := make([]runGood, len(goods))
	for i := range goods {
		rows[i] = a.runGood(n, &goods[i])
		rows[i].Path = goodPath(base, goods[i].Good)
	}
	return rows
}

// runGood says what a plan does for a good; at which cost, where that is known.
func (a *ask) runGood(n *names, g *hinterland.GoodSummary) runGood {
	row := a.goodSums(g)
	row.Good, row.Unit = n.goodName(g.Good), n.good(g.Good).Unit
	return row
}

// goodSums are the figures of what a plan does for a good.
func (a *ask) goodSums(g *hinterland.GoodSummary) (row runGood) {
	needed, met := new(big.Int), new(big.Int)
	for _, c := range g.Classes {
		if c.Priority > 0 { // the rest are floors
			hinterland.AddProduct(needed, int64(c.Needed), 1)
			hinterland.AddProduct(met, int64(c.Met), 1)
		}
	}
	row.Needed = a.say.Number(hinterland.FormatTotal(needed, g.Decimals))
	row.Met = a.say.Number(hinterland.FormatTotal(met, g.Decimals))
	row.Part = a.say.Percent(met, needed)
	if g.Cost != nil {
		row.Cost = a.say.Number(hinterland.FormatTotal(g.Cost, g.Decimals+hinterland.MoneyPlaces)) +
			" " + g.Currency
	}
	return row
}

// savePlan answers with the tables of a plan that is kept, as plan writes them.
func savePlan(a *ask) error {
	var files map[string][]byte
	var k hinterland.KeptPlan
	err := a.planning(func(v *office.View) (err error) {
		if k, err = a.keptPlan(); err != nil {
			return err
		}
		whole, goods, err := v.WholePlan(&k)
		if err == nil {
			files, err = sheet.WritePlan(&hinterland.Region{Goods: goods}, whole)
		}
		return err
	})
	if err != nil {
		return err
	}
	a.zip("plan-"+string(k.Horizon)+"-"+k.ID.String(), files)
	return nil
}

// zip answers with files in one.
func (a *ask) zip(name string, files map[string][]byte) {
	a.w.Header().Set("Content-Type", "application/zip")
	a.w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": name + ".zip"}))
	a.takeTime()
	out := zip.NewWriter(a.w)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		in, err := out.Create(name)
		if err == nil {
			_, err = in.Write(files[name])
		}
		if err != nil {
			return // whoever has gone away needs no answer
		}
	}
	_ = out.Close()
}
