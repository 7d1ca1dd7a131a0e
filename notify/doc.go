// Package notify brings what subscriptions tell to programs and to people: by requests
// that are signed as Standard Webhooks say, and by mail. It knows neither what is told
// nor who may know it. What it cannot bring it tries again, over three days; what it
// brings may come twice, under the same name both times.
package notify
