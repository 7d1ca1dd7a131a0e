package sheet

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// Compare finds out what comes of each row of the files of an import, by reading
// only: nobody waits for it. A text is of the noun that it is said to be, where that
// is said. What only the records can refuse is not known yet.
//
// A column that a sheet lacks says nothing: what stands there stays. A blank cell
// says that there is nothing, and what stood there is said no more.
func Compare(v *office.View, i *Import) (*Intake, error) {
	c := &comparison{
		Intake: &Intake{Files: i.Files, say: i.Say, told: map[spot]bool{}},
		v:      v, elsewhere: i.Elsewhere, lines: map[string][]*Line{},
		known:  &horizons{v, map[string]*hinterland.Horizon{}},
		stands: map[string]*standing{}, nouns: map[string]*Noun{},
	}
	for _, n := range Nouns() {
		c.nouns[n.Name] = n
	}
	for _, f := range i.Files {
		for _, t := range f.Tabs {
			c.open(t, i.Noun)
		}
	}
	for _, n := range Nouns() {
		if err := c.compare(n); err != nil {
			return nil, err
		}
	}
	c.checkAlone()
	if err := c.rest(); err != nil {
		return nil, err
	}
	if len(c.Lines)+len(c.Faults) == 0 {
		c.Faults = append(c.Faults, Fault{
			hinterland.Refuse(hinterland.Invalid, "sheet.empty", nil).
				In(hinterland.Where{File: namesOf(i.Say, i.Files)}), nil, 0, -1,
		})
	}
	c.sort()
	return c.Intake, nil
}

func namesOf(say *lang.Printer, files []*File) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	return say.List(names)
}

// A comparison is an intake while it is made.
type comparison struct {
	*Intake
	v      *office.View
	lines  map[string][]*Line // by noun
	stands map[string]*standing
	nouns  map[string]*Noun
	known  *horizons

	elsewhere bool // the numbers in the files are another office's
}

// A standing is what there is of a noun: what the office has, and what the files
// bring.
type standing struct {
	at    map[string]Record // by key
	calls calls
}

// open reads the rows of a sheet.
func (c *comparison) open(t *Tab, of *Noun) {
	if refusal := t.tell(of); refusal != nil {
		c.Faults = append(c.Faults, Fault{refusal, t, t.head + 1, -1})
	}
	if t.Noun == nil {
		if t.heads() != nil && !t.isCalled("sheet.about") && !t.isCalled("sheet.lists") {
			c.Passed = append(c.Passed, t.Called())
		}
		return
	}
	if c.elsewhere && t.Noun.Bound {
		c.Passed = append(c.Passed, t.Called())
		return
	}
	for _, head := range t.Passed {
		c.Passed = append(c.Passed, t.Called()+": "+head)
	}
	for _, f := range t.missing() {
		refusal := hinterland.Refuse(hinterland.Invalid, "sheet.column",
			hinterland.Args{"column": f.HeadOf(c.say)})
		c.Faults = append(c.Faults, Fault{
			refusal.In(hinterland.Where{File: t.Called(), Line: t.head + 1}), t, t.head + 1, -1,
		})
	}
	if len(t.missing()) > 0 {
		return
	}
	for row := t.head + 2; row <= len(t.Rows); row++ {
		if said, says := t.says(row); says {
			if c.elsewhere && t.Noun.Made {
				said[t.Noun.Fields[0].Name] = ""
			}
			l := &Line{Tab: t, Row: row, said: said, Reading: Reading{known: c.known}}
			c.lines[t.Noun.Name] = append(c.lines[t.Noun.Name], l)
			c.Lines = append(c.Lines, l)
		}
	}
}

// compare compares the rows of a noun with what stands, and makes their acts.
func (c *comparison) compare(n *Noun) error {
	lines := c.lines[n.Name]
	switch {
	case len(lines) == 0:
		return nil
	case n.Parts:
		return c.compareParts(n, lines)
	}
	for _, l := range lines {
		if err := c.name(l); err != nil {
			return err
		}
	}
	lines, err := c.withoutAnnounced(n, lines)
	if err != nil {
		return err
	}
	if n.Spread {
		if err := c.checkDays(n); err != nil {
			return err
		}
	}
	s, err := c.standing(n)
	if err != nil {
		return err
	}
	first := map[string]*Line{}
	for _, l := range lines {
		l.merge(s)
		switch key := l.key(); {
		case key == "":
		case first[key] == nil:
			first[key] = l
		default:
			c.refuse(l, n.Fields[0].Name, hinterland.Refuse(hinterland.Conflict, "sheet.twice",
				hinterland.Args{"row": first[key].Row}))
		}
	}
	if err := c.foresee(n, lines); err != nil {
		return err
	}
	for _, l := range c.inOrder(n, lines, first) {
		if err := c.act(l); err != nil {
			return err
		}
	}
	return nil
}

// foresee asks at once for what is going to be asked of each party that lines are of.
func (c *comparison) foresee(n *Noun, lines []*Line) error {
	if !n.Spread {
		return nil
	}
	var parties []hinterland.PartyCode
	for _, l := range lines {
		parties = append(parties, hinterland.PartyCode(l.Now["party"]))
	}
	slices.Sort(parties)
	return c.v.Foresee(slices.Compact(parties)...)
}

// key is what a line is found by; empty where it is something new.
func (l *Line) key() string { return keyOf(l.Noun, l.Now) }

// keyOf is what a record is found by: of a pair, the lesser first. It is empty where a
// part of it is, but a space, which no code has, for the whole region.
func keyOf(n *Noun, r Record) string {
	parts := make([]string, n.Keys)
	for i := range parts {
		parts[i] = r[n.Fields[i].Name]
	}
	switch {
	case n.Whole && parts[0] == "":
		return " "
	case slices.Contains(parts, ""):
		return ""
	}
	if n.Pairs {
		slices.Sort(parts[:2])
	}
	return strings.Join(parts, "\x00")
}

// merge finds out what stands of a line, and what is to stand.
func (l *Line) merge(s *standing) {
	l.Now, l.Outcome = Record{}, cmp.Or(l.Outcome, Creates)
	if was, found := s.at[keyOf(l.Noun, l.said)]; found && l.Noun.Keys > 0 {
		l.Was = was
		for i := range l.Noun.Keys { // a pair as it was written
			if f := l.Noun.Fields[i].Name; l.Noun.Pairs && was[f] != l.said[f] {
				l.Was = maps.Clone(l.Was)
				l.Was[f] = l.said[f]
			}
		}
	}
	for i := range l.Noun.Fields {
		f := l.Noun.Fields[i].Name
		said, has := l.said[f]
		if !has {
			said = l.Was[f]
		}
		l.Now[f] = said
	}
}

// name brings what a line names by what it is called to its code.
func (c *comparison) name(l *Line) error {
	for i := range l.Noun.Fields {
		f := &l.Noun.Fields[i]
		said, of := l.said[f.Name], c.nouns[f.Of]
		if said == "" || of == nil {
			continue
		}
		others, err := c.standing(of)
		if err != nil {
			return err
		}
		// lang: refusal.place.unknown refusal.good.unknown refusal.party.unknown
		// lang: remedy.place.unknown remedy.good.unknown remedy.party.unknown
		code, unknown := others.calls.code(said, f.Many)
		if l.said[f.Name] = code; len(unknown) > 0 {
			l.unknown = append(l.unknown, f.Name)
			c.refuse(l, f.Name, hinterland.Refuse(hinterland.NotFound, of.Unknown,
				hinterland.Args{"value": c.say.List(unknown)}))
		}
	}
	return nil
}

// saysNothing reports whether only the key of a line is filled in.
func (l *Line) saysNothing() bool {
	return !slices.ContainsFunc(l.Noun.Fields[l.Noun.Keys:], func(f Field) bool {
		return l.Now[f.Name] != ""
	})
}

// standing is what there is of a noun, read once.
func (c *comparison) standing(n *Noun) (*standing, error) {
	if s := c.stands[n.Name]; s != nil {
		return s, nil
	}
	s := &standing{map[string]Record{}, calls{}}
	c.stands[n.Name] = s
	records, err := c.read(n)
	for _, r := range records {
		s.at[keyOf(n, r)] = r
		s.calls.add(n, r)
	}
	for _, l := range c.lines[n.Name] {
		s.calls.add(n, l.said)
	}
	return s, err
}

// read reads what the office has of a noun: of one that is spread, for the horizons
// that rows name.
func (c *comparison) read(n *Noun) (all []Record, err error) {
	if n.Stands != nil {
		return n.Stands(c.v)
	}
	if !n.Spread {
		return nil, nil
	}
	read := map[string]bool{"": true}
	for _, l := range c.lines[n.Name] {
		code := l.said[by]
		if read[code] {
			continue
		}
		read[code] = true
		records, err := n.StandsIn(c.v, hinterland.HorizonCode(code))
		if err != nil {
			return nil, err
		}
		all = append(all, records...)
	}
	return all, nil
}

// calls are codes by what people call them: the codes themselves, and names in
// small letters behind a space, which no code has. What two are called, neither is.
type calls map[string]string

func (c calls) add(n *Noun, r Record) {
	code := r[n.Fields[0].Name]
	if code == "" || n.Keys != 1 {
		return
	}
	c[code] = code
	for _, name := range []string{r["name.en"], r["name.zh"]} {
		if name == "" {
			continue
		}
		key := " " + strings.ToLower(name)
		if was, taken := c[key]; taken && was != code {
			code = ""
		}
		c[key] = code
		code = r[n.Fields[0].Name]
	}
}

// code is that of what a cell calls so, or of each of several; and what of it
// nothing is called: then the cell stays as it is.
func (c calls) code(text string, several bool) (code string, unknown []string) {
	code = cmp.Or(c[text], c[" "+strings.ToLower(text)])
	switch {
	case code != "":
		return code, nil
	case !several:
		return text, []string{text}
	}
	parts := strings.Fields(text)
	if slices.ContainsFunc(parts, func(p string) bool { return c[p] == "" }) {
		parts = strings.FieldsFunc(text, func(r rune) bool { // names have spaces
			return strings.ContainsRune(between, r)
		})
	}
	// As with one name, what two are called neither is: no code is guessed.
	for i, part := range parts {
		part = strings.TrimSpace(part)
		parts[i] = cmp.Or(c[part], c[" "+strings.ToLower(part)])
		if parts[i] == "" {
			unknown = append(unknown, part)
		}
	}
	if len(unknown) > 0 {
		return text, unknown
	}
	slices.Sort(parts)
	return strings.Join(parts, listed), nil
}

// Several codes in a cell are written with a space between them, which none
// has; names are read with one of these signs between them.
const (
	listed  = " "
	between = ",;，；、"
)

// inOrder are the lines of a noun, each behind the one that it is to lie in: so
// none is put into what is not there yet, nor into itself on the way.
func (c *comparison) inOrder(n *Noun, lines []*Line, at map[string]*Line) []*Line {
	i := slices.IndexFunc(n.Fields, func(f Field) bool { return f.Of == n.Name })
	if i < 0 {
		return lines
	}
	up := n.Fields[i].Name
	ordered := make([]*Line, 0, len(lines))
	state := map[*Line]int{} // 1 while its own are looked for, 2 once it has its place
	for _, l := range lines {
		var way []*Line
		for ; l != nil && state[l] == 0; l = at[l.Now[up]] {
			state[l], way = 1, append(way, l)
		}
		if l != nil && state[l] == 1 {
			c.refuse(l, up, hinterland.Refuse(hinterland.Conflict, "tree.loop", nil))
		}
		for _, l := range slices.Backward(way) {
			state[l], ordered = 2, append(ordered, l)
		}
	}
	return ordered
}

// act makes the acts of a line, if it says anything new and nothing is wrong.
func (c *comparison) act(l *Line) error {
	if l.Outcome == Refuses {
		_, err := c.acts(l) // who mends what it names is not to meet another fault then
		return err
	}
	if l.Noun.Made && l.Was == nil && l.key() != "" {
		// lang: refusal.person.unknown remedy.person.unknown
		c.refuse(l, l.Noun.Fields[0].Name, hinterland.Refuse(hinterland.NotFound,
			l.Noun.Unknown, hinterland.Args{"value": l.key()}))
		return nil
	}
	if l.Was == nil && l.Noun.Leaves && l.saysNothing() {
		l.Outcome = Same
		return nil
	}
	if l.Was != nil {
		if l.differ(c.say); len(l.Diffs) == 0 {
			l.Outcome = Same
			return nil
		}
		l.Outcome = Changes
	}
	acts, err := c.acts(l)
	if err != nil || l.Outcome == Refuses {
		return err
	}
	for _, act := range acts {
		c.steps, c.owners = append(c.steps, office.Step{Act: act}), append(c.owners, l)
	}
	return nil
}

// checkAlone refuses drafts beside what others see: they cannot be one entry.
func (c *comparison) checkAlone() {
	drafts := 0
	for _, s := range c.steps {
		if _, draft := s.Act.(*office.DraftAgreement); draft {
			drafts++
		}
	}
	for i, s := range c.steps {
		if _, draft := s.Act.(*office.DraftAgreement); draft && drafts < len(c.steps) {
			c.refuse(c.owners[i], "", hinterland.Refuse(hinterland.Invalid, "draft.alone", nil))
		}
	}
}

// rest lets all acts rest on what stands.
func (c *comparison) rest() error {
	acts := make([]office.Act, len(c.steps))
	for i, step := range c.steps {
		acts[i] = step.Act
	}
	return c.v.Rest(acts...)
}

// acts makes the acts of a line, and tells what of it cannot be read, what they
// refuse by themselves and, if that is nothing, whether they may be done.
func (c *comparison) acts(l *Line) ([]office.Act, error) {
	acts := l.Noun.Acts(&l.Reading)
	for _, r := range l.faults {
		c.refuse(l, r.At.Column, r)
	}
	for _, act := range acts {
		if err := c.step(l, act); err != nil {
			return nil, err
		}
	}
	return acts, nil
}

// step looks at an act of a line: what it refuses by itself, and who may do it.
func (c *comparison) step(l *Line, act office.Act) error {
	for _, r := range office.Faults(act) {
		c.refuse(l, r.At.Column, r)
	}
	if l.Outcome == Refuses {
		return nil
	}
	err := c.v.May(act)
	if err == nil {
		return nil
	}
	refusals := hinterland.RefusalsIn(err)
	for _, r := range refusals {
		c.refuse(l, r.At.Column, r)
	}
	if len(refusals) == 0 {
		return err
	}
	return nil
}

// differ tells what a line says otherwise than what stands.
func (l *Line) differ(say *lang.Printer) {
	for i := range l.Noun.Fields {
		f := &l.Noun.Fields[i]
		if was, now := l.Was[f.Name], l.Now[f.Name]; was != now {
			l.Diffs = append(l.Diffs, Diff{f.HeadOf(say), was, now})
		}
	}
}
