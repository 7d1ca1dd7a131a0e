package main

import (
	"context"
	"io"
	"path/filepath"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/web"
)

// mapForm is the form in which an office gives the map back that it has loaded.
const mapForm = "geojson"

// A mapResult is what import says of a map to machines: how many of the places have
// a shape, which have none, which shapes are of no place, how many pairs of
// neighbours it shows, how many faults it has, and as which entry it is recorded.
type mapResult struct {
	Found   int      `json:"found"`
	Shapes  int      `json:"shapes"`
	Missing []string `json:"missing"`
	Strange []string `json:"strange"`
	Borders int      `json:"borders"`
	Faults  []string `json:"faults"`
	Entry   int64    `json:"entry,omitempty"`
}

// importMap loads a map as the page does, in one step: who wants to see before what is
// in it asks for that. What is wrong with it is told either way.
func (c *console) importMap(
	ctx context.Context, ask *importAsk, name string, file hinterland.File,
) error {
	actor := office.Actor{Party: hinterland.PartyCode(ask.party)}
	if err := actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		o := openOffice(db.Region(ask.region))
		act := &office.LoadMap{
			Name: filepath.Base(name), File: file.Digest, Source: ask.source, Licence: ask.licence,
		}
		told, err := c.lookAtMap(ctx, o, actor, file.Content, act)
		if err != nil {
			return ruled(err)
		}
		if ask.apart {
			act.Borders = nil
		}
		if ask.dry {
			return c.tellMap("import.map.dry", told)
		}
		now := hinterland.InstantOf(time.Now())
		day := hinterland.Instant(24 * time.Hour / time.Microsecond)
		if err := db.Files(ask.region).PutFile(ctx, file, now, now-day); err != nil {
			return err
		}
		entry, err := o.Do(ctx, office.Request{Actor: actor, Act: act, Key: ask.key})
		if err != nil {
			return ruled(err)
		}
		told.Entry = entry.Number
		return c.tellMap("import.map.done", told)
	})
}

// lookAtMap finds out what a map says of the places of an office, and fills in the
// act that loads it. It only reads: a file that is looked at and not loaded is kept
// nowhere, whatever comes of the look.
func (c *console) lookAtMap(
	ctx context.Context, o *office.Office, actor office.Actor, content []byte, act *office.LoadMap,
) (*mapResult, error) {
	var places []hinterland.Place
	err := o.View(ctx, actor, func(v *office.View) (err error) {
		if act.Base, err = v.Base(act); err == nil {
			places, err = v.AllPlaces()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	there := map[hinterland.PlaceCode]bool{}
	for i := range places {
		there[places[i].Code] = true
	}
	look, err := (&zoneMaps{}).Look(content, there)
	if err != nil {
		return nil, err
	}
	match, err := look.Match(places)
	act.Property, act.Borders = look.Property, match.Borders
	return c.mapFound(look, match), err
}

// mapFound tells which places have a shape, which shapes are of no place, and what is
// wrong with a map.
func (c *console) mapFound(look *web.MapLook, match web.MapMatch) *mapResult {
	told := &mapResult{
		Found: match.Found, Shapes: look.Shapes, Borders: len(match.Borders),
		Missing: []string{}, Strange: []string{}, Faults: []string{},
	}
	for i := range match.Missing {
		told.Missing = append(told.Missing, string(match.Missing[i].Code))
	}
	for _, code := range match.Strange {
		told.Strange = append(told.Strange, string(code))
	}
	for _, f := range look.Faults {
		told.Faults = append(told.Faults, c.refusal(f))
	}
	return told
}

// tellMap tells what is in a map: to people what is wrong with it as faults are told,
// though it is no fault to load it.
func (c *console) tellMap(key string, told *mapResult) error {
	if c.json {
		return c.printJSON(told)
	}
	for _, fault := range told.Faults {
		c.printError(fault)
	}
	for _, few := range []struct {
		key   string
		codes []string
	}{{"import.map.missing", told.Missing}, {"import.map.strange", told.Strange}} {
		// lang: import.map.missing import.map.strange
		if len(few.codes) > 0 {
			c.printError(c.say.Say(few.key, lang.Args{"codes": few.codes}))
		}
	}
	// lang: import.map.done import.map.dry
	return c.print(c.say.Say(key, lang.Args{
		"found": told.Found, "places": told.Found + len(told.Missing), "borders": told.Borders,
		"entry": told.Entry,
	}))
}

// exportMap gives back the map that was loaded last, as it came: byte for byte, whatever
// format it has and whatever is wrong with it, so that its owner can mend it.
func (c *console) exportMap(ctx context.Context, ask *exportAsk) error {
	actor := office.Actor{Party: hinterland.PartyCode(ask.party)}
	if err := actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		var m hinterland.RegionMap
		err := openOffice(db.Region(ask.region)).View(ctx, actor, func(v *office.View) (err error) {
			m, err = v.Map()
			return err
		})
		if err == nil && m.File == "" {
			err = hinterland.Refuse(hinterland.NotFound, "map.absent", nil)
		}
		if err != nil {
			return ruled(err)
		}
		file, err := db.Files(ask.region).File(ctx, m.File)
		if err != nil {
			return err
		}
		return c.deliver(ask.out, func(w io.Writer) error {
			_, err := w.Write(file.Content)
			return err
		})
	})
}
