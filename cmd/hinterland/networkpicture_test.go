package main

import (
	"strings"
	"testing"

	"hinterland/web"
)

func TestANetworkIsDrawnWithAllThatIsSaidOfIt(t *testing.T) {
	svg := string((&zoneMaps{}).Network(&web.Network{
		Title: "Who feeds whom", Desc: "in layers", Whole: "made", Broken: "as it is",
		Nodes: []web.NetworkNode{
			{Code: "mine", Name: "Mine", Title: "The mine", Href: "/parties/mine"},
			{Code: "mill", Name: "Mill", Title: "The mill", Href: "/parties/mill"},
		},
		Links: []web.NetworkLink{
			{From: "mine", To: "mill", Title: "ore 3 t", Broken: true},
			{From: "mill", To: "mine", Title: "iron 1 t"},
		},
	}))
	for _, want := range []string{
		`id="network"`, "Who feeds whom", "in layers", ">made<", ">as it is<", ">Mine<", ">Mill<",
		"The mine", "The mill", `href="/parties/mine"`, `href="/parties/mill"`, "ore 3 t",
		"iron 1 t", "stroke-dasharray",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	if strings.Contains(svg, "<style") || strings.Contains(svg, "style=") {
		t.Error("the picture has a style of its own, which pages do not take")
	}
}
