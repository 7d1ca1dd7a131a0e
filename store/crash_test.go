package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hinterland"
)

// Whoever sends an act again under its key, until it is acknowledged, has it
// done once: whatever dies meanwhile, process or connection.

// send does the act of a key, unless it has been done: one unit is sent.
func send(ctx context.Context, r hinterland.Records, key string) error {
	number, err := r.NextAct(ctx)
	if err != nil {
		return err
	}
	err = r.Write(ctx, func(tx Tx) (*hinterland.Entry, error) {
		if _, err := tx.EntryByKey(key); err == nil {
			return nil, nil
		}
		_, err := tx.MoveItem(agreementID(1), 1, hinterland.Move{Sent: 1})
		if err != nil {
			return nil, err
		}
		e := entryOf(number)
		e.Key = key
		return e, tx.AddEvent(anEvent(number, hinterland.Delivery, yes))
	})
	var refused *hinterland.Refusal
	if errors.As(err, &refused) && refused.Reason == "entry.twice" {
		return nil // the same key at the same time
	}
	return err
}

// openSending opens a region from which a lot can be sent.
func openSending(tx Tx) error {
	item := anItem(1, 0, 0)
	item.Ceiling = hinterland.MaxTotal
	return first(
		func() error { return tx.AddGood(aGood("ramie")) },
		func() error { return tx.AddAgreement(anAgreement(1)) },
		func() error { return tx.PutItem(item) },
	)
}

// sentOnce holds the records to the keys that were acknowledged: each has its
// entry, and what was sent is what entries were made for.
func sentOnce(t *testing.T, r hinterland.Records, acknowledged []string) {
	t.Helper()
	err := r.Read(t.Context(), func(tx Tx) error {
		items, err := tx.Items(agreementID(1))
		if err != nil {
			return err
		}
		entries, err := tx.Entries(0, 1<<30)
		if err != nil {
			return err
		}
		kept := map[string]bool{}
		for _, e := range entries {
			kept[e.Key] = true
		}
		for _, key := range acknowledged {
			if !kept[key] {
				t.Errorf("%s was acknowledged and is lost", key)
			}
		}
		events, err := tx.Events(agreementID(1))
		made := len(entries) - 1 // but for the opening
		if made != len(events) || made != int(items[0].Sent) || made < len(acknowledged) {
			t.Errorf("%d keys acknowledged, %d entries, %d events, %d sent", len(acknowledged),
				made, len(events), items[0].Sent)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	audited(t, r)
}

// The environment of a process that sends until it is killed: the database,
// the region, and the keys that it begins with.
const (
	sendTo     = "HINTERLAND_TEST_SEND_TO"
	sendRegion = "HINTERLAND_TEST_SEND_REGION"
	sendFrom   = "HINTERLAND_TEST_SEND_FROM"
	senders    = 16
)

// sendUntilKilled is the life of such a process. It says each key that has
// been acknowledged, and dies with whoever listens.
func sendUntilKilled() error {
	ctx := context.Background()
	db, err := Open(ctx, os.Getenv(sendTo))
	if err != nil {
		return err
	}
	region, err := strconv.ParseInt(os.Getenv(sendRegion), 10, 64)
	if err != nil {
		return err
	}
	from := strings.Fields(os.Getenv(sendFrom))
	fault := make(chan error)
	for worker := range senders {
		next, err := strconv.Atoi(from[worker])
		if err != nil {
			return err
		}
		go func() {
			for ; ; next++ {
				err := send(ctx, db.Region(region), keyOf(worker, next))
				if err == nil {
					_, err = fmt.Println(worker, next)
				}
				if err != nil {
					fault <- err
				}
			}
		}()
	}
	return <-fault
}

func keyOf(worker, n int) string { return fmt.Sprintf("%d of %d", n, worker) }

// killSending starts a process that sends, kills it without warning after a
// while, and moves next on to the first key of each sender that was not
// acknowledged.
func killSending(t *testing.T, place string, region int64, next []int) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), sendTo+"="+place, sendRegion+"="+strconv.FormatInt(region, 10),
		sendFrom+"="+strings.Trim(fmt.Sprint(next), "[]"))
	child.Stderr = os.Stderr
	said, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(said)
	for count := 0; ; count++ {
		var worker, n int
		line, err := lines.ReadString('\n')
		if errors.Is(err, io.EOF) { // a half line was no acknowledgement
			break
		}
		if _, err := fmt.Sscan(line, &worker, &n); err != nil || n != next[worker] {
			t.Fatalf("sender %d said %q where %d was due: %v", worker, line, next[worker], err)
		}
		next[worker]++
		if count == 0 { // it is under way
			time.AfterFunc(rand.N(150*time.Millisecond), func() { _ = child.Process.Kill() })
		}
	}
	if err := child.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Fatalf("the process ended by itself: %v", err)
	}
}

// acknowledgedUpTo lists all keys before the next of each sender.
func acknowledgedUpTo(next []int) []string {
	var keys []string
	for worker, end := range next {
		for n := range end {
			keys = append(keys, keyOf(worker, n))
		}
	}
	return keys
}

func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "office.db")
		killAndLook(t, path, 1, rounds(5, 300))
	})
	t.Run("postgres", func(t *testing.T) {
		base := newPostgres(t).(ownRegions).base
		killAndLook(t, os.Getenv(shared), base, rounds(1, 30))
	})
}

func killAndLook(t *testing.T, place string, region int64, rounds int) {
	t.Helper()
	db, err := Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	mustEnter(t, db.Region(region), openSending)
	next := make([]int, senders)
	for range rounds {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		killSending(t, place, region, next)
		if db, err = Open(t.Context(), place); err != nil {
			t.Fatal(err)
		}
		sentOnce(t, db.Region(region), acknowledgedUpTo(next))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d acts acknowledged in %d rounds", len(acknowledgedUpTo(next)), rounds)
}

func TestAConnectionThatIsCutIsSentAgain(t *testing.T) {
	db := newPostgres(t).(ownRegions)
	r := db.Region(1)
	mustEnter(t, r, openSending)
	other := open(t, os.Getenv(shared)).(*Postgres)
	var cut, sending atomic.Int64
	sending.Store(senders)
	var cutting sync.WaitGroup
	cutting.Go(func() {
		for sending.Load() > 0 {
			onWriter(t, other, func(s session) error {
				n, err := s.exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM "+
					"pg_stat_activity WHERE datname = current_database() AND "+
					"pid <> pg_backend_pid() AND query LIKE $1 AND random() < 0.1", "%item%")
				cut.Add(n)
				return err
			})
			time.Sleep(time.Millisecond)
		}
	})
	var keys sync.Map
	inParallel(senders, func(worker int) {
		defer sending.Add(-1)
		for n := range rounds(10, 1000) {
			key := keyOf(worker, n)
			for send(t.Context(), r, key) != nil {
			}
			keys.Store(key, true)
		}
	})
	cutting.Wait()
	var acknowledged []string
	keys.Range(func(key, _ any) bool {
		acknowledged = append(acknowledged, key.(string))
		return true
	})
	sentOnce(t, r, acknowledged)
	if cut.Load() == 0 {
		t.Error("no connection was cut")
	}
}

// smallDisk mounts a disk of a few megabytes, in memory.
func smallDisk(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=12m", "hinterland", folder).
		CombinedOutput()
	if err != nil {
		t.Skipf("no small disk can be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return folder
}

func TestAFullDiskRefusesAndGoesOnReading(t *testing.T) {
	folder := smallDisk(t)
	// Once it is taken away, the log fits beside a file that has taken it over.
	ballast := filepath.Join(folder, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 7<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	db := open(t, filepath.Join(folder, "office.db"))
	r := db.Region(1)
	mustEnter(t, r, func(tx Tx) error { return tx.AddCharter(aCharter()) })
	var kept, refused atomic.Int64
	act := func(worker, n, many int) {
		err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
			for i := range many {
				p := aParty(hinterland.PartyCode(keyOf(worker, n*1000+i)))
				p.Name.English = strings.Repeat("long ", 10_000)
				_ = tx.AddParty(p) // an act that makes light of it
			}
			return entryOf(int64(1000 + worker*100 + n)), nil
		})
		if err != nil {
			refused.Add(1)
		} else {
			kept.Add(1)
		}
	}
	for n := range 3 {
		act(48, n, 1) // it fits, as long as none shares its commit
	}
	inParallel(48, func(worker int) {
		for n := range 8 {
			many := 1
			if worker%8 == 0 && n > 1 {
				many = 120 // too much for the disk at any time, and found out half-way
			}
			act(worker, n, many)
		}
	})
	if refused.Load() == 0 || kept.Load() == 0 {
		t.Fatalf("%d acts kept, %d refused", kept.Load(), refused.Load())
	}
	parties := look(t, r, func(tx Tx) ([]hinterland.Party, error) { return tx.Parties("", 1<<30) })
	entries := look(t, r, func(tx Tx) ([]hinterland.Entry, error) { return tx.Entries(0, 1<<30) })
	if len(parties) != int(kept.Load()) || len(entries) != len(parties)+1 {
		t.Errorf("%d acts kept, %d parties, %d entries", kept.Load(), len(parties), len(entries))
	}
	audited(t, r)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("room again")) })
	audited(t, r)
}
