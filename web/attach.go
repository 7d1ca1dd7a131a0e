package web

import (
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A fileRow is a file on a record.
type fileRow struct {
	Name, Path string
	On         string // the event that it is on, where others stand beside it
	Who, At    string
}

// recordPath is the page of a record. A scope has none of its own.
func recordPath(r hinterland.Record, agreement hinterland.ID[hinterland.Agreement]) string {
	switch r.Kind {
	case hinterland.OnEvent:
		return agreementPath(agreement) + "?event=" + r.Called() + "#event-" + r.Called()
	case hinterland.OnScope:
		return "/scopes"
	case hinterland.OnParty:
		return partyPath(r.Code)
	}
	return "/" + string(r.Kind) + "s/" + url.PathEscape(r.Called())
}

// filesPath is where the files of a record are.
func filesPath(r hinterland.Record) string {
	return "/files/" + string(r.Kind) + "/" + url.PathEscape(r.Called())
}

// record is the record of an address.
func (a *ask) record() (hinterland.Record, error) {
	r, no := hinterland.ParseRecord(hinterland.RecordKind(a.r.PathValue("noun")),
		a.r.PathValue("record"))
	if no != nil {
		return r, hinterland.Refuse(hinterland.NotFound, "page.unknown", nil)
	}
	return r, nil
}

// recordWords name a record.
func (a *ask) recordWords(r hinterland.Record) string {
	noun := string(r.Kind)
	switch r.Kind {
	case hinterland.OnCase:
		noun = "cases"
	case hinterland.OnEvent:
		return a.say.Say("web.file.event", lang.Args{"number": r.Called()})
	}
	// lang: row.agreement row.cases row.fund row.scope row.party
	return a.say.Say("row."+noun, nil) + " " + r.Called()
}

// recordTitle names a record, an agreement by its title.
func (a *ask) recordTitle(v *office.View, r hinterland.Record) (string, error) {
	if r.Kind != hinterland.OnAgreement {
		return a.recordWords(r), nil
	}
	d, err := v.Agreement(hinterland.ID[hinterland.Agreement](r.Number))
	if err != nil {
		return "", err
	}
	return d.Title, nil
}

// offerFiles offers to put a file on a record.
func (a *ask) offerFiles(r hinterland.Record) {
	a.offer(&office.AttachFile{Noun: r.Kind, Record: r.Called()}, action{
		Path: filesPath(r) + "/new", Text: a.say.Say("web.attach", nil),
	})
}

// fileRows lays out files, and offers to put another beside them.
func (a *ask) fileRows(
	n *names, on hinterland.Record, files []hinterland.Attachment,
) ([]fileRow, error) {
	var parties []hinterland.PartyCode
	for i := range files {
		parties = append(parties, files[i].Party)
	}
	if err := n.learn(parties); err != nil {
		return nil, err
	}
	rows := make([]fileRow, len(files))
	for i := range files {
		f := &files[i]
		rows[i] = fileRow{
			Name: f.Name, Path: filesPath(f.On) + "/" + f.File, Who: n.party(f.Party),
		}
		if f.On != on {
			rows[i].On = a.recordWords(f.On)
		}
		var err error
		if rows[i].At, err = a.moment(f.At, a.me.Charter); err != nil {
			return nil, err
		}
	}
	a.offerFiles(on)
	return rows, nil
}

// filesOn are the files on a record.
func (a *ask) filesOn(n *names, on hinterland.Record) ([]fileRow, error) {
	files, err := n.v.Files(on)
	if err != nil {
		return nil, err
	}
	return a.fileRows(n, on, files)
}

// onAgreement is an agreement as what files are on.
func onAgreement(id hinterland.ID[hinterland.Agreement]) hinterland.Record {
	return hinterland.Record{Kind: hinterland.OnAgreement, Number: int64(id)}
}

// filesUnder are the files on an agreement and on its events; a draft has none.
func (a *ask) filesUnder(n *names, d *office.Dossier) ([]fileRow, error) {
	if d.On(n.v.Today) == hinterland.IsDraft {
		return nil, nil
	}
	files, err := n.v.FilesUnder(d)
	if err != nil {
		return nil, err
	}
	return a.fileRows(n, onAgreement(d.ID), files)
}

// A filesBody is a record with its files, for records without a page of their
// own.
type filesBody struct {
	Facts []fact
	Files []fileRow
}

// showFiles shows the files of a record.
func showFiles(a *ask) error {
	return a.view(func(v *office.View) error {
		on, err := a.record()
		if err != nil {
			return err
		}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		title, err := a.recordTitle(v, on)
		if err != nil {
			return err
		}
		body := filesBody{Facts: []fact{{Label: a.say.Say("web.file.on", nil), Text: title}}}
		if on.Kind != hinterland.OnEvent {
			body.Facts[0].Link = recordPath(on, 0)
		}
		if body.Files, err = a.filesOn(n, on); err != nil {
			return err
		}
		return a.show(http.StatusOK, "files", a.say.Say("web.files", nil), body)
	})
}

// eventsToChoose is of how many events a file for an agreement can be chosen.
const eventsToChoose = 50

// attachFile puts a file on a record. One for an agreement can be for one of its
// events.
func attachFile() form {
	return form{
		uploads: true,
		start: func(d *draft) error {
			on, err := d.record()
			d.typed.Set("record", on.Called())
			if err == nil { // what takes no files, such as a draft, is told before one is chosen
				_, err = d.v.Files(on)
			}
			return err
		},
		read: func(d *draft) office.Act {
			on, err := d.record()
			d.fault("", err)
			act := &office.AttachFile{
				Noun: on.Kind, Record: on.Called(), Name: d.text("file" + nameEnd),
				File: d.file("file"),
			}
			if act.Noun == hinterland.OnAgreement && d.text("record") != act.Record {
				act.Noun, act.Record = hinterland.OnEvent, d.text("record")
			}
			if act.File == "" {
				d.fault("file", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
			}
			return act
		},
		paint: (*draft).paintAttaching,
		then: func(d *draft, _ hinterland.Entry) string {
			on, err := d.record()
			if err != nil || on.Kind == hinterland.OnEvent || on.Kind == hinterland.OnScope {
				return "/files/" + url.PathEscape(d.r.PathValue("noun")) + "/" +
					url.PathEscape(d.r.PathValue("record"))
			}
			return recordPath(on, 0)
		},
	}
}

func (d *draft) paintAttaching() (*formPage, error) {
	on, err := d.record()
	if err != nil {
		return nil, err
	}
	title, err := d.recordTitle(d.v, on)
	if err != nil {
		return nil, err
	}
	file, kept := d.fileField("file", "web.file")
	file.Accept = takenEnds()
	fields := []field{file.hint(d.say.Say("web.attach.hint", lang.Args{
		"most": hinterland.MaxFile >> 20, "hours": int(fileWaits / 3_600_000_000),
	})).instead("name")}
	if on.Kind == hinterland.OnAgreement {
		choices, err := d.recordsUnder(on)
		if err != nil {
			return nil, err
		}
		fields = append(fields,
			d.field("choice", "record", "web.file.on").from(choices).instead("noun"))
	}
	return &formPage{
		Title: d.say.Say("web.attach", nil), Submit: d.say.Say("web.attach", nil),
		Lead: d.say.Say("web.attach.lead", nil), Hidden: kept,
		Facts:  []fact{{Label: d.say.Say("web.file.on", nil), Text: title}},
		Groups: []group{{Fields: fields}},
	}, nil
}

// recordsUnder are an agreement and the latest of its events, to choose from.
func (d *draft) recordsUnder(on hinterland.Record) ([]option, error) {
	dossier, err := d.v.Agreement(hinterland.ID[hinterland.Agreement](on.Number))
	if err != nil {
		return nil, err
	}
	n := d.noNames(d.v)
	choices := []option{{on.Called(), d.recordWords(on)}}
	for i := range dossier.Events[:min(len(dossier.Events), eventsToChoose)] {
		e := &dossier.Events[i]
		row := d.ask.event(n, e, promiseOf(dossier, e))
		choices = append(choices, option{row.ID, strings.Join(
			[]string{row.What, row.ID, dayWords(d.say, row.Day), row.Quantity}, " ")})
	}
	return choices, nil
}

// takenEnds are how the names of files that are taken may end, for browsers.
func takenEnds() string {
	var ends []string
	for _, kind := range fileTypes() {
		ends = append(ends, kind.Ends()...)
	}
	return strings.Join(ends, ",")
}

func fileTypes() []hinterland.FileType {
	return []hinterland.FileType{
		hinterland.PDF, hinterland.JPEG, hinterland.PNG, hinterland.Workbook,
		hinterland.Document, hinterland.Plain, hinterland.MapText,
	}
}

// downloadFile answers with a file that the record of an address rests on.
// Browsers keep it and show nothing of it: whoever sent it may mean harm.
func downloadFile(a *ask) error {
	digest := a.r.PathValue("digest")
	name := ""
	err := a.view(func(v *office.View) error {
		on, err := a.record()
		if err != nil {
			return err
		}
		name, err = v.FileName(on, digest)
		return err
	})
	if err != nil {
		return err
	}
	file, err := a.Files.File(a.ctx, digest)
	if err != nil {
		return err
	}
	return a.giveFile(name, &file, digest)
}

// giveFile answers with a file, unless it is not what its digest says.
func (a *ask) giveFile(name string, file *hinterland.File, digest string) error {
	if hinterland.DigestOf(file.Content) != digest {
		return hinterland.Refuse(hinterland.Conflict, "scan.changed", nil)
	}
	h := a.w.Header()
	h.Set("Content-Type", string(file.Type))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": safeName(name, file)}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	_, _ = a.w.Write(file.Content) // whoever has gone away needs no answer
	return nil
}

// safeName is what a file is saved as: as it was called, but always with an end
// of its type, so that nothing opens it as what it is not.
func safeName(name string, f *hinterland.File) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|%`, r) {
			return '_'
		}
		return r
	}, name)
	if name == "" {
		name = f.Digest[:12]
	}
	ends := f.Type.Ends()
	if !slices.Contains(ends, strings.ToLower(path.Ext(name))) {
		name += ends[0]
	}
	return name
}
