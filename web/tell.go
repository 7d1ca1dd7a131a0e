package web

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hinterland"
	"hinterland/office"
)

// The bounds of what is told at once: to a program, since what was read a while ago is to
// be read again before it is told; by mail, since nobody reads more.
const (
	entriesToProgram = 20
	entriesInMail    = 50
	placesForMail    = 5_000
)

// Tell implements hinterland.Teller.
func (s *Server) Tell(
	ctx context.Context, d hinterland.Sending,
) (hinterland.Telling, error) {
	of, actor, err := s.Office.Subscriber(ctx, d.Of)
	if err != nil {
		return hinterland.Telling{}, err
	}
	if of.Way == hinterland.ByWebhook {
		return s.tellProgram(ctx, &of, actor, d)
	}
	return s.tellPerson(ctx, &of, actor, d)
}

// messageID is the name of a message. A full stop would part it from what is signed
// after it.
func messageID(of *hinterland.Subscription, what string, number int64) string {
	return fmt.Sprintf("msg_%s_%s%d", of.ID, what, number)
}

// A hookBody is what a program is sent: an entry as it would be answered with if the
// program asked for it, or nothing.
type hookBody struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

// tellProgram makes a request of each entry that the post sees.
func (s *Server) tellProgram(
	ctx context.Context, of *hinterland.Subscription, actor office.Actor, d hinterland.Sending,
) (told hinterland.Telling, err error) {
	secret, err := s.Proofs.HookSecret(ctx, of.ID)
	if err != nil {
		return told, err
	}
	request := func(id string, next int64, body hookBody) error {
		text, err := json.Marshal(body)
		told.Messages = append(told.Messages, hinterland.Message{
			ID: id, Next: next,
			Hook: &hinterland.Hook{Address: of.Address, Secret: secret, Body: text},
		})
		return err
	}
	if d.Test {
		now := hinterland.InstantOf(s.Now())
		err = request(messageID(of, "test", int64(now)), d.Place,
			hookBody{"subscription.test", now.Time(), struct{}{}})
		return told, err
	}
	next, err := s.news(ctx, actor, d.Place, entriesToProgram, func(
		_ *office.View, seen []placed,
	) error {
		told = hinterland.Telling{}
		for _, e := range seen {
			err := request(messageID(of, "", e.Number), e.place+1,
				hookBody{"entry.recorded", e.At.Time(), answerEntry(&e.Entry)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	told.Next = next
	return told, err
}

// A placed is an entry and its place in the log.
type placed struct {
	hinterland.Entry
	place int64
}

// news shows the entries that an actor sees, of at most so many from a place on, and tells
// the place behind all that were looked at.
func (s *Server) news(
	ctx context.Context, actor office.Actor, place, most int64,
	show func(*office.View, []placed) error,
) (next int64, err error) {
	numbers, err := s.Proofs.Behind(ctx, place, most)
	if err != nil {
		return place, err
	}
	err = s.Office.View(ctx, actor, func(v *office.View) error {
		var seen []placed
		for i, number := range numbers {
			e, err := v.Entry(number)
			switch {
			case err == nil:
				seen = append(seen, placed{e, place + int64(i)})
			case !isUnknown(err):
				return err
			}
		}
		return show(v, seen)
	})
	return place + int64(len(numbers)), err
}

// isUnknown reports whether something is not there for who asks.
func isUnknown(err error) bool {
	refusals := refusalsIn(err)
	return len(refusals) == 1 && refusals[0].Kind == hinterland.NotFound
}
