package slug

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMake(t *testing.T) {
	for text, want := range map[string]string{
		"The first hour":         "the-first-hour",
		"CI / Build":             "ci--build",
		"Keys & codes":           "keys--codes",
		"24/7 (nights too)":      "247-nights-too",
		"a--b":                   "a--b",
		"foo_bar.Baz()":          "foo_barbaz",
		"Überblick & Ziele":      "überblick--ziele",
		"U\u0308berblick":        "überblick",
		"日本語の手順":                 "日本語の手順",
		"Ответственность":        "ответственность",
		"  around  ":             "around",
		"tab\tand\u00a0no-break": "tab-and-no-break",
		"½ and ²":                "½-and-²",
		"!?":                     "",
		"a?\u0300":               "à",
		"\u0300?\u0316":          "\u0316\u0300",
	} {
		if got := Make(text); got != want {
			t.Errorf("Make(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestBare(t *testing.T) {
	for text, want := range map[string]string{"Keys--Codes": "keyscodes", "1. Gather!": "1gather", "Écran été": "écranété"} {
		if got := Bare(text); got != want {
			t.Errorf("Bare(%q) = %q, want %q", text, got, want)
		}
	}
}

// A slug is its own slug, and both forms forget case.
func TestMakeIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if once := Make(s); Make(once) != once {
			t.Errorf("Make(%q) = %q, then %q", s, once, Make(once))
		}
		if once := Bare(s); Bare(once) != once || Bare(Make(s)) != once {
			t.Errorf("Bare(%q) = %q, then %q; of its slug %q", s, once, Bare(once), Bare(Make(s)))
		}
	})
}
