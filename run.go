package hinterland

import (
	"context"
	"time"
)

// A Run is the balancing of a horizon, good by good, or has been. It is no
// record: what it comes to is kept as a plan, or forgotten. What it is made
// from was read once, and goods are planned by whoever claims them, in this
// process or another.
type Run struct {
	ID      string // drawn at random
	Horizon HorizonCode
	Zones   Policy
	Person  ID[Person] // who asked
	Party   PartyCode  // for which the person asked
	State   RunState
	Asked   Instant
	Ended   Instant // 0 while it goes on
	Goods   int     // how many it has
	Done    int     // how many of them are planned
	Barred  int     // how many floors are left out, since a scope forbids them
	Digest  string  // of what it is made from
	Why     string  // what went wrong, where something did
}

// A RunState says what has become of a run.
type RunState string

// The states of runs.
const (
	RunGoing   RunState = "going"
	RunMade    RunState = "made"    // every good is planned
	RunStopped RunState = "stopped" // somebody stopped it
	RunFailed  RunState = "failed"  // a good could not be planned
)

// The bounds of runs.
const (
	RunLasts = Instant(30 * 24 * time.Hour / time.Microsecond) // from when it was asked for
	RunLease = Instant(time.Minute / time.Microsecond)         // how long a claim holds
	RunTries = 3                                               // how often one good is begun
)

// A RunPart is one good of a run: what it is planned from and, once it is, the
// answer, and the answer in short. None of them means anything to who keeps it.
type RunPart struct {
	Run    string
	Good   GoodCode
	Input  []byte
	Answer []byte
	Short  []byte
}

// RunBook is what is kept of runs, apart from the records.
type RunBook interface {
	// BeginRun keeps a run with what all its goods share and what each is
	// planned from.
	BeginRun(ctx context.Context, r Run, frame []byte, parts []RunPart) error
	// Run returns a run, or a refusal of kind NotFound.
	Run(ctx context.Context, id string) (Run, error)
	// Runs returns at most limit runs, the last first.
	Runs(ctx context.Context, limit int) ([]Run, error)
	// RunParts calls each for every good of a run, by code.
	RunParts(ctx context.Context, id string, each func(RunPart) error) error
	// RunShorts returns the goods of a run with answers in short only, by code;
	// those that are not planned have none.
	RunShorts(ctx context.Context, id string) ([]RunPart, error)
	// EndRun ends a run that is going on, in a state and for a reason. It reports
	// whether it was going on.
	EndRun(ctx context.Context, id string, state RunState, why string, at Instant) (bool, error)
	// ForgetRuns lets the runs go that were asked for before a time.
	ForgetRuns(ctx context.Context, before Instant) error
}

// RunQueue is how goods of runs are handed out. A claim holds its good until a
// time, and is held longer from time to time by who is at work on it; who gives
// no sign of life loses it to the next.
type RunQueue interface {
	// RunFrame returns what all goods of a run share.
	RunFrame(ctx context.Context, id string) ([]byte, error)
	// RunPart returns a good of a run, or a refusal of kind NotFound.
	RunPart(ctx context.Context, id string, good GoodCode) (RunPart, error)
	// ClaimPart claims a good that nobody is at work on until a time, of the
	// run that was asked for first, under a name that was never used. It
	// reports whether there was one. A run of which a good was begun RunTries
	// times in vain has failed.
	ClaimPart(ctx context.Context, claim string, now, until Instant) (RunPart, bool, error)
	// HoldPart holds a claim until another time, and reports whether it still
	// is one: that nobody else has claimed the good and the run goes on.
	HoldPart(ctx context.Context, claim string, until Instant) (bool, error)
	// AnswerPart keeps the plan of the good of a claim, whole and in short, and
	// the run as made with the last. It reports whether it was kept; it is not
	// if the claim is lost.
	AnswerPart(
		ctx context.Context, claim string, answer, short []byte, at Instant,
	) (bool, error)
	// LeavePart gives a claim back as if it had not been.
	LeavePart(ctx context.Context, claim string) error
}
