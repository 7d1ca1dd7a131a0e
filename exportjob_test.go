package hinterland

import "testing"

func TestAnExportWithoutASignOfLifeWasCutOff(t *testing.T) {
	j := ExportJob{State: ExportMaking, Asked: 1000, Seen: 2000}
	for now, want := range map[Instant]ExportState{
		2000: ExportMaking, 2000 + exportIsSilent: ExportMaking, 2001 + exportIsSilent: ExportCut,
	} {
		if got := j.On(now); got != want {
			t.Errorf("%d: %s, want %s", now, got, want)
		}
	}
	j.State = ExportMade
	if got := j.On(2001 + exportIsSilent); got != ExportMade {
		t.Errorf("what was made is %s", got)
	}
	if j.Over(1000+ExportLasts) || !j.Over(1001+ExportLasts) {
		t.Error("an export does not last for a day")
	}
}
