// Package draw makes the pictures: maps of zones, flows over them and layers
// of who feeds whom, as SVG that stands alone, without script, fonts or links to
// elsewhere.
//
// It decides how things look: colours that stay apart for the colour-blind,
// hatches that stay apart in black-and-white print, where labels find room, and
// how few bytes a border needs. It refuses to know what is drawn and in which
// language: every text comes in ready to be read, every quantity only as a
// length or a width. The same picture always gives the same bytes.
//
// Every picture has a title and a description for those who cannot see it, and
// is meant to stand beside a table with the same content. A picture whose
// places are links is a group, since what an image holds cannot be reached by
// keyboard; one without links is an image.
//
// Read Map first.
package draw
