package web

import "hinterland"

// wayTold words how a subscription tells.
func (a *ask) wayTold(w hinterland.Way) string {
	// lang: way.webhook way.mail
	return a.say.Say("way."+string(w), nil)
}

// pace words how often a subscription tells.
func (a *ask) pace(p hinterland.Pace) string {
	// lang: pace.daily pace.each
	return a.say.Say("pace."+string(p), nil)
}
