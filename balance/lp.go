package balance

import (
	"context"
	"errors"

	"hinterland"
)

// Models returns linear programs.
func Models(ctx context.Context, r *hinterland.Region, z hinterland.Policy) (map[string][]byte, error) {
	return nil, errors.New("not there yet")
}
