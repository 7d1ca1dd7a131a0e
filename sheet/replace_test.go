package sheet

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// set is a result of three files whose texts name its year; last year's had
// one more.
func set(year string) map[string][]byte {
	files := map[string][]byte{}
	for _, name := range []string{"lines.csv", "report.html", "summary.json"} {
		files[name] = []byte(name + year)
	}
	return files
}

// gone tells of the file that only last year's result had.
func gone(name string) bool { return name == "floors.csv" }

// lastYear makes a folder with a result and a file of somebody's own in it.
func lastYear(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "plan")
	files := set("1957")
	files["floors.csv"] = []byte("floors")
	files["notes.txt"] = []byte("mine")
	if err := ReplaceFiles(folder, files, gone); err != nil {
		t.Fatal(err)
	}
	return folder
}

// held returns the files of a folder, or nil if there is none.
func held(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil && !e.IsDir() {
			t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

// wants are the files that a folder should hold after a year's result.
func wants(year string) map[string]string {
	files := map[string]string{"notes.txt": "mine"}
	for name, text := range set(year) {
		files[name] = string(text)
	}
	if year == "1957" {
		files["floors.csv"] = "floors"
	}
	return files
}

// alone fails if anything but the folder is left where it stands.
func alone(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(folder))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the folder stand %v, %v", entries, err)
	}
}

// crash runs a replacement that dies after n steps, and reports whether it
// lived to its end.
func crash(folder string, n int, exchange func(a, b string) error) (lived bool, err error) {
	type death struct{}
	defer func() {
		if at := recover(); at != nil && at != (death{}) {
			panic(at)
		}
	}()
	r := replacement{files: set("1958"), stale: gone, exchange: exchange}
	r.reached = func() {
		if n == 0 {
			panic(death{})
		}
		n--
	}
	return true, errors.Join(r.run(folder), nil)
}

func TestACrashLeavesTheOldResultOrTheNew(t *testing.T) {
	for n := 0; ; n++ {
		folder := lastYear(t)
		lived, err := crash(folder, n, exchange)
		if err != nil {
			t.Fatal(err)
		}
		got := held(t, folder)
		if !maps.Equal(got, wants("1957")) && !maps.Equal(got, wants("1958")) {
			t.Errorf("after %d steps the folder holds %v", n, got)
		}
		if lived {
			alone(t, folder)
			if n < 5 || !maps.Equal(got, wants("1958")) {
				t.Errorf("the whole run has %d steps and leaves %v", n, got)
			}
			return
		}
		if err := ReplaceFiles(folder, set("1959"), gone); err != nil {
			t.Fatalf("the run after a crash at step %d: %v", n, err)
		}
		if got := held(t, folder); !maps.Equal(got, wants("1959")) {
			t.Errorf("the run after a crash at step %d leaves %v", n, got)
		}
		alone(t, folder)
	}
}

func TestFoldersThatChangePlacesByTurnsAreFoundAgain(t *testing.T) {
	folder := lastYear(t)
	halfway := func(a, b string) error {
		if err := os.Rename(b, aside(a)); err != nil {
			t.Fatal(err)
		}
		panic("the machine stops")
	}
	func() {
		defer func() { _ = recover() }()
		r := replacement{
			files: set("1958"), stale: gone, exchange: halfway, reached: func() {},
		}
		_ = r.run(folder)
	}()
	if held(t, folder) != nil {
		t.Fatal("the folder is there: nothing was tried")
	}
	if err := ReplaceFiles(folder, set("1959"), gone); err != nil {
		t.Fatal(err)
	}
	if got := held(t, folder); !maps.Equal(got, wants("1959")) {
		t.Errorf("got %v", got)
	}
	alone(t, folder)

	if lived, err := crash(folder, 99, exchangeByTurns); !lived || err != nil {
		t.Fatal(err)
	}
	if got := held(t, folder); !maps.Equal(got, wants("1958")) {
		t.Errorf("by turns: got %v", got)
	}
	alone(t, folder)
}

func TestWhatCannotChangePlacesIsReplacedFileByFile(t *testing.T) {
	tests := map[string]func(t *testing.T, folder string){
		"the folder one stands in": func(t *testing.T, folder string) { t.Chdir(folder) },
		"a folder above it": func(t *testing.T, folder string) {
			t.Helper()
			mustMkdir(t, filepath.Join(folder, "sub"))
			t.Chdir(filepath.Join(folder, "sub"))
		},
		"a folder with folders in it": func(t *testing.T, folder string) {
			t.Helper()
			mustMkdir(t, filepath.Join(folder, "sub"))
		},
		"a folder that has a link": func(t *testing.T, folder string) {
			t.Helper()
			if err := os.Symlink("notes.txt", filepath.Join(folder, "link")); err != nil {
				t.Skip(err)
			}
		},
	}
	for name, prepare := range tests {
		t.Run(name, func(t *testing.T) {
			folder := lastYear(t)
			prepare(t, folder)
			before := inode(t, folder)
			if err := ReplaceFiles(folder, set("1958"), gone); err != nil {
				t.Fatal(err)
			}
			got := held(t, folder)
			for _, own := range []string{"sub", "link"} {
				delete(got, own)
			}
			if !maps.Equal(got, wants("1958")) {
				t.Errorf("got %v", got)
			}
			if !os.SameFile(before, inode(t, folder)) {
				t.Error("the folder is another one")
			}
			alone(t, folder)
		})
	}
}

func mustMkdir(t *testing.T, folder string) {
	t.Helper()
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
}

func inode(t *testing.T, path string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestAResultComesWhereALinkLeads(t *testing.T) {
	folder := lastYear(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	if err := ReplaceFiles(link, set("1958"), gone); err != nil {
		t.Fatal(err)
	}
	if got := held(t, folder); !maps.Equal(got, wants("1958")) {
		t.Errorf("got %v", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if mode := inode(t, folder).Mode().Perm(); mode != 0o750 {
		t.Errorf("the folder may be read by others now: %o", mode)
	}
}

func TestAFolderInTheWayOfAFileIsNotTakenAway(t *testing.T) {
	folder := lastYear(t)
	if err := os.Remove(filepath.Join(folder, "lines.csv")); err != nil {
		t.Fatal(err)
	}
	mustMkdir(t, filepath.Join(folder, "lines.csv"))
	if err := ReplaceFiles(folder, set("1958"), gone); err == nil {
		t.Error("a file was written over a folder")
	}
	alone(t, folder)
	names := slices.Sorted(maps.Keys(held(t, folder)))
	if want := "floors.csv lines.csv notes.txt report.html summary.json"; strings.Join(
		names, " ") != want {
		t.Errorf("got %v", names)
	}
}
