package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
)

// A signInBody is the page on which people sign in. Held is what somebody
// sent whose session had ended: it comes along, and is sent on after.
type signInBody struct {
	Name  string
	Fault string
	Path  string
	Held  string

	Code, CodeFault string // of a signing link
}

// holdable are forms whose sending may wait for a sign-in: all, but those
// that are about signing in and out, or by who has no account.
func holdable(path string) bool {
	return !strings.HasPrefix(path, "/sign-") && !strings.HasPrefix(path, "/invitations/") &&
		!strings.HasPrefix(path, "/assents")
}

// askToSignIn shows the sign-in page instead of what was asked for.
func (a *ask) askToSignIn(status int) error {
	if a.Sample != nil {
		return a.askWhom()
	}
	body := signInBody{Path: a.r.URL.RequestURI()}
	if a.r.Method == http.MethodPost && holdable(a.r.URL.Path) {
		body.Held = a.r.PostForm.Encode()
	}
	return a.showSignIn(status, body)
}

func (a *ask) showSignIn(status int, body signInBody) error {
	return a.show(status, "signin", a.say.Say("web.signin", nil), body)
}

// showSignIn shows the sign-in page by itself.
func showSignIn(a *ask) error {
	if a.me != nil {
		return a.goTo("/")
	}
	if a.Sample != nil {
		return a.showSample(http.StatusOK, "/")
	}
	return a.showSignIn(http.StatusOK, signInBody{Path: "/"})
}

// signIn lets somebody in whose password is right, and goes on where they
// were: to the page that they asked for, or with the form that they sent.
func signIn(a *ask) error {
	in := a.r.PostForm
	body := signInBody{
		Name: strings.TrimSpace(in.Get("name")), Path: local(in.Get("path")), Held: in.Get("held"),
	}
	if wish, ok := strings.CutPrefix(in.Get(doField), tongueButton); ok {
		a.speak(lang.Match(wish))
		return a.showSignIn(http.StatusOK, body)
	}
	person, fault, err := a.prove(body.Name, in.Get("password"))
	if err != nil {
		return err
	}
	if fault != "" {
		body.Fault = fault
		return a.showSignIn(http.StatusUnprocessableEntity, body)
	}
	token, err := a.begin(person)
	if err != nil {
		return err
	}
	a.Log.Info("signed in", "person", person.String(), "from", a.from().String())
	if body.Held == "" {
		return a.goTo(body.Path)
	}
	return a.sendOn(body, token)
}

// prove finds the person whose name and password were typed, or words why
// nobody is let in. Names that nobody has take as long as wrong passwords.
func (a *ask) prove(
	name, password string,
) (person hinterland.ID[hinterland.Person], fault string, err error) {
	typed := hinterland.Login{Name: loginName(name)}
	if len(typed.Check()) > 0 {
		return 0, a.say.Say("web.signin.wrong", nil), nil // no login has such a name
	}
	named, from := "name "+digestOf(typed.Name), a.sources()
	if wait := a.brake.try(append(from, named)...); wait > 0 {
		return 0, a.say.Say("web.signin.wait", lang.Args{"count": seconds(wait)}), nil
	}
	login, err := a.Keys.Login(a.ctx, typed.Name)
	if len(refusalsIn(err)) > 0 {
		login, err = hinterland.Login{Secret: nobodysSecret}, nil
	}
	if err != nil {
		return 0, "", err
	}
	right := false
	err = a.spend(func() error {
		right = len(password) <= 4*hinterland.MaxPassword && opens(login.Secret, password)
		return nil
	})
	if err != nil {
		return 0, "", err
	}
	if !right || login.Person == 0 {
		a.Log.Warn("sign-in refused", "from", a.from().String())
		return 0, a.say.Say("web.signin.wrong", nil), nil
	}
	a.brake.right(from...)
	a.brake.forgive(named)
	return login.Person, "", nil
}

// spend does what takes the memory of a password, when others have done so, for
// as long as somebody waits for it.
func (a *ask) spend(on func() error) error {
	select {
	case a.cost <- funding{}:
	case <-a.ctx.Done():
		return a.ctx.Err()
	}
	defer func() { <-a.cost }()
	return on()
}

// seconds is a wait in whole seconds, none too short.
func seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }

// sendOn answers the form that was held while somebody signed in, as if they
// had sent it only now, under the token of the session that they are in.
func (a *ask) sendOn(body signInBody, token string) error {
	to, err := url.Parse(body.Path)
	if err != nil || !holdable(to.Path) {
		return a.goTo("/")
	}
	held := a.r.Clone(a.ctx)
	held.URL = to
	held.Form, held.PostForm = nil, nil
	held.Body = io.NopCloser(strings.NewReader(body.Held))
	held.Header.Del("Cookie")
	held.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	held.AddCookie(&http.Cookie{Name: languageCookie, Value: string(a.say.Tongue())})
	a.mux.ServeHTTP(a.w, held)
	return nil
}

// loginName is a name as logins have it: how it is spaced and capitalised
// makes no difference to who signs in.
func loginName(typed string) string {
	return strings.ToLower(strings.Join(strings.Fields(typed), " "))
}
