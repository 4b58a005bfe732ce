package content

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/typo"
)

// Key returns s as labels and headings are compared: letters and digits of every script in lower case, blanks
// between words, without punctuation and leading numbers.
func Key(s string) string {
	words := strings.FieldsFunc(apostrophes.Replace(strings.ToLower(norm.NFC.String(s))), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	for len(words) > 1 && strings.TrimFunc(words[0], unicode.IsNumber) == "" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// apostrophes stand within words and part none.
var apostrophes = strings.NewReplacer("'", "", "’", "")

// vocabulary is every label, heading and column that means something somewhere, by its canonical name, with what
// is read as the same.
var vocabulary = []struct {
	name     string
	synonyms []string
}{
	// The four levels, and what stands below one.
	{"Must", []string{"Rule"}},
	{"Within limits", []string{"Guide", "Guideline"}},
	{"Your call", []string{"Judge", "Judgement", "Judgment"}},
	{"Ask first", []string{"Ask"}},
	{"Because", nil},
	{"Unless", nil},

	// Roles.
	{"Section", nil},
	{"Held by", nil},
	{"Reach", nil},
	{"Answers within", nil},
	{"Stand-in", nil},
	{"Answers to", nil},
	{"Responsibilities", nil},
	{"Decisions", nil},
	{"Customer", nil},
	{"Does", nil},
	{"Asked", nil},
	{"Told", nil},
	{"Going well", nil},
	{"Warning sign", nil},

	// Playbooks.
	{"Raised by", nil},
	{"Ends when", nil},
	{"Players", nil},
	{"Part", nil},
	{"Played by", nil},
	{"Plays for", nil},
	{"Score", nil},
	{"Coda", nil},
	{"Starts when", nil},
	{"Cue", nil},
	{"Answer", nil},
	{"Wait", nil},
	{"Pause", nil},
	{"Say", nil},
	{"Not now", nil},

	// Checklists.
	{"Hands to", nil},

	// Decisions.
	{"Up to", []string{"Limit"}},
	{"When", nil},
	{"Who decides", []string{"Who"}},
	{"Level", nil},
	{"Meanwhile", nil},
	{"Think about", nil},
	{"Can be undone", nil},
	{"If it goes wrong", nil},
	{"Nobody reachable", nil},
	{"Cases", nil},

	// Lessons.
	{"What we were trying", nil},
	{"What happened", nil},
	{"What made it easy", nil},
	{"What we changed", nil},
	{"We would do it again", nil},
	{"Told by", nil},

	// Between names.
	{"and", nil},
}

// levelOf is the level that a label means.
var levelOf = map[string]Level{"Must": Must, "Within limits": WithinLimits, "Your call": YourCall, "Ask first": AskFirst}

// The labels that are expected somewhere.
var (
	levelLabels          = []string{"Must", "Within limits", "Your call", "Ask first"}
	reasonLabels         = []string{"Because", "Unless"}
	roleLabels           = []string{"Section", "Held by", "Reach", "Answers within", "Stand-in", "Answers to"}
	responsibilityLabels = append([]string{"Customer", "Does", "Asked", "Told", "Going well", "Warning sign"}, levelLabels...)
	playbookLabels       = []string{"Raised by", "Ends when"}
	movementLabels       = append([]string{"Starts when", "Cue", "Customer", "Pause", "Say", "Not now"}, levelLabels...)
	stepLabels           = append([]string{"Cue", "Wait", "Customer", "Pause", "Say", "Not now", "Starts when"}, levelLabels...)
	belowStepLabels      = []string{"Answer", "Because", "Unless"}
	decisionLabels       = append([]string{"Meanwhile", "Think about", "Can be undone", "If it goes wrong", "Nobody reachable"}, levelLabels...)
	lessonLabels         = []string{"Told by"}
)

// headings are the known headings of each kind.
var headings = map[Kind][]string{
	KindRole:      {"Responsibilities", "Decisions"},
	KindPlaybook:  {"Players", "Score", "Coda"},
	KindChecklist: {"Ask first", "Hands to"},
	KindDecision:  {"Cases"},
	KindLesson:    {"What we were trying", "What happened", "What made it easy", "What we changed", "We would do it again"},
}

// allHeadings are the known headings of all kinds.
var allHeadings = func() []string {
	var all []string
	for _, k := range Kinds {
		all = append(all, headings[k]...)
	}
	return all
}()

// canonicalWord returns the canonical name of an English word of the vocabulary.
func canonicalWord(s string) (string, bool) {
	names := english.byKey[Key(s)]
	if len(names) == 0 {
		return "", false
	}
	return names[0], true
}

// translatable are the names that handbook.yaml may translate.
func translatable() []string {
	var names []string
	for _, w := range vocabulary {
		names = append(names, w.name)
	}
	return names
}

// A lexicon finds words of the vocabulary in the language of a handbook. English is always understood.
type lexicon struct {
	byKey map[string][]string // key → canonical names
	keys  map[string][]string // canonical name → keys
}

var english = newLexicon(nil)

func newLexicon(translations map[string]string) *lexicon {
	l := &lexicon{byKey: map[string][]string{}, keys: map[string][]string{}}
	add := func(name, text string) {
		if key := Key(text); key != "" && !slices.Contains(l.keys[name], key) {
			l.byKey[key] = append(l.byKey[key], name)
			l.keys[name] = append(l.keys[name], key)
		}
	}
	for _, w := range vocabulary {
		// A translation comes first: where two words of different languages are equal, its own language counts.
		add(w.name, translations[w.name])
	}
	for _, w := range vocabulary {
		add(w.name, w.name)
		for _, s := range w.synonyms {
			add(w.name, s)
		}
	}
	return l
}

// find returns the canonical name of the expected word that text is, "" if it is none.
func (l *lexicon) find(text string, expected []string) string {
	for _, name := range l.byKey[Key(text)] {
		if slices.Contains(expected, name) {
			return name
		}
	}
	return ""
}

// near returns the expected word that text is a misspelling of.
func (l *lexicon) near(text string, expected []string) (canonical string, ok bool) {
	var keys, names []string
	for _, name := range expected {
		for _, key := range l.keys[name] {
			keys, names = append(keys, key), append(names, name)
		}
	}
	key, ok := typo.Near(Key(text), keys)
	if !ok {
		return "", false
	}
	return names[slices.Index(keys, key)], true
}
