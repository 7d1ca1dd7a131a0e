package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// How much is exported, in which forms, and how long one waits before asking
// again whether it is made.
const (
	exportEvents = 100_000
	exportPause  = 20 * time.Millisecond
	exportWaits  = 5 * time.Minute
)

// exports measures how long it takes until a large file is made and fetched, on
// SQLite, and on PostgreSQL if there is a server.
func (m *measuring) exports(ctx context.Context) error {
	return onEngines(ctx, func(what, place string) error {
		b, err := openBench(ctx, place, 1)
		if err != nil {
			return err
		}
		s, err := openSite(ctx, b, false)
		if err == nil {
			err = s.deliveredBySQL(ctx, place, 0, exportEvents)
		}
		if err == nil {
			err = analyze(ctx, place)
		}
		for _, form := range []string{"csv", "xlsx"} {
			if err == nil {
				err = s.export(ctx, what, form)
			}
		}
		return errors.Join(err, s.close())
	})
}

// export asks for all deliveries of the one agreement as a browser does: it is
// sent to the page of a job, and fetches the file when it is made.
func (s *site) export(ctx context.Context, what, form string) error {
	began := time.Now()
	job, err := s.asked(ctx, "/agreements/"+s.callers[0].String()+"/deliveries."+form)
	if err != nil {
		return err
	}
	answered := time.Since(began)
	fetching := time.Now()
	size, err := s.get(ctx, job+"/file")
	for err != nil {
		if time.Since(began) > exportWaits {
			return err
		}
		time.Sleep(exportPause)
		fetching = time.Now()
		size, err = s.get(ctx, job+"/file")
	}
	fmt.Printf("export, %s\t%d deliveries as %s\tanswered in %v\tmade in %v\tfetched in %v\t"+
		"%d bytes\n", what, exportEvents, form, answered.Round(time.Millisecond),
		fetching.Sub(began).Round(time.Millisecond),
		time.Since(fetching).Round(time.Millisecond), size)
	return nil
}

// asked asks for something and returns the address that the answer leads to.
func (s *site) asked(ctx context.Context, path string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.server.URL+path, http.NoBody)
	if err != nil {
		return "", err
	}
	r.Header.Set("Cookie", s.cookie)
	answer, err := s.client.Do(r)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusSeeOther {
		err = fmt.Errorf("%s: %s", path, answer.Status)
	}
	return answer.Header.Get("Location"), errors.Join(err, answer.Body.Close())
}
