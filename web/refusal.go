package web

import (
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A fault is a refusal in words, beside the field that it is about.
type fault struct {
	Reason hinterland.Reason
	Column string
	Field  string // the name of a field of the form; empty if it is about none
	Label  string // of that field
	Text   string
	Remedy string
}

// line is what is wrong and what to do about it, one after the other.
func (a *ask) line(f fault) string {
	return a.say.Say("refusal.line", lang.Args{"text": f.Text, "remedy": f.Remedy})
}

// faults words refusals.
func (a *ask) faults(refusals hinterland.Refusals) ([]fault, error) {
	words := make([]fault, len(refusals))
	for i, r := range refusals {
		f, err := a.refusal(r)
		if err != nil {
			return nil, err
		}
		if row := a.rowWords(r.At.Column); row != "" {
			args := lang.Args{"row": row, "value": r.At.Value, "text": f.Text}
			key := "web.sheet.at"
			if !strings.Contains(f.Text, r.At.Value) {
				key = "web.sheet.holds"
			}
			// lang: web.sheet.at web.sheet.holds
			f.Text = a.say.Say(key, args)
		}
		words[i] = f
	}
	return words, nil
}

// refusal words one refusal.
func (a *ask) refusal(r *hinterland.Refusal) (fault, error) {
	if r.Reason == "act.base" { // whose fields tell what stands now
		return fault{
			Reason: r.Reason, Text: a.say.Say("web.base", nil),
			Remedy: a.say.Say("web.base.remedy", nil),
		}, nil
	}
	blank := r.Reason == "cell.blank" ||
		(r.Reason == "code.form" || r.Reason == "number.form") && r.At.Value == ""
	if blank { // of all there is to say about it, the shortest
		return fault{
			Reason: r.Reason, Column: r.At.Column, Field: r.At.Column,
			Text: a.say.Say("web.blank", nil),
		}, nil
	}
	args, err := a.argsOf(r)
	return fault{
		Reason: r.Reason, Column: r.At.Column, Field: r.At.Column,
		Text:   a.say.Say("refusal."+string(r.Reason), args),
		Remedy: a.say.Say("remedy."+string(r.Reason), args),
	}, err
}

// argsOf are the values of a refusal as its reader says them: days, duties and
// parties in words, rows of the records by what they are. Where authority lacks,
// the posts that would give it are named, and who holds one.
func (a *ask) argsOf(r *hinterland.Refusal) (lang.Args, error) {
	args := lang.Args{}
	for name, value := range r.Args {
		worded, err := a.argOf(value)
		if err != nil {
			return nil, err
		}
		args[name] = worded
	}
	if n, double := r.Args["act"].(int); double && a.sheet != nil { // of the rows typed in
		args["row"], _ = a.sheet.Cell(stepsField + "." + strconv.Itoa(n))
	}
	if r.Reason == "act.denied" {
		return args, a.nameHolders(args)
	}
	return args, nil
}

// argOf is one value of a refusal as its reader says it.
func (a *ask) argOf(value any) (any, error) {
	switch value := value.(type) {
	case hinterland.Day:
		return dayWords(a.say, value), nil
	case hinterland.Duty:
		return a.duty(value), nil
	case hinterland.PartyCode:
		return a.partyNamed(value)
	case hinterland.GoodCode:
		return a.goodNamed(value)
	case hinterland.PlaceCode:
		return a.placeNamed(value)
	case hinterland.ZoneCode:
		return a.zonesNamed(hinterland.Codes[hinterland.ZoneCode]{value})
	case hinterland.Codes[hinterland.PlaceCode]:
		return a.placesNamed(value)
	case hinterland.Codes[hinterland.ZoneCode]:
		return a.zonesNamed(value)
	case hinterland.Change:
		return a.rowNamed(value)
	case []hinterland.ID[hinterland.Event]:
		numbers := make([]string, len(value))
		for i, id := range value {
			numbers[i] = id.String()
		}
		return a.say.List(numbers), nil
	}
	return value, nil
}

// placesNamed are what places are called, as many as a reader can take in.
func (a *ask) placesNamed(codes hinterland.Codes[hinterland.PlaceCode]) (told []string, err error) {
	if a.me == nil {
		return codes.Texts(), nil
	}
	err = a.view(func(v *office.View) error {
		n, called := a.noNames(v), hinterland.Codes[string]{}
		err := n.learnPlaces(codes)
		for _, code := range codes {
			called = append(called, n.place(code))
		}
		told = called.Texts()
		return err
	})
	return told, err
}

// zonesNamed are what zones are called.
func (a *ask) zonesNamed(codes hinterland.Codes[hinterland.ZoneCode]) (told []string, err error) {
	if a.me == nil {
		return codes.Texts(), nil
	}
	err = a.view(func(v *office.View) error {
		zones, err := v.Zones()
		names, called := map[hinterland.ZoneCode]hinterland.Name{}, hinterland.Codes[string]{}
		for _, z := range zones {
			names[z.Code] = z.Name
		}
		for _, code := range codes {
			called = append(called, nameOf(a.say, names[code], code))
		}
		told = called.Texts()
		return err
	})
	return told, err
}

// rowNamed is what a row of the records is, as it stands now.
func (a *ask) rowNamed(c hinterland.Change) (thing string, err error) {
	err = a.view(func(v *office.View) error {
		now, err := v.Former([]hinterland.Change{c}, 0)
		if err != nil {
			return err
		}
		c.Row = now[0]
		thing, err = a.thing(v, c)
		return err
	})
	return thing, err
}

// nameHolders names duties and who holds them.
func (a *ask) nameHolders(args lang.Args) error {
	var duties, holders []string
	var people []hinterland.ID[hinterland.Person]
	text := func(name string) string { s, _ := args[name].(string); return s }
	for _, d := range strings.Fields(text("duties")) {
		duties = append(duties, a.duty(hinterland.Duty(d)))
	}
	numbers := strings.Fields(text("holders"))
	slices.Sort(numbers)
	for _, number := range slices.Compact(numbers) { // one may hold several
		var id hinterland.ID[hinterland.Person]
		if err := id.UnmarshalText([]byte(number)); err != nil {
			return err
		}
		people = append(people, id)
	}
	called, err := a.peopleNamed(people)
	if err != nil {
		return err
	}
	for _, id := range people {
		holders = append(holders, called[id])
	}
	args["duties"], args["holders"] = duties, holders
	switch {
	case len(holders) > 0:
	case args["known"] == true:
		args["holders"] = a.say.Say("denied.nobody", nil)
	default:
		args["holders"] = a.say.Say("denied.untold", nil)
	}
	return nil
}
