package web

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/office"
)

// The names of what stands beside an act.
const (
	requestHeader = "Idempotency-Key" // the sender's own name for the request
	previewQuery  = "preview"
)

// doAct does the act that a program sends, or tells what it would change.
func doAct(a *ask) error {
	if err := a.unlock(); err != nil {
		return err
	}
	query, err := a.queried(previewQuery)
	if err != nil {
		return err
	}
	act, err := a.sentAct()
	if err != nil {
		return err
	}
	request := office.Request{Actor: a.me.actor(), Act: act}
	switch query.Get(previewQuery) {
	case "true":
		p, err := a.Office.Preview(a.ctx, request)
		if err != nil {
			return err
		}
		return a.reply(http.StatusOK, 0, previewAnswer{answerChanges(p.Changes)})
	case "", "false":
	default:
		return badQuery("query.truth", previewQuery, query.Get(previewQuery))
	}
	if request.Key, err = a.requestKey(); err != nil {
		return err
	}
	entry, err := a.Office.Do(a.ctx, request)
	if err != nil {
		return err
	}
	a.w.Header().Set("Location",
		apiPath+"/entries/"+hinterland.FormatDecimal(entry.Number, 0))
	return a.reply(http.StatusCreated, 0, answerEntry(&entry))
}

// sentAct reads the act that was sent.
func (a *ask) sentAct() (office.Act, error) {
	kind, _, err := mime.ParseMediaType(a.r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, hinterland.Refuse(hinterland.Invalid, "body.type",
			hinterland.Args{"type": "application/json"})
	}
	body, err := io.ReadAll(a.r.Body)
	if err != nil {
		return nil, unread(err)
	}
	if match := a.r.Header.Get("If-Match"); match != "" {
		if body, err = based(body, match); err != nil {
			return nil, err
		}
	}
	return office.Decode(a.r.PathValue("kind"), body)
}

// based puts the base that a tag begins with into the body of an act. One that
// stands there already then stands twice, and is refused as such.
func based(body []byte, match string) ([]byte, error) {
	tag, quoted := strings.CutPrefix(match, `"`)
	number, _, dashed := strings.Cut(tag, "-")
	base, err := strconv.ParseInt(number, 10, 64)
	if !quoted || !dashed || !strings.HasSuffix(tag, `"`) || err != nil || base < 0 {
		return nil, hinterland.Refuse(hinterland.Invalid, "request.match", nil).
			In(hinterland.Where{Column: "If-Match", Value: match})
	}
	rest, isObject := bytes.CutPrefix(bytes.TrimSpace(body), []byte("{"))
	if !isObject {
		return body, nil // which is told by whoever reads it
	}
	head := `{"base":` + hinterland.FormatDecimal(base, 0)
	if rest = bytes.TrimSpace(rest); !bytes.HasPrefix(rest, []byte("}")) {
		head += ","
	}
	return append([]byte(head), rest...), nil
}

// requestKey is the key of a request as the door knows it: the sender's own,
// which nobody else's can be.
func (a *ask) requestKey() (string, error) {
	sent := a.r.Header.Get(requestHeader)
	odd := strings.IndexFunc(sent, func(r rune) bool { return r < '!' || r > '~' })
	if sent == "" || len(sent) > hinterland.MaxName || odd >= 0 {
		return "", hinterland.Refuse(hinterland.Invalid, "request.key", nil).
			In(hinterland.Where{Column: requestHeader, Value: sent[:min(len(sent), 40)]})
	}
	actor := a.me.actor()
	return digestOf(actor.Person.String() + " " + string(actor.Party) + " " + sent), nil
}

// queried is what stands behind the path of an address: each name once, and none
// that means nothing there.
func (a *ask) queried(known ...string) (url.Values, error) {
	query, err := url.ParseQuery(a.r.URL.RawQuery)
	if err != nil {
		return nil, badQuery("query.unknown", "", "")
	}
	var faults hinterland.Refusals
	for name, values := range query {
		if !slices.Contains(known, name) || len(values) != 1 {
			faults = append(faults, badQuery("query.unknown", name, values[0]))
		}
	}
	return query, faults.Err()
}

// badQuery refuses a value of an address.
func badQuery(reason hinterland.Reason, name, value string) *hinterland.Refusal {
	return hinterland.Refuse(hinterland.Invalid, reason, hinterland.Args{"value": value}).
		In(hinterland.Where{Column: name, Value: value})
}
