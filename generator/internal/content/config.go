package content

import "baton/generator/internal/diag"

// Config is handbook.yaml, typed, with defaults filled in.
type Config struct {
	Title       string // default "Handbook"
	Description string
	Logo        string   // path of an image in the source folder
	LogoPos     diag.Pos // of Logo
	Accent      string   // #rrggbb
	Language    string   // BCP 47, default "en"
	Currency    string   // ISO 4217, default "" (then $ is USD)
	BaseURL     string   // absolute, ends in "/"; "" if not configured
	EditURL     string   // {path} is replaced, else the path is appended
	FeedbackURL string   // https: or mailto:
	Audiences   []string // widest first
	Kinds       []KindRule
	Sections    []SectionRule
	Redirects   []Redirect
	Labels      map[string]string   // canonical label or heading → translation
	Limits      string              // Markdown: the default rule for a decision that nobody listed
	Ignore      []string            // globs
	Markup      []string            // further HTML elements that may stay
	Indexing    bool                // false: noindex
	Synonyms    map[string][]string // search
	NoOffline   bool                // offline: false
	Checks      map[diag.Code]diag.Severity
	Has         bool // there is a handbook.yaml

	words *lexicon // of Labels; nil: not made yet
}

// KindRule gives files that match Glob a kind. The first rule that matches wins.
type KindRule struct {
	Glob string
	Kind Kind
}

// SectionRule names a top folder and gives it its place.
type SectionRule struct {
	Folder string
	Title  string
}

// Redirect leads an old address to a new one.
type Redirect struct {
	From, To string
	Pos      diag.Pos
}

// Felt is content/felt.yaml: what people feel, round by round.
type Felt struct {
	Rounds []FeltRound
}

// FeltRound is one time that people were asked.
type FeltRound struct {
	Date       Date
	Statements []FeltStatement
}

// FeltStatement is a sentence and how many agree with it, of how many.
type FeltStatement struct {
	Text     string
	Managers Agree
	Others   Agree
}

// Agree is n of m.
type Agree struct{ Agree, Of int }
