package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hinterland"
)

func TestAProgramBringsAFileAndGetsItBack(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	var kept keptAnswer
	p.send(http.MethodPost, "/files", aTable, "Content-Type", "text/csv").
		want(http.StatusCreated).into(&kept)
	digest := hinterland.DigestOf([]byte(aTable))
	if kept.File != digest || kept.Type != hinterland.Plain || kept.Bytes != len(aTable) {
		t.Errorf("answered %+v", kept)
	}
	at := "/files/agreement/" + ramie
	p.get(at+"/"+digest).refuses(http.StatusNotFound, "scan.unknown") // nothing rests on it yet
	p.act("attach-file", `{"noun":"agreement","record":"`+ramie+`","name":"a.csv","file":"`+
		digest+`"}`, "1").want(http.StatusCreated)
	var listed pageAnswer[fileAnswer]
	p.get(at).want(http.StatusOK).into(&listed)
	if len(listed.Items) != 1 || listed.Items[0].Name != "a.csv" ||
		listed.Items[0].File != digest || listed.Items[0].Party != "office" {
		t.Errorf("listed %+v", listed)
	}
	got := p.get(at + "/" + digest).want(http.StatusOK)
	if got.body != aTable || got.header.Get("Content-Disposition") != "attachment; filename=a.csv" {
		t.Errorf("got %v %q", got.header, got.body)
	}
	w.as(li).get("/agreements/" + ramie).says("a.csv")

	stranger := w.program(zhao, "mill", "11", "act")
	stranger.get(at).refuses(http.StatusNotFound, "agreement.unknown")
	stranger.get(at+"/"+digest).refuses(http.StatusNotFound, "agreement.unknown")
}

func TestWhatIsNoFileOfAProgramIsRefused(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	post := func(p *program, path, body string, headers ...string) *replied {
		return p.send(http.MethodPost, path, body, headers...)
	}
	post(p, "/files", "").refuses(http.StatusUnprocessableEntity, "scan.empty")
	post(p, "/files", "<svg onload=alert(1)>").refuses(http.StatusUnprocessableEntity, "file.type")
	large := "%PDF-" + strings.Repeat("x", hinterland.MaxFile)
	post(p, "/files", large[:hinterland.MaxFile]).want(http.StatusCreated)
	for _, long := range []string{large[:hinterland.MaxFile+1], large} {
		post(p, "/files", long).refuses(http.StatusUnprocessableEntity, "scan.large")
	}
	post(p, "/files?name=x", aTable).refuses(http.StatusBadRequest, "query.unknown")
	post(p, "/files", aTable, "Authorization", "").refuses(http.StatusUnauthorized, "key.none")
	reader := w.program(wang, "coop", "9", "read")
	post(reader, "/files", aTable).refuses(http.StatusForbidden, "key.reads")
	p.get("/files/good/ramie").refuses(http.StatusNotFound, "page.unknown")
}

// Who is still sending when a connection is closed hears of that and not of the answer:
// a file that is too large is read to its end, as far as forms with files are.
func TestAFileThatIsTooLargeIsReadToItsEnd(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	for size, want := range map[int]string{
		3 * hinterland.MaxFile: "scan.large", maxUpload + 1: "body.long",
	} {
		body := strings.NewReader("%PDF-" + strings.Repeat("x", size-5))
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost,
			origin+apiPath+filesOfPrograms, body)
		r.Header.Set("Authorization", "Bearer "+p.secret)
		recorder := httptest.NewRecorder()
		p.site.ServeHTTP(recorder, r)
		if body.Len() > 0 || !strings.Contains(recorder.Body.String(), want) {
			t.Errorf("%d bytes: %d are left, %s", size, body.Len(), recorder.Body)
		}
	}
}
