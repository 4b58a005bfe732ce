package render

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/score"
)

// A cue sheet has every cue of its playbook once, in order of time, and nobody waits on it for a cue that comes later.
func TestCueSheetHasEveryCueInTime(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := playbookOf(drawScore(rt))
		r := rendererOf(t, map[string]string{"playbooks/x.md": text})
		p := r.site.Playbooks[0]
		cues := 0
		for _, m := range p.Score.Movements {
			for _, s := range m.Steps {
				if s.Cue != nil {
					cues++
				}
			}
		}
		if !r.has(cueSheetAddress(p)) {
			if cues > 0 {
				rt.Fatalf("%d cues, and no sheet for\n%s", cues, text)
			}
			return
		}
		v := r.at(cueSheetAddress(p)).cueSheet(p)
		number, pauses := 0, 0
		for i, m := range v.Movements {
			for _, e := range m.Entries {
				if e.Label == "Pause" && e.Who.Name == "" {
					pauses++
				}
				if e.Label != "" {
					continue
				}
				if number++; e.Number != number {
					rt.Fatalf("cue %d stands where %d should, in\n%s", e.Number, number, text)
				}
				if len(e.To) == 0 || e.Who.Name == "" {
					rt.Fatalf("cue %d comes from %q and goes to %v", number, e.Who.Name, e.To)
				}
				for _, after := range e.After.Cues {
					if after >= number && !p.Score.Movements[i].Cyclic {
						rt.Fatalf("cue %d comes after cue %d in\n%s", number, after, text)
					}
				}
			}
			pauses -= len(p.Score.Movements[i].Pauses)
		}
		if number != cues || pauses != 0 {
			rt.Fatalf("%d of %d cues, and %d pauses too many, are on the sheet of\n%s", number, cues, pauses, text)
		}
	})
}

// What a cue comes after: the cues that its sender has heard, and what the sender did since.
func TestCueSheetSaysAfterWhat(t *testing.T) {
	r := rendererOf(t, map[string]string{"playbooks/x.md": `# X

## Score

### Only

- **Alto**
  - Sing
  - **Cue:** Bass: "Come in." Answer: "In."
  - **Cue:** Coro: "You too."
- **Bass**
  - **Wait:** the bell has rung
  - Hum
  - **Cue:** Alto: "Enough."
- **Pause:** breathe
- **Alto**
  - **Wait:** Bass
  - **Cue:** everyone: "Bow."
- **Coro**
  - Listen
`})
	body := bodyOf(t, r, "/playbooks/x/cues/")
	words := strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " ")), " ")
	for _, want := range []string{
		"1 Alto to Bass after: Sing Come in. Answer In.",
		"2 Alto to Coro after 1 You too.",
		"Bass: Wait the bell has rung",
		"3 Bass to Alto after: Hum Enough.",
		"Pause breathe",
		"4 Alto to everyone after 3 Bow.",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("the sheet lacks %q:\n%s", want, words)
		}
	}
}

// A playbook without a cue has no sheet, and nothing leads to one.
func TestNoSheetWithoutCues(t *testing.T) {
	r := rendererOf(t, map[string]string{"playbooks/x.md": "# X\n\n## Score\n\n### Only\n\n- **Alto**\n  - Sing\n"})
	if r.has("/playbooks/x/cues/") || strings.Contains(bodyOf(t, r, "/playbooks/x/"), "cues/") {
		t.Error("there is a sheet")
	}
}

// What is everybody's carries every role, what is a part's its own, and a cue those of both its ends.
func TestRolesAreOnWhatIsTheirs(t *testing.T) {
	files := map[string]string{"playbooks/x.md": `# X

## Players

| Part | Played by |
| --- | --- |
| Alto | [One](../roles/one.md) |
| Bass | [Two](../roles/two.md) |

## Score

### Only

- **Everyone**
  - Stand
- **Alto**
  - Sing
  - **Cue:** Bass: "Now."
- **Bass**
  - Hum
`}
	for _, role := range []string{"one", "two"} {
		files["roles/"+role+".md"] = fmt.Sprintf("---\nredirect_from: [/roles/old-%s/]\n---\n# %s\n\n- **Reach:** here\n", role, role)
	}
	r := rendererOf(t, files)
	body := bodyOf(t, r, "/playbooks/x/")
	for _, want := range []string{
		`class="note everyone" data-role="one old-one two old-two"`,
		`class="note" data-role="one old-one" data-of="alto"`,
		`class="note" data-role="two old-two" data-of="bass"`,
		`<i class="down" data-part="1" data-rows="1" data-beat="2" data-len="1" data-role="one old-one two old-two" data-of="alto bass"`,
		`<i class="head" data-part="2" data-rows="1" data-beat="3" data-len="1" data-role="one old-one two old-two" data-of="alto bass"`,
		`<p class="cue" data-cue="1" data-for="bass">`,
		`<p class="hears" data-cue="1"><b>After</b> Alto</p>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s:\n%s", want, body)
		}
	}
}

// A rest is drawn where a part is silent all through a movement, and nothing is drawn on it.
func TestRestsOfPlaybooks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawScore(rt)
		s := readScore(text)
		for _, sys := range lay(s).Systems {
			rests := map[[2]int]bool{}
			for _, r := range sys.rests() {
				rests[[2]int{r.Row, r.Col}] = true
			}
			for _, b := range sys.Bars {
				for row := range sys.Staves {
					at := b.Start
					for slices.Contains(sys.Pauses, at) {
						at++
					}
					silent := sys.Staves[row].Part != nil && at < b.Start+b.Cols && !plays(&score.Score{Movements: []*score.Movement{b.Movement}}, sys.Staves[row].Part)
					if rests[[2]int{row + 1, at}] && !silent {
						rt.Fatalf("stave %d rests in column %d and plays in\n%s", row+1, at, text)
					}
				}
			}
			for _, n := range allNotes(sys) {
				if rests[[2]int{n.Row, n.Col}] {
					rt.Fatalf("a note lies on a rest in\n%s", text)
				}
			}
			for _, l := range sys.Lines {
				for _, h := range append(l.Heads, cueHead{l.Row, l.Col}) {
					from := l.Col
					if h.Row == l.Row {
						from = l.From
					}
					for col := from; col <= h.Col; col++ {
						if rests[[2]int{h.Row, col}] {
							rt.Fatalf("a cue runs through a rest on stave %d in\n%s", h.Row, text)
						}
					}
				}
			}
		}
	})
}

// allNotes are the notes of a system with the columns that they have in it.
func allNotes(sys *system) []note {
	var out []note
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note != nil {
				n := *e.Note
				n.Col += b.Start - 1
				out = append(out, n)
			}
		}
	}
	return out
}
