package web

import (
	"context"
	"net/http"

	"hinterland"
	"hinterland/office"
)

// Invite makes a one-time link for a person to choose name and password of
// their login with, in the place of any made before, and returns it whole.
// Whoever holds the link can become that person. It is for who runs the program.
func (s *Server) Invite(
	ctx context.Context, person hinterland.ID[hinterland.Person],
) (string, error) {
	return s.invite(ctx, person, office.Actor{})
}

// invite makes the link that somebody asks for.
func (s *Server) invite(
	ctx context.Context, person hinterland.ID[hinterland.Person], by office.Actor,
) (string, error) {
	name, err := s.Office.Person(ctx, person)
	if err == nil && name == "" {
		err = hinterland.Refuse(hinterland.Conflict, "person.erased",
			hinterland.Args{"value": person.String()})
	}
	if err != nil {
		return "", err
	}
	token := s.token()
	err = s.Keys.Invite(ctx, hinterland.Invitation{
		Token: digestOf(token), Person: person,
		Until: hinterland.InstantOf(s.Now()) + hinterland.InvitationLasts,
		By:    by.Person, For: by.Party,
	})
	return s.address("/invitations/" + token), err
}

// InviteFirst invites the person who opened the region while nobody can sign
// in. Where somebody can, the link is empty.
func (s *Server) InviteFirst(ctx context.Context) (string, error) {
	logins, err := s.Keys.LoginsOf(ctx, 0)
	if err != nil || len(logins) > 0 {
		return "", err
	}
	first, err := s.Office.First(ctx)
	if err != nil {
		return "", err
	}
	return s.Invite(ctx, first)
}

// An invitationBody is the page on which a person chooses name and password.
type invitationBody struct {
	Person string
	Path   string
	Name   string
	Faults []fault
}

// invited finds the person whose link is followed, if who made it still may.
func (a *ask) invited() (hinterland.Invitation, *invitationBody, error) {
	i, err := a.Keys.Invitation(a.ctx, digestOf(a.r.PathValue("token")))
	if err != nil {
		return i, nil, err
	}
	logins, err := a.Keys.LoginsOf(a.ctx, i.Person)
	if err != nil {
		return i, nil, err
	}
	holds, err := a.Office.Holds(a.ctx, i, len(logins) > 0)
	if err == nil && !holds {
		err = hinterland.Refuse(hinterland.NotFound, "invitation.unknown", nil)
	}
	if err != nil {
		return i, nil, err
	}
	name, err := a.Office.Person(a.ctx, i.Person)
	return i, &invitationBody{Person: name, Path: a.r.URL.Path, Name: name}, err
}

// showInvitation shows the page of a one-time link.
func showInvitation(a *ask) error {
	_, body, err := a.invited()
	if err != nil {
		return err
	}
	return a.show(http.StatusOK, "invitation", a.say.Say("web.invitation", nil), *body)
}

// redeem gives the person of a one-time link the login that they chose, and
// lets them in.
func redeem(a *ask) error {
	i, body, err := a.invited()
	if err != nil {
		return err
	}
	in := a.r.PostForm
	body.Name = in.Get("name")
	login := hinterland.Login{Person: i.Person, Name: loginName(body.Name)}
	faults := login.Check()
	faults = append(faults, hinterland.CheckPassword(in.Get("password"), in.Get("again"))...)
	if len(faults) == 0 {
		err = a.spend(func() error {
			login.Secret, err = secretOf(in.Get("password"), a.Random)
			return err
		})
		if err != nil {
			return err
		}
		err = a.Keys.Redeem(a.ctx, i.Token, login)
		faults = refusalsIn(err)
	}
	if len(faults) > 0 {
		if body.Faults, err = a.faults(faults); err != nil {
			return err
		}
		return a.show(http.StatusUnprocessableEntity, "invitation",
			a.say.Say("web.invitation", nil), *body)
	}
	if err != nil {
		return err
	}
	a.Log.Info("login chosen", "person", i.Person.String(), "from", a.from().String())
	if _, err := a.begin(i.Person); err != nil {
		return err
	}
	return a.goTo("/")
}
