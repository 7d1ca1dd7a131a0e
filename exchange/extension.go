package exchange

import (
	"embed"
	"io/fs"
)

//go:embed extension
var extension embed.FS

// Extension is the description of our own fields in OCDS, as the standard wants
// it: extension.json, a patch of the release schema, and code lists.
func Extension() fs.FS {
	sub, err := fs.Sub(extension, "extension")
	if err != nil {
		panic("exchange: the folder is built in: " + err.Error())
	}
	return sub
}
