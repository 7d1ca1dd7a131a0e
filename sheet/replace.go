package sheet

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// ReplaceFiles makes files the result that a folder holds, at once: whoever
// looks, and whatever crashes, sees the earlier result or this one and never
// some files of each. Names that stale tells of are the earlier result's and
// go with it; other files of the folder stay as they are.
//
// The files are written into a folder beside it, the other files are linked
// there too, and the two folders change places. Where that cannot be done (the
// folder is the one somebody works in, or a disk of its own, or it has folders
// or links in it), each file takes its place by itself, whole.
func ReplaceFiles(folder string, files map[string][]byte, stale func(name string) bool) error {
	r := replacement{files: files, stale: stale, exchange: exchange, reached: func() {}}
	return r.run(folder)
}

// A replacement is one run of ReplaceFiles. Reached is called after each step
// that leaves a trace on the disk, for tests that crash there.
type replacement struct {
	files    map[string][]byte
	stale    func(name string) bool
	exchange func(a, b string) error
	reached  func()
	folder   string // as it is, links followed
	beside   string // where the result grows; afterwards the earlier one
}

func (r *replacement) run(folder string) error {
	if err := r.settle(folder); err != nil {
		return err
	}
	kept, movable, err := r.kept()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r.appear()
	case err != nil:
		return err
	case movable && r.changePlaces(kept) == nil:
		return os.RemoveAll(r.beside)
	}
	if err := os.RemoveAll(r.beside); err != nil {
		return err
	}
	return r.inPlace()
}

// settle finds the folder and clears away what a crash has left beside it. If
// it left the folder under another name, that is undone first.
func (r *replacement) settle(folder string) error {
	path, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	path = resolved(path)
	r.folder = path
	r.beside = filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".hinterland")
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		err := os.Rename(aside(r.beside), path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return errors.Join(os.RemoveAll(aside(r.beside)), os.RemoveAll(r.beside))
}

// kept lists the files of the folder that are not the result's, and reports
// whether the folder can change places with another.
func (r *replacement) kept() (names []string, movable bool, err error) {
	entries, err := os.ReadDir(r.folder)
	if err != nil {
		return nil, false, err
	}
	movable = !workedIn(r.folder)
	for _, e := range entries {
		_, new := r.files[e.Name()]
		if new && !e.IsDir() || r.stale(e.Name()) {
			continue
		}
		names = append(names, e.Name())
		movable = movable && e.Type().IsRegular()
	}
	return names, movable, nil
}

// workedIn reports whether a folder is the one that the process works in, or
// holds it: a shell that stands there would be left in a folder that is gone.
func workedIn(folder string) bool {
	here, err := os.Getwd()
	if err != nil {
		return true
	}
	way, err := filepath.Rel(folder, resolved(here))
	return err == nil && filepath.IsLocal(way)
}

// resolved follows the links of a path, as far as it is there.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// appear makes a folder that was not there, with the whole result in it.
func (r *replacement) appear() error {
	if err := os.MkdirAll(filepath.Dir(r.folder), 0o755); err != nil {
		return err
	}
	if err := r.grow(0o755); err != nil {
		return errors.Join(err, os.RemoveAll(r.beside))
	}
	return os.Rename(r.beside, r.folder)
}

// grow writes the result into the folder beside.
func (r *replacement) grow(mode fs.FileMode) error {
	if err := os.Mkdir(r.beside, 0o755); err != nil {
		return err
	}
	r.reached()
	for name, text := range r.files {
		if err := writeFile(filepath.Join(r.beside, name), text); err != nil {
			return err
		}
		r.reached()
	}
	return os.Chmod(r.beside, mode)
}

// changePlaces puts the grown folder where the earlier one is.
func (r *replacement) changePlaces(kept []string) error {
	earlier, err := os.Stat(r.folder)
	if err != nil {
		return err
	}
	if err := r.grow(earlier.Mode()); err != nil {
		return err
	}
	for _, name := range kept {
		err := os.Link(filepath.Join(r.folder, name), filepath.Join(r.beside, name))
		if err != nil {
			return err
		}
		r.reached()
	}
	if err := r.exchange(r.beside, r.folder); err != nil {
		return err
	}
	r.reached()
	return nil
}

// inPlace writes file by file, and then takes away what is stale.
func (r *replacement) inPlace() error {
	if err := WriteFiles(r.folder, r.files); err != nil {
		return err
	}
	entries, err := os.ReadDir(r.folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, new := r.files[e.Name()]; new || !r.stale(e.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(r.folder, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// aside is where a folder waits while another takes its place.
func aside(beside string) string { return beside + ".old" }

// exchange lets two folders change places, in one step where the system can.
func exchange(a, b string) error {
	if err := exchangeAtOnce(a, b); err == nil {
		return nil
	}
	return exchangeByTurns(a, b)
}

// exchangeByTurns does the same in three steps. A crash after the first one
// leaves no b; settle then finds it.
func exchangeByTurns(a, b string) error {
	if err := os.Rename(b, aside(a)); err != nil {
		return err
	}
	if err := os.Rename(a, b); err != nil {
		return errors.Join(err, os.Rename(aside(a), b))
	}
	return os.Rename(aside(a), a)
}
