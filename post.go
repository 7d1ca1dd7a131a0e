package hinterland

// A Duty is what a post entitles to.
type Duty string

// The duties. What each may do stands in the office's table of authority.
const (
	Keeper    Duty = "keeper"    // keeps the region's lists and posts
	Clerk     Duty = "clerk"     // enters and records for a party
	Liaison   Duty = "liaison"   // speaks for a party with others
	Signatory Duty = "signatory" // assents for a party
	Planner   Duty = "planner"   // plans for the region
)

// Duties lists every duty.
func Duties() []Duty { return []Duty{Keeper, Clerk, Liaison, Signatory, Planner} }

// A Post is a duty of a person in a party for a term. A person may hold many.
type Post struct {
	ID     ID[Post]   `json:"id"`
	Person ID[Person] `json:"person"`
	Party  PartyCode  `json:"party"`
	Duty   Duty       `json:"duty"`
	Term   Term       `json:"-"`
}

// Check refuses an unknown duty and a term that ends before it begins.
func (p *Post) Check() Refusals {
	var faults Refusals
	known := false
	for _, d := range Duties() {
		known = known || d == p.Duty
	}
	if !known {
		faults.add(Refuse(Invalid, "duty.unknown", nil).
			In(Where{Column: "duty", Value: clip(string(p.Duty))}))
	}
	if p.Term.To <= p.Term.From {
		faults.add(Refuse(Invalid, "term.backwards", Args{"from": p.Term.From}).
			In(Where{Column: "to", Value: p.Term.Last().String()}))
	}
	return faults
}

// RestBook is what the records can answer and take about what rests on posts.
type RestBook interface {
	KeyBook
	SubscriptionBook
}

// PostBook is what the records can answer and take about posts, and about what
// rests on them.
type PostBook interface {
	RestBook
	// Post returns a post, or a refusal of kind NotFound.
	Post(id ID[Post]) (Post, error)
	// PostsOf returns the posts that a person holds in a party, ended ones
	// too, by number. In an act they stay as they are until it is done.
	PostsOf(person ID[Person], party PartyCode) ([]Post, error)
	// PostsHeldBy returns the posts that some persons hold anywhere, by number.
	PostsHeldBy(people ...ID[Person]) ([]Post, error)
	// Holders returns the posts of a duty in some parties, by number; of every
	// duty if duty is empty.
	Holders(duty Duty, parties ...PartyCode) ([]Post, error)
	// AddPost records p. It refuses a second post of the same person, party
	// and duty that shares a day with p.
	AddPost(p Post) error
	// EndPost makes to the first day that is no more of a post.
	EndPost(id ID[Post], to Day) error
}
