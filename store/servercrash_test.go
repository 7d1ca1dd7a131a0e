package store

import (
	"bytes"
	"context"
	crand "crypto/rand"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hinterland"
	"hinterland/store/storetest"
)

// A mortalServer is a PostgreSQL server of a test's own, which may be killed.
type mortalServer struct {
	t       *testing.T
	bin     string
	folder  string
	owner   *syscall.SysProcAttr
	running *exec.Cmd
}

// newMortalServer sets one up, where the tests have a server at all.
func newMortalServer(t *testing.T) *mortalServer {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv(storetest.Server) == "" || len(found) == 0 {
		t.Skip("there is no server to be killed")
	}
	s := &mortalServer{t: t, bin: filepath.Dir(found[len(found)-1])}
	// The folders of tests are closed to the user that a server runs as.
	if s.folder, err = os.MkdirTemp("", "hinterland-mortal-"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(s.folder); err != nil {
			t.Error(err)
		}
	})
	if os.Getuid() == 0 {
		s.giveTo("postgres") // a server refuses to run as root
	}
	out, err := s.command("initdb", "--pgdata="+s.data(), "--username=hinterland", "--auth=trust",
		"--encoding=UTF8", "--locale=C", "--no-sync").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return s
}

func (s *mortalServer) data() string { return filepath.Join(s.folder, "data") }

// giveTo lets another user run the server.
func (s *mortalServer) giveTo(name string) {
	s.t.Helper()
	owner, err := user.Lookup(name)
	if err != nil {
		s.t.Skip(err)
	}
	var ids [2]int
	for i, text := range []string{owner.Uid, owner.Gid} {
		if ids[i], err = strconv.Atoi(text); err != nil {
			s.t.Fatal(err)
		}
	}
	s.owner = &syscall.SysProcAttr{
		Credential: &syscall.Credential{Uid: uint32(ids[0]), Gid: uint32(ids[1])},
	}
	if err := os.Chown(s.folder, ids[0], ids[1]); err != nil {
		s.t.Fatal(err)
	}
}

// give lets the server have a folder of the test's.
func (s *mortalServer) give(folder string) {
	s.t.Helper()
	if s.owner == nil {
		return
	}
	err := os.Chown(folder, int(s.owner.Credential.Uid), int(s.owner.Credential.Gid))
	if err == nil {
		err = os.Chmod(filepath.Dir(folder), 0o755)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// place is the URL of a database of the server.
func (s *mortalServer) place(database string) string {
	return "postgres://hinterland@/" + database + "?host=" + s.folder
}

func (s *mortalServer) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.Dir, c.SysProcAttr = s.folder, s.owner
	return c
}

// start starts the server, which has to mend what it finds, and returns the
// database once it answers.
func (s *mortalServer) start() Database {
	s.t.Helper()
	said := &bytes.Buffer{}
	s.running = s.command("postgres", "-D", s.data(), "-c", "listen_addresses=",
		"-c", "unix_socket_directories="+s.folder)
	s.running.Stderr = said
	if err := s.running.Start(); err != nil {
		s.t.Fatal(err)
	}
	deadline := time.Now().Add(time.Minute)
	for {
		db, err := Open(context.Background(), s.place("postgres"))
		if err == nil {
			return db
		}
		if time.Now().After(deadline) {
			s.kill()
			s.t.Fatalf("the server does not come back: %v\n%s", err, said)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// kill ends the server and all its processes, of which none is told. The server is
// stopped first: a process that it began after they were listed would wait for ever for
// a lock of one that is dead, and the test for that process.
func (s *mortalServer) kill() {
	s.t.Helper()
	parent := s.running.Process.Pid
	if err := s.running.Process.Signal(syscall.SIGSTOP); err != nil {
		s.t.Fatal(err)
	}
	for stateOf(s.t, parent) != "T" {
		time.Sleep(time.Millisecond)
	}
	children := childrenOf(s.t, parent)
	if err := s.running.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	for _, pid := range children {
		err := syscall.Kill(pid, syscall.SIGKILL)
		if err != nil && !errors.Is(err, syscall.ESRCH) {
			s.t.Fatal(err)
		}
	}
	_ = s.running.Wait() // it says that it was killed
}

// childrenOf lists the processes that a process has started.
func childrenOf(t *testing.T, parent int) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var children []int
	for _, path := range stats {
		pid, _, of, err := readStat(path)
		if err == nil && of == parent { // one that cannot be read has ended meanwhile
			children = append(children, pid)
		}
	}
	return children
}

// stateOf is what a process is doing, by the letter that the system has for it.
func stateOf(t *testing.T, pid int) string {
	t.Helper()
	_, state, _, err := readStat(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// readStat reads the number, the state and the parent of a process whose name has no
// spaces, as "(postgres)" has none.
func readStat(path string) (pid int, state string, parent int, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, "", 0, err
	}
	var name string
	_, err = fmt.Sscan(string(text), &pid, &name, &state, &parent)
	return pid, state, parent, err
}

// sendWhile lets all senders send until something goes wrong, and moves next on
// to the first key of each that was not acknowledged. begun is called when the
// first has been.
func sendWhile(db Database, next []int, begun func()) {
	var once sync.Once
	inParallel(senders, func(worker int) {
		for {
			ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
			err := send(ctx, db.Region(1), keyOf(worker, next[worker]))
			stop()
			if err != nil {
				return
			}
			next[worker]++
			once.Do(begun)
		}
	})
}

func TestNothingAcknowledgedIsLostWhenTheServerIsKilled(t *testing.T) {
	s := newMortalServer(t)
	db := s.start()
	defer func() { s.kill() }()
	mustEnter(t, db.Region(1), openSending)
	next := make([]int, senders)
	for range rounds(1, 30) {
		sendWhile(db, next, func() {
			time.Sleep(rand.N(150 * time.Millisecond))
			s.kill()
		})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		db = s.start()
		sentOnce(t, db.Region(1), acknowledgedUpTo(next))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d acts acknowledged", len(acknowledgedUpTo(next)))
}

func TestAFullDiskOfAServerRefusesAndGoesOnReading(t *testing.T) {
	s := newMortalServer(t)
	disk := filepath.Join(smallDisk(t), "space")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	s.give(disk)
	if err := os.Chmod(filepath.Dir(filepath.Dir(disk)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.start().Close(); err != nil {
		t.Fatal(err)
	}
	defer s.kill()
	conn, err := pgx.Connect(t.Context(), s.place("postgres"))
	for _, sql := range []string{
		"CREATE TABLESPACE small LOCATION '" + disk + "'", "CREATE DATABASE small TABLESPACE small",
	} {
		if err == nil {
			_, err = conn.Exec(t.Context(), sql)
		}
	}
	if err = errors.Join(err, conn.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	r := open(t, s.place("small")).Region(1)
	mustEnter(t, r, func(tx Tx) error { return tx.AddCharter(aCharter()) })
	kept := 0
	for {
		_, err = enter(r, func(tx Tx) error {
			p := aParty(hinterland.PartyCode(strconv.Itoa(kept)))
			for range 300 {
				p.Name.English += crand.Text() // nothing that could be squeezed
			}
			return tx.AddParty(p)
		})
		if err != nil || kept > 5000 {
			break
		}
		kept++
	}
	var full *pgconn.PgError
	if !errors.As(err, &full) || full.Code != "53100" {
		t.Fatalf("after %d acts: %v", kept, err)
	}
	parties := look(t, r, func(tx Tx) ([]hinterland.Party, error) { return tx.Parties("", 1<<30) })
	if len(parties) != kept || kept == 0 {
		t.Errorf("%d acts kept, %d parties", kept, len(parties))
	}
	audited(t, r)
}
