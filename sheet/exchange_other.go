//go:build !linux

package sheet

import "errors"

// exchangeAtOnce stands in where the system has no such call that Go knows.
func exchangeAtOnce(_, _ string) error { return errors.ErrUnsupported }
