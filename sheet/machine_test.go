package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"hinterland"
)

// A sickFolder is one whose file sick cannot be opened, or where torn is true
// breaks while it is read. It counts the files that are open.
type sickFolder struct {
	files fstest.MapFS
	sick  string
	torn  bool
	open  *int
}

type sickFile struct {
	fs.File
	sick bool
	open *int
}

var errSick = errors.New("the disk is sick")

func (f sickFolder) Open(name string) (fs.File, error) {
	if name == f.sick && !f.torn {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errSick}
	}
	file, err := f.files.Open(name)
	if err != nil {
		return nil, err
	}
	*f.open++
	return sickFile{file, name == f.sick, f.open}, nil
}

func (f sickFile) Read(p []byte) (int, error) {
	if f.sick {
		return 0, errSick
	}
	return f.File.Read(p)
}

func (f sickFile) Close() error {
	*f.open--
	return f.File.Close()
}

// folders lists a folder for each of the three readers, with how to read it.
func folders(t *testing.T) map[string]struct {
	files map[string][]byte
	read  func(fs.FS) error
} {
	t.Helper()
	region, err := WriteRegion(fullRegion())
	if err != nil {
		t.Fatal(err)
	}
	r, p := somePlan()
	plan, err := WritePlan(r, p)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]struct {
		files map[string][]byte
		read  func(fs.FS) error
	}{
		"region": {region, func(f fs.FS) error { _, err := ReadRegion(f); return err }},
		"plan":   {plan, func(f fs.FS) error { _, err := ReadPlan(f, r); return err }},
		"zoning": {WriteZoning(fullZoning()), func(f fs.FS) error {
			_, err := ReadZoning(f, threePlaces())
			return err
		}},
	}
}

// A disk that fails is no fault of the tables: the error is the disk's, and
// every file is closed again.
func TestAFaultOfTheDiskIsNoRefusal(t *testing.T) {
	for kind, tt := range folders(t) {
		for _, sick := range append(slices.Sorted(maps.Keys(tt.files)), "") {
			for _, torn := range []bool{false, true} {
				open := 0
				err := tt.read(sickFolder{folderOf(tt.files), sick, torn, &open})
				var refusals hinterland.Refusals
				if errors.As(err, &refusals) || errors.Is(err, errSick) != (sick != "") {
					t.Errorf("%s, %q, torn %t: got %v", kind, sick, torn, err)
				}
				if open != 0 {
					t.Errorf("%s, %q, torn %t: %d files are left open", kind, sick, torn, open)
				}
			}
		}
	}
}

// A table that is not there is refused by its name, and only if it has to be.
func TestMissingTablesAreNamed(t *testing.T) {
	may := []string{
		hinterland.DistancesTable, hinterland.FloorsTable, hinterland.FixingsTable,
		hinterland.ScopesTable, hinterland.SignedTable, hinterland.ReachTable,
	}
	all := folders(t)
	for _, kind := range []string{"region", "plan"} {
		for name := range all[kind].files {
			files := maps.Clone(all[kind].files)
			delete(files, name)
			got, want := "", name+":0: file.missing"
			if err := all[kind].read(folderOf(files)); err != nil {
				got = err.Error()
			}
			if slices.Contains(may, name) {
				want = ""
			}
			if got != want {
				t.Errorf("without %s: got %q, want %q", name, got, want)
			}
		}
	}
}

func TestNoFilesAtAllAreAllNamed(t *testing.T) {
	r, _ := somePlan()
	_, err := ReadPlan(fstest.MapFS{}, r)
	want := []string{
		"certificate.csv:0: file.missing", "lines.csv:0: file.missing",
		"shares.csv:0: file.missing", "shortfalls.csv:0: file.missing",
		"summary.json:0: file.missing",
	}
	if diff := cmp.Diff(want, faultLines(t, err)); diff != "" {
		t.Error(diff)
	}
}

// What is written is read by others with the rights they have on the folder,
// and a file that was there is replaced whole.
func TestWrittenFilesCanBeReadByOthers(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	long := bytes.Repeat([]byte("long "), 1000)
	if err := WriteFiles(folder, map[string][]byte{"t.csv": long, "old": long}); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles(folder, map[string][]byte{"t.csv": []byte("short")}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "t.csv"))
	if err != nil || string(text) != "short" {
		t.Errorf("got %d bytes, %v", len(text), err)
	}
	info, err := os.Stat(filepath.Join(folder, "t.csv"))
	if err != nil || info.Mode().Perm()&0o600 != 0o600 || info.Mode().Perm()&0o111 != 0 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

// Of several files none is changed if one cannot be written.
func TestNothingIsChangedIfAFileCannotBeWritten(t *testing.T) {
	folder := t.TempDir()
	if err := WriteFiles(folder, map[string][]byte{"a": []byte("1")}); err != nil {
		t.Fatal(err)
	}
	err := WriteFiles(folder, map[string][]byte{"a": []byte("2"), "no/such/folder": []byte("3")})
	text, read := os.ReadFile(filepath.Join(folder, "a"))
	if err == nil || read != nil || string(text) != "1" {
		t.Errorf("got %v; a holds %q, %v", err, text, read)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if err := WriteFiles(filepath.Join(folder, "a"), nil); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// Settings are written in an order for people, notes behind them from 1 on.
func TestSettingsAreWrittenInTheirOrder(t *testing.T) {
	want := "setting,value\ntitle,Three places\ntitle_zh,三地\nobjective,ties\n" +
		"tolerance,0.25\nzones,prefer\nperiod,month\nperiod_zh,月\nschematic,yes\n" +
		"note1,Ties are a model.\nnote1_zh,联系强度为模型。\nnote2_zh,示意\n"
	z := fullZoning()
	if got := string(WriteZoning(z)[hinterland.SettingsTable]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	z.Settings = hinterland.Settings{Bounds: hinterland.Bounds{
		Kind: hinterland.ByLeastAndMost, Least: 2, Most: 5,
	}}
	want = "setting,value\nmin,2\nmax,5\n"
	if got := string(WriteZoning(z)[hinterland.SettingsTable]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The certificate is that of docs/formats.md, worked out here by hand.
func TestTheCertificateIsTheHashOfTheRowsAsWritten(t *testing.T) {
	r, p := somePlan()
	files, err := WritePlan(r, p)
	if err != nil {
		t.Fatal(err)
	}
	rows := func(name string) string {
		_, body, _ := strings.Cut(string(files[name]), "\n")
		return body
	}
	sum := sha256.Sum256([]byte(rows(SharesFile) + rows(CertificateFile)))
	want := hex.EncodeToString(sum[:])
	if got := Certificates(r, p)["oil"]; got != want || p.Goods[0].Certificate != want {
		t.Errorf("got %s and %s, want %s", got, p.Goods[0].Certificate, want)
	}
}
