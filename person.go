package hinterland

import "net/mail"

// A Person acts for parties through posts. Name, Mail and Phone lie apart
// and may be erased; the person, and what was done, stay in the journal.
type Person struct {
	ID    ID[Person] `json:"id"`
	Name  Personal   `json:"name"`
	Mail  Personal   `json:"mail,omitempty"`
	Phone Personal   `json:"phone,omitempty"`
}

// Erased reports whether everything that was said of a person has been erased.
func (p *Person) Erased() bool { return p.Name == erasedMark }

// Erase leaves nothing of a person but the number.
func (p *Person) Erase() { *p = Person{ID: p.ID, Name: erasedMark} }

// erasedMark is a token to which no value belongs.
const erasedMark Personal = tokenMark + "erased"

// Check refuses a person without a name, and values that are none.
func (p *Person) Check() Refusals {
	var faults Refusals
	faults.add(p.Name.Check("name"))
	if p.Mail != "" {
		faults.add(p.checkMail())
	}
	if p.Phone != "" {
		faults.add(p.Phone.Check("phone"))
	}
	return faults
}

// checkMail refuses what is no mail address, alone and without a name. Whether anybody
// reads what is sent there, nobody can tell from it.
func (p *Person) checkMail() *Refusal {
	text := string(p.Mail)
	if r := p.Mail.Check("mail"); r != nil {
		return r
	}
	if read, err := mail.ParseAddress(text); err != nil || read.Address != text {
		return Refuse(Invalid, "mail.form", nil).In(At("mail", clip(text)))
	}
	return nil
}

// PersonBook is what the records can answer and take about persons.
type PersonBook interface {
	// Person returns a person, or a refusal of kind NotFound.
	Person(id ID[Person]) (Person, error)
	// People returns at most limit persons after one, by number: everybody, or
	// who has held a post in a party that shares an agreement with near, or in
	// near itself.
	People(near PartyCode, after ID[Person], limit int) ([]Person, error)
	// PeopleBy returns those of some numbers, by number.
	PeopleBy(ids []ID[Person]) ([]Person, error)
	// AddPerson records p, whose personal values are tokens.
	AddPerson(p Person) error
	// ChangePerson records other personal values, tokens too, of a person.
	ChangePerson(p Person) error
}

// PersonalBook is what lies apart of the records.
type PersonalBook interface {
	// Erase takes out of what lies apart every value that was ever said of a
	// person, and whatever lets that person in. No entry can bring it back.
	Erase(id ID[Person]) error
	// EraseSigner takes out the name with which somebody assented for a party to a
	// version by a link, and refuses where there is none.
	EraseSigner(id ID[Agreement], version int, party PartyCode) error
	// Keep lays a personal value apart of the records.
	Keep(s Sealed) error
	// Values returns what lies apart for the tokens that are known and not
	// erased.
	Values(tokens []Personal) (map[Personal]Sealed, error)
}
