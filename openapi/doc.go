// Package openapi describes Go types and addresses in the words of OpenAPI 3.1,
// so that what programs are told of an interface is what answers them.
//
// It reads types as encoding/json writes them and decides nothing: what is
// required is what the tags of a struct do not let be left out, and no field
// beside them is allowed. It refuses to know any noun; a type that writes itself
// is a text unless its caller says more of it.
//
// Read Schema first, then Document.
package openapi
