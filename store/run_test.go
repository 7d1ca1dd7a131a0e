package store

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"hinterland"
)

// runOf is a run of some goods, and their parts.
func runOf(id string, asked hinterland.Instant, goods ...hinterland.GoodCode,
) (hinterland.Run, []hinterland.RunPart) {
	r := hinterland.Run{
		ID: id, Horizon: "2027", Zones: hinterland.ZonesFirst, Person: personID(1), Party: "mill",
		State: hinterland.RunGoing, Asked: asked, Goods: len(goods), Digest: "abc",
	}
	var parts []hinterland.RunPart
	for _, g := range goods {
		parts = append(parts, hinterland.RunPart{
			Run: id, Good: g, Input: []byte(strings.Repeat("input of "+string(g), 9)),
		})
	}
	return r, parts
}

// claims claims a good and says which.
func claims(
	t *testing.T, keys hinterland.RunQueue, claim string, now, until hinterland.Instant,
) string {
	t.Helper()
	p, found, err := keys.ClaimPart(t.Context(), claim, now, until)
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		return "nothing"
	}
	return p.Run + " " + string(p.Good)
}

func begun(t *testing.T, keys hinterland.Keys, r hinterland.Run, parts []hinterland.RunPart) {
	t.Helper()
	if err := keys.BeginRun(t.Context(), r, []byte("frame of "+r.ID), parts); err != nil {
		t.Fatal(err)
	}
}

// done reports whether a question that is answered with yes or no was answered
// yes.
func done(yes bool, err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(yes)
}

func TestGoodsOfARunAreClaimedHeldAndAnswered(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		ctx, keys := t.Context(), db.Keys(1)
		second, parts := runOf("second", 20, "oil")
		begun(t, keys, second, parts)
		first, parts := runOf("first", 10, "flax", "salt")
		begun(t, keys, first, parts)
		same(t, claims(t, keys, "a", 100, 150), "first flax")
		same(t, claims(t, keys, "b", 100, 150), "first salt")
		same(t, claims(t, keys, "c", 100, 150), "second oil")
		same(t, claims(t, keys, "d", 100, 150), "nothing")
		same(t, claims(t, db.Keys(2), "e", 100, 150), "nothing")

		// Who gives a sign of life keeps the good, who gives none loses it.
		same(t, done(keys.HoldPart(ctx, "b", 200)), "true")
		same(t, claims(t, keys, "d", 150, 300), "nothing")
		same(t, claims(t, keys, "d", 151, 300), "first flax")
		same(t, done(keys.HoldPart(ctx, "a", 400)), "false")
		same(t, done(keys.AnswerPart(ctx, "a", []byte("late"), []byte("short"), 160)), "false")
		same(t, done(keys.AnswerPart(ctx, "d", []byte("flax plan"), []byte("short"), 160)), "true")
		same(t, done(keys.AnswerPart(ctx, "d", []byte("again"), []byte("short"), 160)), "false")
		now, err := keys.Run(ctx, "first")
		first.Done = 1
		same(t, reasonOf(t, err), "")
		same(t, now, first)
		same(t, done(keys.AnswerPart(ctx, "b", []byte("salt plan"), []byte("short"), 170)), "true")
		now, err = keys.Run(ctx, "first")
		first.Done, first.State, first.Ended = 2, hinterland.RunMade, 170
		same(t, reasonOf(t, err), "")
		same(t, now, first)
		var told []string
		err = keys.RunParts(ctx, "first", func(p hinterland.RunPart) error {
			told = append(told, fmt.Sprintf("%s %d %s", p.Good, len(p.Input), p.Answer))
			return nil
		})
		same(t, reasonOf(t, err), "")
		same(t, told, []string{"flax 117 flax plan", "salt 117 salt plan"})
		shorts, err := keys.RunShorts(ctx, "first")
		same(t, reasonOf(t, err), "")
		same(t, shorts, []hinterland.RunPart{
			{Run: "first", Good: "flax", Short: []byte("short")},
			{Run: "first", Good: "salt", Short: []byte("short")},
		})
		salt, err := keys.RunPart(ctx, "first", "salt")
		same(t, reasonOf(t, err), "")
		same(t, string(salt.Answer), "salt plan")
		oil, err := keys.RunPart(ctx, "second", "oil")
		same(t, reasonOf(t, err), "")
		same(t, len(oil.Answer), 0) // nobody has planned it
		_, err = keys.RunPart(ctx, "second", "salt")
		same(t, reasonOf(t, err), "1 run.good")
		shorts, err = keys.RunShorts(ctx, "second")
		same(t, reasonOf(t, err), "")
		same(t, shorts, []hinterland.RunPart{{Run: "second", Good: "oil", Short: []byte{}}})
		frame, err := keys.RunFrame(ctx, "first")
		same(t, reasonOf(t, err), "")
		same(t, string(frame), "frame of first")
	})
}

func TestARunThatIsStoppedOrFailsHandsNothingOut(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		ctx, keys := t.Context(), db.Keys(1)
		stopped, parts := runOf("stopped", 10, "flax", "salt")
		begun(t, keys, stopped, parts)
		same(t, claims(t, keys, "a", 100, 150), "stopped flax")
		same(t, done(keys.EndRun(ctx, "stopped", hinterland.RunStopped, "", 110)), "true")
		same(t, done(keys.EndRun(ctx, "stopped", hinterland.RunFailed, "no", 120)), "false")
		same(t, done(keys.HoldPart(ctx, "a", 200)), "false")
		same(t, done(keys.AnswerPart(ctx, "a", []byte("late"), []byte("short"), 120)), "false")
		same(t, claims(t, keys, "b", 300, 400), "nothing")

		// A good that kills whoever begins it is not begun for ever; one that
		// was left in order is as if it had not been begun.
		deadly, parts := runOf("deadly", 20, "oil")
		begun(t, keys, deadly, parts)
		for range hinterland.RunTries {
			same(t, claims(t, keys, "left", 1000, 1001), "deadly oil")
			same(t, reasonOf(t, keys.LeavePart(ctx, "left")), "")
		}
		for i := range hinterland.RunTries {
			at := hinterland.Instant(1000 + 10*i)
			same(t, claims(t, keys, fmt.Sprint("try", i), at, at+9), "deadly oil")
		}
		same(t, claims(t, keys, "last", 1029, 1040), "nothing")
		now, err := keys.Run(ctx, "deadly")
		same(t, reasonOf(t, err), "")
		same(t, now.State, hinterland.RunGoing) // its claim holds to 1029
		same(t, claims(t, keys, "last", 1030, 1040), "nothing")
		now, err = keys.Run(ctx, "deadly")
		same(t, reasonOf(t, err), "")
		same(t, fmt.Sprint(now.State, now.Why, now.Ended), "failedtries1030")
	})
}

func TestRunsAreListedAndForgotten(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		ctx, keys := t.Context(), db.Keys(1)
		for i, id := range []string{"one", "two", "three"} {
			r, parts := runOf(id, hinterland.Instant(10*i), "flax")
			begun(t, keys, r, parts)
		}
		runs, err := keys.Runs(ctx, 2)
		same(t, reasonOf(t, err), "")
		same(t, runs[0].ID+" "+runs[1].ID+" "+fmt.Sprint(len(runs)), "three two 2")
		same(t, reasonOf(t, keys.ForgetRuns(ctx, 20)), "")
		unknown := refusal(hinterland.NotFound, "run.unknown")
		for _, id := range []string{"one", "two"} {
			_, err := keys.Run(ctx, id)
			same(t, reasonOf(t, err), unknown)
			_, err = keys.RunFrame(ctx, id)
			same(t, reasonOf(t, err), unknown)
			same(t, reasonOf(t, keys.RunParts(ctx, id, func(hinterland.RunPart) error {
				t.Error("a part is left")
				return nil
			})), "")
		}
		same(t, claims(t, keys, "a", 100, 150), "three flax")
	})
}

// Many processes ask for goods at once: every good is handed out once, and the
// run is made when the last answer is in, whoever brings it.
func TestNoGoodOfARunIsHandedOutTwice(t *testing.T) {
	onEmpty(t, func(t *testing.T, _, place string) {
		const workers = 4
		goods := make([]hinterland.GoodCode, rounds(100, 5000))
		for i := range goods {
			goods[i] = hinterland.GoodCode(fmt.Sprintf("g%05d", i))
		}
		handles := []hinterland.Keys{open(t, place).Keys(1), open(t, place).Keys(1)}
		r, parts := runOf("race", 1, goods...)
		begun(t, handles[0], r, parts)
		var mu sync.Mutex
		times := map[hinterland.GoodCode]int{}
		var all sync.WaitGroup
		for w := range workers {
			keys := handles[w%len(handles)]
			all.Go(func() {
				for i := 0; ; i++ {
					claim := fmt.Sprint(w, " ", i)
					p, found, err := keys.ClaimPart(t.Context(), claim, 100, 200)
					if err != nil || !found {
						same(t, err, nil)
						return
					}
					mu.Lock()
					times[p.Good]++
					mu.Unlock()
					kept, err := keys.AnswerPart(t.Context(), claim, []byte("plan"), nil, 150)
					same(t, done(kept, err), "true")
				}
			})
		}
		all.Wait()
		for _, g := range goods {
			if times[g] != 1 {
				t.Errorf("%s was handed out %d times", g, times[g])
			}
		}
		now, err := handles[1].Run(t.Context(), "race")
		same(t, reasonOf(t, err), "")
		same(t, fmt.Sprint(now.State, now.Done), fmt.Sprint("made", len(goods)))
	})
}

func TestWhatARunIsMadeFromIsKeptWhole(t *testing.T) {
	long := strings.Repeat(`{"Party":"mill","Good":"flax"}`, 5000)
	for _, content := range []string{"", "x", "\x00\xff", long} {
		column := packed([]byte(content))
		got, err := unpacked(column)
		if err != nil || string(got) != content {
			t.Errorf("%d bytes come back as %d, %v", len(content), len(got), err)
		}
		if len(content) > 1000 && len(column) > len(content)/10 {
			t.Errorf("%d bytes take %d", len(content), len(column))
		}
	}
	if got, err := unpacked(""); got != nil || err != nil {
		t.Errorf("of a good that nobody has planned there is %q, %v", got, err)
	}
	whole := packed([]byte(long))
	for name, column := range map[string]string{
		"no base64":  "%" + whole,
		"not packed": "aGFsbG8=",
		"cut off":    whole[:len(whole)/8*4],
	} {
		if got, err := unpacked(column); err == nil {
			t.Errorf("%s: read as %d bytes", name, len(got))
		}
	}
}
