package web

import (
	"cmp"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
)

// maxUpload is how much is read of a form with files, in bytes. What is too
// large for a file is read and thrown away, so that the form can be shown again.
const maxUpload = 64 << 20

// fileWaits is how long a file is kept that no record rests on.
const fileWaits = hinterland.Instant(24 * time.Hour / time.Microsecond)

// patience is how long a form with files may take to arrive: ten megabytes on
// a line that carries forty kilobytes in a second.
const patience = 5 * time.Minute

// Beside the field of a file, a form has what has become of one: which has come
// already, under the server's seal, so that nobody gets at a file by its digest
// alone; what it was called; and whether one came that could not be kept.
const (
	keptEnd = ".kept"
	nameEnd = ".name"
	lostEnd = ".lost"
)

// isUpload reports whether a request is a form with files.
func isUpload(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data")
}

// readUpload reads a form with files. These are kept as they arrive, for who
// has signed in, or had until now.
func (a *ask) readUpload() error {
	parts, err := a.r.MultipartReader()
	if err != nil {
		return unread(err)
	}
	keeps, err := a.mayKeep()
	if err != nil {
		return err
	}
	if keeps {
		a.takeTime()
	}
	values, came := url.Values{}, url.Values{}
	for room := int64(maxForm); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return unread(err)
		}
		if part.FileName() != "" && part.FormName() == sheetField {
			if err := a.takeSheet(part, came); err != nil {
				return err
			}
			continue
		}
		if part.FileName() != "" {
			if len(came) > 0 {
				continue // no form asks for a second one
			}
			if !keeps {
				came.Set(part.FormName()+lostEnd, "yes")
			} else if err := a.takeFile(part, came); err != nil {
				return err
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, room+1))
		if err != nil {
			return unread(err)
		}
		if room -= int64(len(text)); room < 0 {
			return unread(&http.MaxBytesError{Limit: maxForm})
		}
		values.Add(part.FormName(), string(text))
	}
	for name := range came {
		values.Set(name, came.Get(name)) // it came later than what was kept before
	}
	a.r.Form, a.r.PostForm = values, values
	return nil
}

// mayKeep reports whether files are taken from who asks: from who may record what
// rests on one, or could until now.
func (a *ask) mayKeep() (bool, error) {
	var seats []office.Seat
	switch {
	case a.me != nil:
		seats = a.me.Seats
	case a.lapsed != 0:
		standing, err := a.Office.Standing(a.ctx, a.lapsed)
		if err != nil {
			return false, err
		}
		seats = standing.Seats
	}
	may := func(s office.Seat) bool {
		return s.May("record-paper-assent") || s.May("attach-file") || s.May("agree-closing") ||
			s.May("register-place") || s.May("load-map")
	}
	return slices.ContainsFunc(seats, may), nil
}

// takeTime lets a form with files arrive more slowly than others. A connection
// that has no patience to set keeps what it has.
func (a *ask) takeTime() {
	c := http.NewResponseController(a.w)
	_ = c.SetReadDeadline(a.Wire().Add(patience))
	_ = c.SetWriteDeadline(a.Wire().Add(2 * patience))
}

// takeFile keeps a file that arrives, or says why not.
func (a *ask) takeFile(part *multipart.Part, came url.Values) error {
	name := part.FormName()
	content, err := io.ReadAll(io.LimitReader(part, hinterland.MaxFile+1))
	if err != nil {
		return unread(err)
	}
	if name == broughtField {
		content = sheet.InUTF8(content)
	}
	file, refusal := hinterland.NewFile(content)
	if refusal != nil && a.me == nil {
		came.Set(name+lostEnd, "yes") // the form comes again, and this request does not
		return nil
	}
	if refusal != nil {
		a.misread = append(a.misread, refusal.In(hinterland.Where{Column: name}))
		return nil
	}
	now := hinterland.InstantOf(a.Now())
	if err := a.Files.PutFile(a.ctx, file, now, now-fileWaits); err != nil {
		return err
	}
	came.Set(name+keptEnd, a.sealed([]byte(file.Digest)))
	came.Set(name+nameEnd, fileName(part.FileName()))
	return nil
}

// fileName is what a file is called, as a document may be: without what cannot be seen,
// and not longer than names are. Its ending stays.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if hinterland.Unseen(string(r)) {
			return -1
		}
		return r
	}, name))
	if all := []rune(name); len(all) > hinterland.MaxName {
		end := []rune(path.Ext(name))
		if len(end) > longestEnding {
			end = nil
		}
		stem := strings.TrimSpace(string(all[:hinterland.MaxName-len(end)]))
		name = stem + string(end)
	}
	if hinterland.CheckText("", name, hinterland.MaxName) != nil {
		return ""
	}
	return name
}

// longestEnding is how long the ending of a file's name may be.
const longestEnding = 10

// file is the digest of the file that came with the form, or before; empty if
// none did. One that was lost has to be chosen again.
func (d *draft) file(name string) string {
	kept := d.typed.Get(name + keptEnd)
	digest, ours := d.unsealed(kept)
	if kept != "" && !ours || d.typed.Get(name+lostEnd) != "" {
		d.fault(name, hinterland.Refuse(hinterland.Invalid, "scan.again", nil))
	}
	return string(digest)
}

// fileField is a field for a file, and hidden ones for what has come already.
// One about which there is a fault is to be chosen again.
func (d *draft) fileField(name, key string) (field, []field) {
	f := d.field("file", name, key)
	f.Value = ""
	for _, fault := range d.told {
		if fault.Column == name {
			return f, nil
		}
	}
	kept := d.typed.Get(name + keptEnd)
	if kept == "" {
		return f, nil
	}
	called := d.typed.Get(name + nameEnd)
	f.Value = d.say.Say("web.file.kept", lang.Args{"name": called})
	return f, []field{{Name: name + keptEnd, Value: kept}, {Name: name + nameEnd, Value: called}}
}

// document is the document that the word of another rests on, by what was typed
// or else by the name that its scan has now: a file that was refused before
// lends it none.
func (d *draft) document() string {
	return cmp.Or(d.text("document"), d.text("file"+nameEnd))
}

// Uploads reports whether the form has a field for a file.
func (p *formPage) Uploads() bool {
	for _, f := range p.fields() {
		if f.Kind == "file" || f.Kind == "sheet" {
			return true
		}
	}
	return false
}
