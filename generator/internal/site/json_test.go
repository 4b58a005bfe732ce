package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"baton/generator/internal/content"
)

// TestJSON_Golden compares the whole of handbook.json for a small handbook with every kind.
func TestJSON_Golden(t *testing.T) {
	const golden = "testdata/handbook.json"
	s := Link(goldenInput(t))
	var got bytes.Buffer
	if err := json.Indent(&got, s.JSON(), "", " "); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs; got:\n%s", golden, got.String())
	}
	for _, d := range s.Diags {
		t.Errorf("%s: %s %s", d.Pos, d.Code.Rule().Name, d.Message)
	}
}

func goldenInput(t testing.TB) Input {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/handbook.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	return inputOf(t, files)
}

// The order in which documents are given does not matter, and linking twice gives the same bytes.
func TestJSON_OrderOfDocuments(t *testing.T) {
	in := goldenInput(t)
	want := Link(in).JSON()
	for seed := range uint64(20) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(in.Docs), func(i, j int) { in.Docs[i], in.Docs[j] = in.Docs[j], in.Docs[i] })
		if got := Link(in).JSON(); !bytes.Equal(got, want) {
			t.Fatalf("seed %d gives other bytes", seed)
		}
	}
}

// Whatever names and links a handbook is made of, linking ends, does not depend on the order of documents, and
// its findings and its handbook.json are the same each time.
func TestLink_AnyHandbook(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		files := randomHandbook(rt)
		in := inputOf(t, files)
		a := Link(in)
		in.Docs = rapid.Permutation(in.Docs).Draw(rt, "order")
		b := Link(in)
		if !bytes.Equal(a.JSON(), b.JSON()) {
			rt.Fatalf("handbook.json depends on the order of documents: %q", files)
		}
		a.Diags.Sort()
		b.Diags.Sort()
		if x, y := fmt.Sprint(a.Diags), fmt.Sprint(b.Diags); x != y {
			rt.Fatalf("findings depend on the order of documents: %q\n%s\n%s", files, x, y)
		}
		if x, y := a.Lock(), b.Lock(); !bytes.Equal(x, y) {
			rt.Fatalf("the lock file depends on the order of documents")
		}
		if list, err := a.LostIDs(b.JSON()); err != nil || len(list) > 0 {
			rt.Fatalf("a handbook has lost ids since itself: %v, %v", list, err)
		}
		if list, err := a.LostIDs(b.Lock()); err != nil || len(list) > 0 {
			rt.Fatalf("a handbook has lost ids since itself: %v, %v", list, err)
		}
		checkTree(rt, a)
		a.Gaps()
		for _, r := range a.Roles {
			checkPartBook(rt, r)
		}
	})
}

// checkTree checks "decided without you" against the plain definition.
func checkTree(t *rapid.T, s *Site) {
	for _, r := range s.Roles {
		below := map[*Role]bool{}
		var walk func(*Role)
		walk = func(r *Role) {
			for _, report := range r.Reports {
				if !below[report] {
					below[report] = true
					walk(report)
				}
			}
		}
		walk(r)
		if below[r] {
			continue // in a circle, which is reported
		}
		n := 0
		for other := range below {
			for _, right := range other.Rights {
				if free(right.Level) && !contains(right.With, r) {
					n++
				}
			}
		}
		if n != len(r.WithoutYou) {
			t.Fatalf("%s: %d rights are decided below, %d listed", r.Stem, n, len(r.WithoutYou))
		}
		for _, right := range r.WithoutYou {
			if !below[right.Role] {
				t.Fatalf("%s: %s does not stand below", r.Stem, right.Role.Stem)
			}
		}
	}
}

func contains(roles []*Role, r *Role) bool {
	for _, other := range roles {
		if other == r {
			return true
		}
	}
	return false
}

// checkPartBook checks that rests and own beats fill each movement.
func checkPartBook(t *rapid.T, r *Role) {
	for _, staff := range PartBook(r) {
		for _, bar := range staff.Bars {
			if bar.Movement.Cyclic {
				continue
			}
			beat := 0
			for _, n := range bar.Notes {
				switch {
				case n.Rest > 0:
					beat += n.Rest
				case n.Pause != nil:
					beat = max(beat, n.Pause.Beat)
				default:
					if n.Step.Beat > beat+1 {
						t.Fatalf("%s: nothing between beat %d and %d of %q", r.Stem, beat, n.Step.Beat, bar.Movement.Title)
					}
					beat = n.Step.Beat
				}
			}
			if beat != bar.Movement.Beats {
				t.Fatalf("%s: %d beats of %d in %q", r.Stem, beat, bar.Movement.Beats, bar.Movement.Title)
			}
		}
	}
}

// randomHandbook makes a small handbook out of few names, so that they often meet.
func randomHandbook(t *rapid.T) map[string]string {
	names := []string{"a", "b", "c", "d"}
	name := rapid.SampledFrom(names)
	role := func(from string) string {
		n := name.Draw(t, "role")
		return rapid.SampledFrom([]string{"[" + n + "](" + from + "roles/" + n + ".md)", n, "Role " + n, "[[" + n + "]]", "nobody"}).Draw(t, "as")
	}
	level := rapid.SampledFrom([]string{"Must", "Within limits", "Your call", "Ask first"})
	files := map[string]string{}
	for _, n := range names {
		if rapid.Bool().Draw(t, "role "+n) {
			var b strings.Builder
			fmt.Fprintf(&b, "---\nowner: %s\n---\n# Role %s\n\n- **Answers to:** %s\n", name.Draw(t, "owner"), n, role("../"))
			b.WriteString("\n## Responsibilities\n\n### It works\n\n")
			fmt.Fprintf(&b, "- **%s:** mind it %s\n- **Told:** %s\n", level.Draw(t, "level"), role("../"), role("../"))
			b.WriteString("\n## Decisions\n\n")
			for range rapid.IntRange(0, 3).Draw(t, "rights") {
				fmt.Fprintf(&b, "- **%s:** do [it](../decisions/%s.md), ask %s\n", level.Draw(t, "level"), name.Draw(t, "decision"), role("../"))
			}
			files["roles/"+n+".md"] = b.String()
		}
		if rapid.Bool().Draw(t, "decision "+n) {
			files["decisions/"+n+".md"] = fmt.Sprintf("# Decide %s\n\nFor [it](../roles/%s.md#it-works).\n\n| Up to | Who decides | Level |\n| --- | --- | --- |\n| 5 USD | %s | |\n| %d USD | %s and %s | %s |\n| more | %s, %s | |\n",
				n, name.Draw(t, "for"), role("../"), rapid.IntRange(4, 9).Draw(t, "limit"), role("../"), role("../"), level.Draw(t, "level"), role("../"), role("../"))
		}
		if rapid.Bool().Draw(t, "playbook "+n) {
			var b strings.Builder
			fmt.Fprintf(&b, "---\nconductor: %s\n---\n# Play %s\n\n## Players\n\n| Part | Played by |\n| --- | --- |\n| Voice | %s |\n| Hands | %s |\n\n## Score\n", name.Draw(t, "conductor"), n, role("../"), role("../"))
			for i := range rapid.IntRange(1, 2).Draw(t, "movements") {
				fmt.Fprintf(&b, "\n### %d. Play\n\n", i)
				for range rapid.IntRange(1, 5).Draw(t, "entries") {
					b.WriteString(rapid.SampledFrom([]string{
						"- **Customer:** waits\n", "- **Pause:** breathe\n", "- **Everyone**\n  - Sing\n", "- **Ask first:** the voice\n",
						"- **Voice**\n  - Say it\n  - **Cue:** Hands: \"Now.\"\n", "- **Hands**\n  - **Wait:** Voice\n  - Do it\n",
						"- **Hands**\n  - Do it\n  - **Cue:** Voice: \"Done.\"\n", "- **Voice**\n  - **Wait:** Hands\n",
					}).Draw(t, "entry"))
				}
			}
			files["playbooks/"+n+".md"] = b.String()
		}
		if rapid.Bool().Draw(t, "checklist "+n) {
			files["checklists/"+n+".md"] = fmt.Sprintf("---\nfor: [%s]\n---\n# List %s\n\n- [ ] Mind [it](../roles/%s.md#it-works)\n\n## Ask first\n\n- It burns. %s\n",
				name.Draw(t, "for"), n, name.Draw(t, "role"), role("../"))
		}
		if rapid.Bool().Draw(t, "lesson "+n) {
			files["lessons/"+n+".md"] = fmt.Sprintf("# Lesson %s\n\n## What happened\n\nIt broke.\n\n## What we changed\n\n- [It](../playbooks/%s.md)\n", n, name.Draw(t, "changed"))
		}
	}
	return files
}

// Nothing in handbook.json is a kind of null, and every address in it is that of a page.
func TestJSON_Addresses(t *testing.T) {
	s := Link(goldenInput(t))
	data := s.JSON()
	if bytes.Contains(data, []byte("null")) {
		t.Error("null in handbook.json")
	}
	var h jsonHandbook
	if err := json.Unmarshal(data, &h); err != nil {
		t.Fatal(err)
	}
	if h.Format != "baton-handbook/1" {
		t.Errorf("format %q", h.Format)
	}
	known := map[string]bool{}
	for _, p := range h.Pages {
		known[p.Address] = true
	}
	for _, p := range h.Pages {
		for _, b := range p.Backlinks {
			if !known[b.From] {
				t.Errorf("%s: backlink from %s", p.Address, b.From)
			}
		}
	}
	kinds := map[string]bool{}
	for _, p := range h.Pages {
		kinds[p.Kind] = true
	}
	for _, k := range append([]content.Kind{content.Page}, content.Kinds...) {
		if !kinds[string(k)] {
			t.Errorf("the golden handbook has no %s", k)
		}
	}
}
