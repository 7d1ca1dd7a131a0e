//go:build !unix

package main

import "time"

// cpuSeconds stands in where the system does not tell processor time: what
// has passed on the wall is an upper bound for a search on one thread.
func cpuSeconds() float64 { return float64(time.Now().UnixNano()) / 1e9 }
