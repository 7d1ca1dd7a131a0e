package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// basis words on what an exclusive scope rests; nothing for an announced one.
func (a *ask) basis(b hinterland.Basis) string {
	if b == "" {
		return ""
	}
	// lang: basis.own-buyers basis.producers-cooperative basis.public-lot
	// lang: basis.emergency-order basis.other
	return a.say.Say("basis."+string(b), nil)
}

// A scopeBody is who may buy what where, as the page shows it.
type scopeBody struct {
	Fields     []field // that narrow the list
	When       string  // the days that it speaks of
	Rows       []scopeRow
	Picture    Picture
	Year       int
	Months     []string
	Before     string // the address of the calendar of the year before; empty for none
	After      string
	Next       string // further rows, if there are any
	Links      []action
	Ruled      string
	Trespasses []trespassRow
	Rivals     *rivalsPart
}

// A scopeRow is a scope in the list and in the calendar.
type scopeRow struct {
	Good, Place, Buyer string
	State              tag
	Basis              string
	Term               string
	Overlaps           string // whose scopes it shares something with
	Exclusive          bool
	From, Width        int // in the calendar, in thousandths of the year
	EndPath            string
	FilesPath          string
}

// listScopes shows who may buy what where, in a list and in a calendar.
func listScopes(a *ask) error {
	return a.view(func(v *office.View) error {
		wish, err := a.scopeWish(v)
		if err != nil {
			return err
		}
		scopes, err := v.Scopes(wish.filter, wish.after, rowsAtOnce+1)
		if err != nil {
			return err
		}
		body := &scopeBody{
			Fields: wish.fields, When: a.scopesWhen(wish), Year: wish.year, Months: a.months(),
			Before: wish.inYear(wish.year - 1), After: wish.inYear(wish.year + 1),
		}
		if len(scopes) > rowsAtOnce {
			scopes = scopes[:rowsAtOnce]
			body.Next = wish.path("after", scopes[rowsAtOnce-1].ID.String())
		}
		if body.Rows, err = a.scopeRows(v, scopes, wish.year); err != nil {
			return err
		}
		if len(body.Rows) > 0 {
			if body.Picture, err = a.scopePicture(v, wish); err != nil {
				return err
			}
		}
		for _, l := range (wording{a.say}).links("web.scopes", "/scopes", 0) {
			l.Path += strings.TrimPrefix(wish.path("", ""), "/scopes")
			body.Links = append(body.Links, l)
		}
		if body.Ruled, err = a.ruled(v); err != nil {
			return err
		}
		if body.Trespasses, err = a.trespasses(v); err != nil {
			return err
		}
		if body.Rivals, err = a.rivals(v); err != nil {
			return err
		}
		a.offer(&office.AnnounceScope{ScopeBody: office.ScopeBody{Buyer: v.Actor().Party}}, action{
			Path: "/scopes/new", Text: a.say.Say("web.scope.announce", nil), Main: true,
		})
		a.offer(&office.GrantScope{}, action{
			Path: "/scopes/grants/new", Text: a.say.Say("web.scope.grant", nil),
		})
		a.offer(&office.Regulate{},
			action{Path: "/scopes/rule", Text: a.say.Say("web.scope.rule", nil)})
		return a.show(http.StatusOK, "scopes", a.say.Say("web.scopes.head", nil), body)
	})
}

// scopesPath is the address of the scopes that have to do with something.
func scopesPath(name, value string) string {
	w := &scopeWish{}
	if value == "" {
		name = ""
	}
	return w.path(name, value)
}

// A scopeWish is what of the scopes an address asks for.
type scopeWish struct {
	filter hinterland.ScopeFilter
	year   int
	after  hinterland.ID[hinterland.DatedScope]
	query  url.Values
	fields []field
}

// path is the address of the same list with another value of one parameter.
func (w *scopeWish) path(name, value string) string {
	query := url.Values{}
	for name, values := range w.query {
		query[name] = values
	}
	if name != "" {
		query.Set(name, value)
	}
	if len(query) == 0 {
		return "/scopes"
	}
	return "/scopes?" + query.Encode()
}

// scopeWish reads an address, and refuses what it cannot be narrowed to; a day
// narrows the list to the scopes that hold on it.
func (a *ask) scopeWish(v *office.View) (*scopeWish, error) {
	d := &draft{ask: a, typed: maps.Clone(a.r.Form)}
	w := &scopeWish{query: url.Values{}, year: v.Today.Year()}
	for _, name := range []string{"good", "place", "day"} {
		if value := d.text(name); value != "" {
			w.query.Set(name, value)
		}
	}
	w.filter.Good = hinterland.GoodCode(w.query.Get("good"))
	w.filter.Place = hinterland.PlaceCode(w.query.Get("place"))
	if err := a.known(w.query, "good", "place"); err != nil {
		return nil, err
	}
	if text := d.text("year"); text != "" {
		year, err := strconv.Atoi(text)
		if err != nil || !hasScopes(year) {
			return nil, badQuery("query.year", "year", text)
		}
		w.year = year
		w.query.Set("year", strconv.Itoa(year))
	}
	w.filter.Days = hinterland.Term{From: firstDay(w.year), To: firstDay(w.year + 1)}
	if w.query.Has("day") {
		on := d.day("day")
		if len(d.faults) > 0 {
			return nil, d.faults.Err()
		}
		w.filter.Days, w.year = hinterland.Term{From: on, To: on + 1}, on.Year()
	}
	if w.after.UnmarshalText([]byte(a.r.Form.Get("after"))) != nil {
		w.after = 0
	}
	n, err := a.names(v)
	if err != nil {
		return nil, err
	}
	place, err := d.placeField("place", "word.place", "")
	place.Optional = false // nobody has to filter
	if len(place.Options) > 0 {
		place.Options[0] = option{Text: d.say.Say("web.all", nil)}
	}
	good := d.field("choice", "good", "word.good")
	good.Options = append([]option{{Text: d.say.Say("web.all", nil)}}, n.goodOptions()...)
	d.typed.Set("year", strconv.Itoa(w.year))
	w.fields = []field{
		good, place, d.field("text", "year", "web.scope.year"),
		d.field("day", "day", "web.scope.day").optional(),
	}
	return w, err
}

// hasScopes reports whether there is a calendar of a year.
func hasScopes(year int) bool { return year > 1900 && year < 2199 }

// inYear is the address of the calendar of a year; empty where there is none.
func (w *scopeWish) inYear(year int) string {
	if !hasScopes(year) {
		return ""
	}
	return w.path("year", strconv.Itoa(year))
}

func firstDay(year int) hinterland.Day {
	return hinterland.Day(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}

// months are the heads of a calendar.
func (a *ask) months() []string {
	var heads []string
	for m := time.January; m <= time.December; m++ {
		if a.say.Tongue() == lang.Chinese {
			heads = append(heads, strconv.Itoa(int(m))+"月")
			continue
		}
		heads = append(heads, m.String()[:3])
	}
	return heads
}

// inYear is where a day stands in a year of months of equal length, in
// thousandths.
func inYear(d hinterland.Day, year int) int {
	d = min(max(d, firstDay(year)), firstDay(year+1))
	at := time.Unix(int64(d)*86_400, 0).UTC()
	if at.Year() > year {
		return 1000
	}
	days := at.AddDate(0, 1, -at.Day()).Day()
	return (int(at.Month()-1)*days + at.Day() - 1) * 1000 / (12 * days)
}

// scopeRows lays scopes out, those of one good beside one another.
func (a *ask) scopeRows(
	v *office.View, scopes []hinterland.DatedScope, year int,
) ([]scopeRow, error) {
	slices.SortStableFunc(scopes, func(s, o hinterland.DatedScope) int {
		return cmp.Or(cmp.Compare(s.GoodPath, o.GoodPath), cmp.Compare(s.PlacePath, o.PlacePath),
			cmp.Compare(s.Term.From, o.Term.From))
	})
	n, err := a.scopeNames(v, scopes)
	if err != nil {
		return nil, err
	}
	var rows []scopeRow
	for i := range scopes {
		s := &scopes[i]
		row := scopeRow{
			Good: n.goodName(s.Good), Place: n.place(s.Place), Buyer: n.party(s.Buyer),
			State: tag{"", a.say.Say("web.scope.announced", nil)}, Basis: a.basis(s.Basis),
			Term: a.term(s.Term.From, s.Term.Last()), Exclusive: s.Exclusive(),
			Overlaps: n.overlaps(s, scopes), From: inYear(s.Term.From, year),
		}
		row.FilesPath = filesPath(hinterland.Record{
			Kind: hinterland.OnScope, Number: int64(s.ID),
		})
		row.Width = max(inYear(s.Term.To, year)-row.From, 2)
		if s.Exclusive() {
			row.State = tag{"good", a.say.Say("web.scope.exclusive", nil)}
			if s.Document != "" {
				row.Basis += a.say.Say("web.colon", nil) + s.Document
			}
		}
		if s.Term.To > v.Today && a.may(&office.EndScope{Scope: s.ID}) {
			row.EndPath = "/scopes/" + url.PathEscape(s.ID.String()) + "/end"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// scopeNames are what the parties, goods and places of scopes are called.
func (a *ask) scopeNames(v *office.View, scopes []hinterland.DatedScope) (*names, error) {
	var parties []hinterland.PartyCode
	var places []hinterland.PlaceCode
	for _, s := range scopes {
		parties, places = append(parties, s.Buyer), append(places, s.Place)
	}
	n, err := a.names(v, parties...)
	if err != nil {
		return nil, err
	}
	return n, n.learnPlaces(places)
}

// overlaps names the buyers whose scopes share something with one.
func (n *names) overlaps(s *hinterland.DatedScope, all []hinterland.DatedScope) string {
	var buyers []string
	for i := range all {
		o := &all[i]
		if o.Buyer == s.Buyer || !o.Meets(s) {
			continue
		}
		name := n.party(o.Buyer)
		if o.Exclusive() {
			name = n.a.say.Say("web.scope.alone", lang.Args{"party": name})
		}
		if !slices.Contains(buyers, name) {
			buyers = append(buyers, name)
		}
	}
	return strings.Join(buyers, n.a.say.Say("web.and", nil))
}

// scopeTables are the scopes that an address asks for, for spreadsheet programs.
func (a *ask) scopeTables(v *office.View) (string, []workbook.Table, error) {
	wish, err := a.scopeWish(v)
	if err != nil {
		return "", nil, err
	}
	scopes, err := v.Scopes(wish.filter, wish.after, a.rows+1)
	if err != nil {
		return "", nil, err
	}
	more := len(scopes) > a.rows
	scopes = scopes[:min(len(scopes), a.rows)]
	n, err := a.scopeNames(v, scopes)
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.scopes", "word.number", "word.good", "word.place", "web.scope.buyer",
		"word.state", "column.basis", "column.document", "web.terms.from", "word.until")
	for i := range scopes {
		s := &scopes[i]
		state := "web.scope.announced"
		if s.Exclusive() {
			state = "web.scope.exclusive"
		}
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(s.ID.String()), workbook.Text(n.goodName(s.Good)),
			workbook.Text(n.place(s.Place)), workbook.Text(n.party(s.Buyer)),
			// lang: web.scope.announced web.scope.exclusive
			workbook.Text(a.say.Say(state, nil)), workbook.Text(a.basis(s.Basis)),
			workbook.Text(s.Document), dayCell(s.Term.From), dayCell(s.Term.Last()),
		})
	}
	if more {
		a.cut(&t, a.rows, scopes[a.rows-1].ID.String())
	}
	return "scopes", []workbook.Table{t}, nil
}
