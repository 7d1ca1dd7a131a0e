package web

import (
	"io"
	"net/http"
	"reflect"
	"time"

	"hinterland"
	"hinterland/office"
	"hinterland/openapi"
)

// filesOfPrograms is where programs bring files, below apiPath.
const filesOfPrograms = "/files"

// A keptAnswer is a file that has come and waits for an act that names it.
type keptAnswer struct {
	File  string              `json:"file"`
	Type  hinterland.FileType `json:"type"`
	Bytes int                 `json:"bytes"`
}

// A fileAnswer is a file on a record.
type fileAnswer struct {
	File   string                           `json:"file"`
	Name   string                           `json:"name"`
	Party  hinterland.PartyCode             `json:"party"`
	Person hinterland.ID[hinterland.Person] `json:"person"`
	At     time.Time                        `json:"at"`
}

// keepFile keeps what a program has brought, as it would for a form: for a day,
// unless an act names it.
func keepFile(a *ask) error {
	if err := a.unlock(); err != nil {
		return err
	}
	if _, err := a.queried(); err != nil {
		return err
	}
	own := &office.AttachFile{Noun: hinterland.OnParty, Record: string(a.me.actor().Party)}
	if err := a.view(func(v *office.View) error { return v.May(own) }); err != nil {
		return err
	}
	a.takeTime()
	content, err := io.ReadAll(io.LimitReader(a.r.Body, hinterland.MaxFile+1))
	if err == nil { // who still sends does not hear the answer
		_, err = io.Copy(io.Discard, a.r.Body)
	}
	if err != nil {
		return unread(err)
	}
	file, refusal := hinterland.NewFile(content)
	if refusal != nil {
		return refusal
	}
	now := hinterland.InstantOf(a.Now())
	if err := a.Files.PutFile(a.ctx, file, now, now-fileWaits); err != nil {
		return err
	}
	return a.reply(http.StatusCreated, 0,
		keptAnswer{File: file.Digest, Type: file.Type, Bytes: len(content)})
}

// readFiles finds the files on a record.
func readFiles(q *reading) (any, error) {
	on, err := q.record()
	if err != nil {
		return nil, err
	}
	all, err := q.v.Files(on)
	if err != nil {
		return nil, err
	}
	digest := func(f *hinterland.Attachment) string { return f.File }
	rest, err := from(q, all, digest)
	return part(q, rest, func(f *hinterland.Attachment) fileAnswer {
		return fileAnswer{
			File: f.File, Name: f.Name, Party: f.Party, Person: f.Person, At: f.At.Time(),
		}
	}, digest), err
}

// fetchFile answers a program with a file, as it answers a browser.
func fetchFile(a *ask) error {
	if err := a.unlock(); err != nil {
		return err
	}
	if _, err := a.queried(); err != nil {
		return err
	}
	return downloadFile(a)
}

// fileOperations describe how files come and go.
func (a *ask) fileOperations() []openapi.Operation {
	return []openapi.Operation{
		{
			Method: http.MethodPost, Path: filesOfPrograms, Name: "keep-file", Group: "files",
			Summary: a.say.Say("api.file.keep", nil), Sends: "application/octet-stream",
			Answers: map[string]openapi.Answer{"201": {
				Text:   a.say.Say("api.file.keep", nil),
				Schema: known().Schema(reflect.TypeFor[keptAnswer]()),
			}},
		},
		{
			Method: http.MethodGet, Path: filesOfPrograms + "/{noun}/{record}/{digest}",
			Name: "fetch-file", Group: "files", Summary: a.say.Say("api.file.fetch", nil),
			Answers: map[string]openapi.Answer{"200": {
				Text: a.say.Say("api.file.fetch", nil), Sends: "application/octet-stream",
			}},
		},
	}
}
