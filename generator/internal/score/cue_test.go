package score

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
)

// folk is a set of roles: stem to title. A link means the role whose stem is its destination.
type folk map[string]string

func (f folk) Resolve(r content.Ref) (string, bool) {
	if r.Link != nil {
		_, ok := f[r.Link.Dest]
		return r.Link.Dest, ok
	}
	for stem, title := range f {
		if strings.EqualFold(r.Text, stem) || strings.EqualFold(r.Text, title) {
			return stem, true
		}
	}
	return "", false
}

func (f folk) Title(stem string) string { return f[stem] }

// orchestra knows the parts by which the texts of these tests name people. Front desk plays Voice; the duty manager plays
// nothing.
func orchestra() *names {
	n := &names{
		roles: folk{"front-desk": "Front desk", "duty-manager": "Duty manager"},
		plays: map[string]*Part{},
	}
	for _, name := range []string{
		"Conductor", "Voice", "Hands", "Hands on site", "Bed and breakfast", "Voice (night)", "R&D", "Die Küche", "🎻",
	} {
		n.add(name, meaning{part: &Part{Name: name}})
	}
	n.plays["front-desk"] = n.exact("voice").part
	n.add("everyone", meaning{everyone: true})
	return n
}

func TestParseCue(t *testing.T) {
	tests := []struct{ text, to, unknown, line, answer string }{
		{`Voice: "Tell them we know." Answer: "Telling them."`, "Voice", "", "Tell them we know.", "Telling them."},
		{`Voice: "Tell them"`, "Voice", "", "Tell them", ""},
		{`VOICE: go`, "Voice", "", "go", ""},
		{`for the hands on site: "Go."`, "Hands on site", "", "Go.", ""},
		{`the Hands: "Go."`, "Hands", "", "Go.", ""},
		{`Voice and the Hands: "Prepare."`, "Voice Hands", "", "Prepare.", ""},
		{`Voice, Hands, and Conductor: "Now."`, "Voice Hands Conductor", "", "Now.", ""},
		{`Voice & Hands – "Now."`, "Voice Hands", "", "Now.", ""},
		{`Voice, Voice: "Now."`, "Voice", "", "Now.", ""},
		{`everyone: "Doors open."`, "*", "", "Doors open.", ""},
		{`Voice and everyone: x`, "* Voice", "", "x", ""},
		{`Bed and breakfast: "Eggs."`, "Bed and breakfast", "", "Eggs.", ""},
		{`Voice (night): "Sleep."`, "Voice (night)", "", "Sleep.", ""},
		{`Voice (night), R&D: "Sleep."`, "Voice (night) R&D", "", "Sleep.", ""},
		{`die küche: "Raus."`, "Die Küche", "", "Raus.", ""},
		{`die ku` + "\u0308" + `che: "Raus."`, "Die Küche", "", "Raus.", ""},
		{`🎻: "Softly."`, "🎻", "", "Softly.", ""},
		{`Front desk: "They land at two."`, "Voice", "", "They land at two.", ""},
		{`the front desk and Hands: "Now."`, "Voice Hands", "", "Now.", ""},
		{`Airport: "Is it with you?"`, "", "Airport", "Is it with you?", ""},
		{`Voice and the Airport: "Is it with you?"`, "Voice", "the Airport", "Is it with you?", ""},
		{`Airport, Voice: "Now."`, "Voice", "Airport", "Now.", ""},
		{`Duty manager: "Now."`, "", "Duty manager", "Now.", ""},
		{`Voices: "Now."`, "", "Voices", "Now.", ""},
		{`Voice-mail: "Now."`, "", "Voice-mail", "Now.", ""},
		{`tell them all`, "", "tell them all", "", ""},
		{`Voice, then close the door`, "Voice", "", "then close the door", ""},
		{`Voice and then close the door`, "Voice", "", "and then close the door", ""},
		{`Voice tell them we know. Answer: telling them.`, "Voice", "", "tell them we know.", "telling them."},
		{`Voice "Go."`, "Voice", "", "Go.", ""},
		{`Voice: “Go.” Answer: „Gehe.“`, "Voice", "", "Go.", "Gehe."},
		{`Voice: «Allez.» answer : «On y va.»`, "Voice", "", "Allez.", "On y va."},
		{`Voice: »Los.«`, "Voice", "", "Los.", ""},
		{`Voice: 'Don't wait.'`, "Voice", "", "Don't wait.", ""},
		{`Voice: "Say Answer: yes." Answer: "Yes."`, "Voice", "", "Say Answer: yes.", "Yes."},
		{`Voice: "Go. Answer: Going.`, "Voice", "", `"Go.`, "Going."},
		{`Voice: say "go" to Hands and Airport: now`, "Voice", "", `say "go" to Hands and Airport: now`, ""},
		{`Voice`, "Voice", "", "", ""},
		{`"Go!"`, "", "?", "Go!", ""},
		{``, "", "?", "", ""},
		{`,,;:`, "", "?", "", ""},
		{`the`, "", "the", "", ""},
		{`Voice.`, "Voice", "", "", ""},
	}
	n := orchestra()
	for _, tt := range tests {
		c := parseCue(phrase{text: tt.text}, n)
		var to []string
		if c.everyone {
			to = append(to, "*")
		}
		for _, p := range c.to {
			to = append(to, p.Name)
		}
		unknown := strings.Join(c.unknown, ", ")
		if len(c.unknown) > 0 && unknown == "" {
			unknown = "?"
		}
		if got := strings.Join(to, " "); got != tt.to || unknown != tt.unknown || c.line != tt.line || c.answer != tt.answer {
			t.Errorf("%s\n got to %q, unknown %q, line %q, answer %q\nwant to %q, unknown %q, line %q, answer %q",
				tt.text, got, unknown, c.line, c.answer, tt.to, tt.unknown, tt.line, tt.answer)
		}
	}
}

func TestParseCueByLink(t *testing.T) {
	n := orchestra()
	p := phrase{
		text:  `the person at the door, Hands: "Open."`,
		links: []phraseLink{{start: 4, end: 22, link: &markdown.Link{Dest: "front-desk"}}},
	}
	c := parseCue(p, n)
	if len(c.to) != 2 || c.to[0].Name != "Voice" || c.to[1].Name != "Hands" || len(c.unknown) > 0 || c.line != "Open." {
		t.Errorf("got %+v", c)
	}
}

func TestParseWait(t *testing.T) {
	for text, want := range map[string]string{
		"Voice":                        "Voice",
		"the Conductor":                "Conductor",
		"for Hands on site.":           "Hands on site",
		`Conductor: "You may leave."`:  "Conductor",
		"the conductor's sign":         "Conductor",
		"Voice and Hands":              "Voice Hands",
		"Voice, then the rain":         "Voice",
		"the front desk":               "Voice",
		"until the rain has stopped":   "",
		"Duty manager":                 "",
		"everyone":                     "",
		"Hands-free calling is set up": "",
		"a word from the conductor":    "",
		"":                             "",
	} {
		var got []string
		for _, p := range parseWait(phrase{text: text}, orchestra()) {
			got = append(got, p.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q waits for %q, want %q", text, got, want)
		}
	}
}

// However a cue is written, reading it ends, and what is named and what is said come from its text.
func FuzzParseCue(f *testing.F) {
	for _, s := range []string{`Voice: "a" Answer: "b"`, `for the , and & everyone`, "„“", "the the the", "Voice 's: ’", "\xff:\xff"} {
		f.Add(s)
	}
	n := orchestra()
	f.Fuzz(func(t *testing.T, text string) {
		c := parseCue(phrase{text: text}, n)
		if len(c.to) == 0 && !c.everyone && len(c.unknown) == 0 {
			t.Error("neither known nor unknown names")
		}
		for _, s := range slices.Concat(c.unknown, []string{c.line, c.answer}) {
			if !strings.Contains(text, s) {
				t.Errorf("%q does not stand in the text", s)
			}
		}
		parseWait(phrase{text: text}, n)
	})
}

func TestKey(t *testing.T) {
	for name, want := range map[string]string{
		"Voice": "voice", "The  Voice:": "voice", "VOICE": "voice", "the": "the", ":": ":", "Voice (night)": "voice ( night )",
	} {
		if got := strings.Join(key(name), " "); got != want {
			t.Errorf("key(%q) = %q, want %q", name, got, want)
		}
	}
	if got := fmt.Sprint(len(key(" "))); got != "0" {
		t.Errorf("a blank name has %s tokens", got)
	}
}
