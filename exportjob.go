package hinterland

import (
	"context"
	"time"
)

// An ExportJob is a large file that is being made for somebody, or has been. It
// is no record: whoever asked fetches it, and after a day it is gone. Done and
// Size are how far it has come, Seen is its last sign of life.
type ExportJob struct {
	ID      string // drawn at random
	Person  ID[Person]
	Party   PartyCode // for which the person asked
	Address string    // at which they did
	State   ExportState
	Asked   Instant
	Seen    Instant
	Done    int64 // events that are written
	Events  int64 // all of them
	Size    int64 // bytes that are written
	File    string
	Kind    string // the type of the media
}

// An ExportState says what has become of an export.
type ExportState string

// The states of exports.
const (
	ExportMade   ExportState = "made"   // it can be fetched
	ExportMaking ExportState = "making" // it is being written, unless it was cut off
	ExportCut    ExportState = "cut"    // it was cut off, as by a restart
	ExportLarge  ExportState = "large"  // it would have been too large
	ExportFailed ExportState = "failed" // something else went wrong, which the log tells
)

// The bounds of exports.
const (
	MaxExport       = 256 << 20                                  // bytes of one
	MaxExports      = 2                                          // that one process makes at once
	ExportLasts     = Instant(24 * time.Hour / time.Microsecond) // from when it was asked for
	exportIsSilent  = Instant(time.Minute / time.Microsecond)
	ExportPartBytes = 1 << 20
)

// On is the state at a time: one that is being made and gives no sign of life was
// cut off.
func (j *ExportJob) On(now Instant) ExportState {
	if j.State == ExportMaking && now-j.Seen > exportIsSilent {
		return ExportCut
	}
	return j.State
}

// Over reports whether an export is gone at a time.
func (j *ExportJob) Over(now Instant) bool { return now-j.Asked > ExportLasts }

// ExportBook is what is kept of exports, apart from the records.
type ExportBook interface {
	// PutExport keeps a job, or how far it has come.
	PutExport(ctx context.Context, j ExportJob) error
	// Export returns a job, or a refusal of kind NotFound.
	Export(ctx context.Context, id string) (ExportJob, error)
	// ExportAt returns the last job that a person asked for at an address for a
	// party, or a refusal of kind NotFound.
	ExportAt(
		ctx context.Context, person ID[Person], party PartyCode, address string,
	) (ExportJob, error)
	// AddExportPart adds a part to the file of a job, by its number.
	AddExportPart(ctx context.Context, id string, number int, content []byte) error
	// ExportPart returns a part, nothing behind the last.
	ExportPart(ctx context.Context, id string, number int) ([]byte, error)
	// ForgetExports lets the jobs go that were asked for before a time, with
	// their files.
	ForgetExports(ctx context.Context, before Instant) error
}
