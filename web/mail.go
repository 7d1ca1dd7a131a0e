package web

import (
	"context"
	"html/template"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A letter is what a person is told by mail, as text and as a page.
type letter struct {
	Tongue lang.Tongue
	Title  string
	Parts  []letterPart
	Foot   []letterLine
}

// A letterPart is some lines under a head.
type letterPart struct {
	Head  string
	Lines []letterLine
}

// A letterLine says something and leads to it.
type letterLine struct{ Text, Link string }

// tellPerson makes one mail of what others did that the post sees, if there is anything.
// Mail that is daily waits for its hour from the beginning.
func (s *Server) tellPerson(
	ctx context.Context, of *hinterland.Subscription, actor office.Actor, d hinterland.Sending,
) (told hinterland.Telling, err error) {
	who, err := s.Office.Standing(ctx, of.Person)
	if err != nil {
		return told, err
	}
	now := hinterland.InstantOf(s.Now())
	due := now + hinterland.MailAfter
	if of.Pace == hinterland.Daily {
		if due, err = who.Charter.NextDigest(now); err != nil {
			return told, err
		}
		if d.Due == 0 && !d.Test {
			return hinterland.Telling{Next: d.Place, Due: due}, nil
		}
	}
	a := &ask{
		Server: s, ctx: ctx, say: lang.For(lang.Match(of.Language)),
		me: &me{
			Session:  hinterland.Session{Person: of.Person, Party: of.Party},
			Standing: who, known: true,
		},
	}
	places := int64(placesForMail)
	if d.Test {
		places = 0
	}
	var m *hinterland.Mail
	told.Next, err = s.news(ctx, actor, d.Place, places, func(
		v *office.View, seen []placed,
	) (err error) {
		a.v = v
		m, err = a.mail(of, byOthers(seen, of.Person), d.Test)
		return err
	})
	if err != nil || m == nil {
		told.Due = due
		return told, err
	}
	ending, err := s.Proofs.EndingToken(ctx, of.ID)
	m.Unsubscribe = s.address(apiPath + "/unsubscribe/" + of.ID.String() + "/" + ending)
	id := messageID(of, "", told.Next)
	if d.Test {
		id = messageID(of, "test", int64(now))
	}
	told.Due = due
	told.Messages = []hinterland.Message{{ID: id, Next: told.Next, Mail: m}}
	return told, err
}

// byOthers are the entries of anybody else: nobody is told what they did themselves.
func byOthers(seen []placed, person hinterland.ID[hinterland.Person]) []hinterland.Entry {
	var entries []hinterland.Entry
	for _, e := range seen {
		if e.By != person || e.Through != 0 {
			entries = append(entries, e.Entry)
		}
	}
	return entries
}

// mail writes to the person whom a subscription tells; nil where there is nothing to
// write. It refuses where the office has no address of the person.
func (a *ask) mail(
	of *hinterland.Subscription, news []hinterland.Entry, test bool,
) (*hinterland.Mail, error) {
	if len(news) == 0 && !test {
		return nil, nil
	}
	who, err := a.v.Holder(of.Person)
	if err != nil {
		return nil, err
	}
	if who.Mail == "" {
		return nil, hinterland.Refuse(hinterland.Conflict, "subscription.nomail", nil)
	}
	office := nameOf(a.say, a.me.Charter.Name, "")
	l := &letter{
		Tongue: a.say.Tongue(),
		Title: a.say.Say("mail.subject", lang.Args{
			"office": office, "count": len(news),
		}),
		Foot: []letterLine{{
			a.say.Say("mail.foot", lang.Args{"title": of.Title}),
			a.address(subscriptionPath(of.ID)),
		}},
	}
	if test {
		l.Title = a.say.Say("mail.test", lang.Args{"office": office})
	} else if l.Parts, err = a.letterParts(news); err != nil {
		return nil, err
	}
	page, err := l.page()
	return &hinterland.Mail{
		From: office, To: string(who.Mail), Subject: l.Title, Text: l.text(), HTML: page,
	}, err
}

// letterParts are what happened, what is late, and what waits.
func (a *ask) letterParts(news []hinterland.Entry) ([]letterPart, error) {
	n, err := a.names(a.v, a.v.Actor().Party)
	if err != nil {
		return nil, err
	}
	happened, err := a.happened(n, news)
	if err != nil {
		return nil, err
	}
	dues, err := a.dues(n)
	if err != nil {
		return nil, err
	}
	waits, err := a.waits(n)
	if err != nil {
		return nil, err
	}
	var late, waiting []letterLine
	for _, due := range dues.Late {
		late = append(late, letterLine{a.say.Say("mail.due", lang.Args{
			"day": dayWords(a.say, due.Day), "quantity": due.Quantity, "good": due.Good,
			"way": due.Way, "title": due.Title,
		}), a.address(due.Path)})
	}
	for _, w := range waits {
		text, path := w.Text, w.Path
		if w.Title != "" {
			text = a.say.Say("mail.wait", lang.Args{"what": text, "title": w.Title})
		}
		if path == "" {
			path = w.TitlePath
		}
		waiting = append(waiting, letterLine{text, a.address(path)})
	}
	var parts []letterPart
	for _, p := range []letterPart{
		{a.say.Say("mail.news", nil), happened},
		{a.say.Say("web.home.late", nil), late},
		{a.say.Say("web.home.waits", nil), waiting},
	} {
		if len(p.Lines) > 0 {
			parts = append(parts, p)
		}
	}
	return parts, a.failed
}

// happened tells entries, a line for each; where there are too many, that there are more.
func (a *ask) happened(n *names, news []hinterland.Entry) ([]letterLine, error) {
	told := news[:min(len(news), entriesInMail)]
	if err := n.meetEntries(told); err != nil {
		return nil, err
	}
	var lines []letterLine
	for i := range told {
		row, err := a.entry(n, &told[i])
		if err != nil {
			return nil, err
		}
		key, args := "mail.entry", lang.Args{
			"what": row.What, "by": row.By, "for": row.For, "at": row.At,
		}
		if row.About != nil {
			key, args["title"] = "mail.entry.under", row.About.Text
		}
		// lang: mail.entry mail.entry.under
		lines = append(lines, letterLine{a.say.Say(key, args), a.address(row.Path)})
	}
	if more := len(news) - len(told); more > 0 {
		lines = append(lines, letterLine{
			a.say.Say("mail.more", lang.Args{"count": more}), a.address("/journal"),
		})
	}
	return lines, nil
}

// text is a letter for who reads no pages.
func (l *letter) text() string {
	var b strings.Builder
	write := func(lines []letterLine, mark string) {
		for _, line := range lines {
			b.WriteString(mark + line.Text + "\n  " + line.Link + "\n")
		}
	}
	b.WriteString(l.Title + "\n")
	for _, p := range l.Parts {
		b.WriteString("\n" + p.Head + "\n\n")
		write(p.Lines, "- ")
	}
	b.WriteString("\n-- \n")
	write(l.Foot, "")
	return b.String()
}

// page is a letter as a page that needs nothing from anywhere.
func (l *letter) page() (string, error) {
	t, err := template.New("mail").Parse(letterPage)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, l)
	return b.String(), err
}

const letterPage = `<!DOCTYPE html>
<html lang="{{.Tongue}}"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body style="font-family: sans-serif; max-width: 40em">
<h1 style="font-size: 1.3em">{{.Title}}</h1>
{{range .Parts}}<h2 style="font-size: 1.1em">{{.Head}}</h2>
<ul>{{range .Lines}}<li><a href="{{.Link}}">{{.Text}}</a></li>
{{end}}</ul>
{{end}}<hr>
{{range .Foot}}<p><a href="{{.Link}}">{{.Text}}</a></p>
{{end}}</body></html>
`
