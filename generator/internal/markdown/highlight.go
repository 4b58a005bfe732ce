package markdown

import (
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// languages are the ones that get colours: what handbooks quote. What their patterns take on the worst texts was
// measured, and is why the limits in code.go are what they are; whoever adds one measures it, too.
const languages = `bash c c++ c# css diff docker go graphql hcl html ini java javascript json kotlin lua makefile
	nginx perl php powershell python r ruby rust scala scss sql swift terraform toml typescript xml yaml`

// highlighters are chroma's lexers without their time limit. It is 250 ms for each match, and what does not end
// in time is coloured differently, so that the bytes of a page would depend on the machine.
var highlighters = sync.OnceValue(func() *chroma.LexerRegistry {
	registry := chroma.NewLexerRegistry()
	for _, name := range strings.Fields(languages) {
		if l, ok := lexers.Get(name).(*chroma.RegexLexer); ok {
			registry.Register(untimed(l))
		}
	}
	return registry
})

func untimed(l *chroma.RegexLexer) *chroma.RegexLexer {
	return chroma.MustNewLexer(l.Config(), func() chroma.Rules {
		rules := maps.Clone(l.MustRules())
		rules["root"] = append(slices.Clone(rules["root"]), chroma.Rule{Pattern: `(?!)`, Mutator: clockless{}})
		return rules
	})
}

// clockless is a rule that matches nothing. When its lexer is compiled it stops the clocks of all others and
// leaves.
type clockless struct{}

func (clockless) MutatorKind() string             { return "clockless" }
func (clockless) Mutate(*chroma.LexerState) error { return nil }

func (clockless) MutateLexer(rules chroma.CompiledRules, state string, rule int) error {
	for _, all := range rules {
		for _, r := range all {
			if r.Regexp != nil {
				r.Regexp.MatchTimeout = math.MaxInt64
			}
		}
	}
	rules[state] = slices.Delete(slices.Clone(rules[state]), rule, rule+1)
	return nil
}

// tokenise returns the tokens of code, which are its text again when put together; nil if the language is not
// known or its lexer fails.
func tokenise(lang, text string) (tokens []chroma.Token) {
	defer func() {
		if recover() != nil {
			tokens = nil
		}
	}()
	lexer := lexerOf(lang)
	if lexer == nil {
		return nil
	}
	next, err := lexer.Tokenise(nil, text)
	if err != nil {
		return nil
	}
	size := 0
	for t := next(); t != chroma.EOF; t = next() {
		size += len(t.Value)
		tokens = append(tokens, t)
	}
	if size != len(text) {
		return nil
	}
	return tokens
}

// lexerOf looks a language up by its names alone: chroma's own search also tries the patterns of all file names.
func lexerOf(lang string) chroma.Lexer {
	for _, l := range highlighters().Lexers {
		c := l.Config()
		if strings.EqualFold(c.Name, lang) || slices.Contains(c.Aliases, lang) {
			return l
		}
	}
	return nil
}

// classOf returns the class of a token, by chroma's names: "" for what has the colour of text.
func classOf(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment):
		return "c"
	case t.InCategory(chroma.Keyword), t == chroma.OperatorWord:
		return "k"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InSubCategory(chroma.LiteralNumber), t.InCategory(chroma.Literal):
		return "m"
	case t == chroma.NameTag:
		return "nt"
	case t == chroma.NameAttribute, t == chroma.NameDecorator:
		return "na"
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameBuiltin:
		return "nf"
	case t == chroma.GenericInserted:
		return "gi"
	case t == chroma.GenericDeleted:
		return "gd"
	case t == chroma.GenericHeading, t == chroma.GenericSubheading:
		return "gh"
	}
	return ""
}

// StyleSheet returns the colours of code: those of the page, by the names of its tokens.
func StyleSheet() string {
	var b strings.Builder
	for _, rule := range []struct{ classes, style string }{
		{"c", "color: var(--ink-2); font-style: italic"},
		{"k nt", "color: var(--accent); font-weight: 600"},
		{"s gi", "color: var(--done)"},
		{"m", "color: var(--ask)"},
		{"na", "color: var(--call)"},
		{"nf", "color: var(--accent)"},
		{"gd", "color: var(--stop)"},
		{"gh", "font-weight: 600"},
	} {
		b.WriteString("pre :is(." + strings.Join(strings.Fields(rule.classes), ", .") + ") {\n  ")
		b.WriteString(strings.ReplaceAll(rule.style, "; ", ";\n  ") + ";\n}\n\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
