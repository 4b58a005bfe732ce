package ladder

import (
	"testing"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/vectors"
)

// Whatever a decision says: its ladders are computed, each question has an answer, and every finding its place.
func FuzzCompute(f *testing.F) {
	var v ladderVectors
	vectors.Load(f, "ladders.json", &v)
	for _, c := range v.Cases {
		f.Add(c.Markdown, "50 USD")
	}
	f.Add("# A\n\n| Up to | Who | Level |\n|-|-|-|\n| over 5 | a and b | Ask |\n| | , | Must |\n", "1e9")
	roles := bosses{"front-desk": {"shift-lead"}, "shift-lead": {"front-desk"}, "a": {}, "b": {"a"}}
	f.Fuzz(func(t *testing.T, markdown, question string) {
		format := amount.Format{Language: "en", Currency: "USD"}
		ladders, diags := readCase(ladderCase{Markdown: markdown, Language: "en", Currency: "USD", Roles: roles}, format)
		a, _ := amount.Parse(question, format)
		for _, l := range ladders {
			for role := range roles {
				if v := l.Ask(role, a); v.Level == "" {
					t.Error("no answer")
				}
				for i := range l.Rows {
					if v := l.AskWhen(role, i); v.Level == "" || v.Level != content.AskFirst && len(v.Ask) > 0 {
						t.Errorf("odd answer %+v", v)
					}
				}
			}
		}
		for _, d := range diags {
			if d.Pos.Line < 1 || d.Message == "" {
				t.Errorf("finding without a place: %+v", d)
			}
		}
	})
}
