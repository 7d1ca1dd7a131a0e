package main

import (
	"cmp"
	"os"
	"strings"
	"time"
)

// machineClock is the time zone of this machine by its name: what TZ says, else
// where the machine's own file of rules leads to. UTC where neither tells.
func machineClock(env func(string) string, localtime string) string {
	path, err := os.Readlink(localtime)
	if err != nil {
		path = ""
	}
	_, linked, _ := strings.Cut(path, "/zoneinfo/")
	zone := cmp.Or(strings.TrimPrefix(env("TZ"), ":"), linked)
	if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
		return "UTC"
	}
	return zone
}
