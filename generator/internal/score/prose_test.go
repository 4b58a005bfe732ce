package score

import (
	"testing"

	"baton/generator/internal/content"
)

func TestProseNamesPlayersAsDeclared(t *testing.T) {
	w := writtenNames([]*content.Player{{Name: "Hands"}, {Name: "Hands on site"}, {Name: "Über"}, {Name: "🎻"}, {Name: "R&D"}, {Name: "Everyone"}, {Name: ""}})
	for text, want := range map[string]string{
		"Hands up":              "Hands",
		"all Hands on site now": "Hands on site",
		"all Hands on sites":    "Hands",
		"hands up":              "",
		"Handsome":              "",
		"my_Hands":              "",
		"(Hands)":               "Hands",
		"Hands":                 "Hands",
		"Überall ist Über.":     "Über",
		"the 🎻 plays":           "🎻",
		"ask R&D first, Hands":  "R&D",
		"Hands\u0308":           "",
		"Everyone":              "",
		"":                      "",
	} {
		if got := w.first(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
		if want != "" && wordAt(text, want) < 0 {
			t.Errorf("%q is nowhere in %q", want, text)
		}
	}
}
