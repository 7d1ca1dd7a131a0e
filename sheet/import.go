package sheet

import (
	"context"
	"path"
	"path/filepath"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// An Import is files that somebody brings to an office: all of it becomes one
// entry, or nothing does.
type Import struct {
	Office *office.Office
	Actor  office.Actor
	Say    *lang.Printer
	Noun   *Noun // that texts are of; nil where their heads say so
	Files  []*File
	Sure   bool // what looks as if it were recorded already is meant
	// Elsewhere says that the files come from another office. What has a number there is
	// new here, and what rests on the numbers of agreements stays there.
	Elsewhere bool
}

// mostRehearsed is how many acts are tried before they are done. Trying holds the
// records as doing does, for as long; more of them are tried only when they are
// done.
const mostRehearsed = 1_000

// Look tells what would come of it, and keeps nothing. Reading tells most; what
// only the records know is asked by trying, where that takes no longer than
// anybody else can wait.
func (i *Import) Look(ctx context.Context) (*Intake, error) {
	in, err := i.compare(ctx)
	if err != nil || len(in.Faults) > 0 || len(in.steps) > mostRehearsed {
		return in, err
	}
	in.Rehearsed = true
	if len(in.steps) == 0 {
		return in, nil
	}
	_, err = i.Office.Preview(ctx, i.request(in, ""))
	return in, in.Place(err)
}

func (i *Import) compare(ctx context.Context) (in *Intake, err error) {
	err = i.Office.View(ctx, i.Actor, func(v *office.View) error {
		in, err = Compare(v, i)
		return err
	})
	return in, err
}

func (i *Import) request(in *Intake, key string) office.Request {
	return office.Request{
		Actor: i.Actor, Act: in.Batch(), Key: key, Why: i.called(), Wary: !i.Sure,
	}
}

// mostCalled is how many files an entry names.
const mostCalled = 3

// called is what the files are called, without where they lay: the entry says whence it
// came, in every language alike.
func (i *Import) called() string {
	var names []string
	for _, f := range i.Files {
		if len(names) == mostCalled {
			names = append(names, "…")
			break
		}
		names = append(names, path.Base(filepath.ToSlash(f.Name)))
	}
	return strings.Join(names, " · ")
}

// Do does what was seen, which its digest says, or whatever there is to do where
// nothing was. If anything is refused the intake says so, and nothing is done;
// neither is it where everything stands already.
func (i *Import) Do(
	ctx context.Context, key, seen string,
) (in *Intake, entry hinterland.Entry, err error) {
	in, err = i.compare(ctx)
	if err != nil || len(in.Faults) > 0 {
		return in, entry, err
	}
	if seen != "" && in.Digest() != seen {
		return in, entry, hinterland.Refuse(hinterland.Conflict, "preview.stale", nil)
	}
	if len(in.steps) == 0 {
		return in, entry, nil
	}
	entry, err = i.Office.Do(ctx, i.request(in, key))
	return in, entry, in.Place(err)
}
