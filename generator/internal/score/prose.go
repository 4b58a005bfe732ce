package score

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// prose adds what is neither a part nor a label, and notes the first player that it names.
func (r *reader) prose(m *Movement, e *content.Entry) {
	b := e.Block
	if e.Item != nil {
		b = e.Item.Block
	}
	m.Prose = append(m.Prose, b)
	r.checkProse(b)
}

// checkProse notes the first place where a block names a player.
func (r *reader) checkProse(b *markdown.Block) {
	if b.Kind == markdown.Code {
		return
	}
	name := r.players.first(b.Plain())
	if name == "" {
		return
	}
	at := b.Offset + max(0, wordAt(string(r.doc.Text.Source[b.Offset:b.End]), name))
	r.score.Diags.Add(diag.New(diag.ProseNamesPlayer, r.doc.Text.Pos(at, at+len(name)),
		"%q is named in a text that is no step, and so in nobody's part", name).
		WithHint("put it below the name: - **%s**, and the step below that", name))
}

// written is a set of names exactly as they were declared.
type written struct {
	names   map[string]bool
	lengths []int // that names have, each once
}

func writtenNames(players []*content.Player) written {
	w := written{names: map[string]bool{}}
	for _, p := range players {
		if p.Name != "" && !w.names[p.Name] && nameKey(p.Name) != "everyone" {
			w.names[p.Name] = true
			w.lengths = append(w.lengths, len(p.Name))
		}
	}
	slices.Sort(w.lengths)
	w.lengths = slices.Compact(w.lengths)
	slices.Reverse(w.lengths) // the longest name counts
	return w
}

// first returns the name that stands first in text as whole words, "" if none does.
func (w written) first(text string) string {
	before := utf8.RuneError
	for i, r := range text {
		if !isWord(before) {
			for _, n := range w.lengths {
				if end := i + n; end <= len(text) && w.names[text[i:end]] && endsWord(text, end) {
					return text[i:end]
				}
			}
		}
		before = r
	}
	return ""
}

// wordAt returns where name stands in text as whole words, -1 if nowhere.
func wordAt(text, name string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return -1
		}
		start, end := from+i, from+i+len(name)
		if before, _ := utf8.DecodeLastRuneInString(text[:start]); !isWord(before) && endsWord(text, end) {
			return start
		}
		from = end
	}
}

// endsWord reports whether no word goes on at a place of text.
func endsWord(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return !isWord(r)
}

func isWord(r rune) bool {
	return r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}
