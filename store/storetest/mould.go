package storetest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A Mould is a file that the first test makes, and of which that test and every
// other gets a copy: to make a database takes longer than most tests.
type Mould struct {
	mu   sync.Mutex
	made []byte
}

// Copy writes a copy to a path. If there is nothing to copy yet, fill makes the
// file at another path, and leaves it closed.
func (m *Mould) Copy(t testing.TB, path string, fill func(path string) error) {
	t.Helper()
	made, err := m.file(filepath.Join(t.TempDir(), "mould.db"), fill)
	if err == nil {
		err = os.WriteFile(path, made, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (m *Mould) file(path string, fill func(path string) error) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.made != nil {
		return m.made, nil
	}
	err := fill(path)
	if err == nil {
		m.made, err = os.ReadFile(path)
	}
	return m.made, err
}
