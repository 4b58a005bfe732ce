package diag

import "slices"

// Code is the stable name of a check, such as "B201".
type Code string

// Rule is what the table says of a code.
type Rule struct {
	Code     Code
	Name     string   // kebab-case, as stable as the code
	Severity Severity // default; handbook.yaml may change it under checks
	Title    string   // one line for lists and for explain
}

// Front matter and configuration.
const (
	FrontMatterSyntax     Code = "B101"
	FrontMatterUnclosed   Code = "B102"
	DuplicateKey          Code = "B103"
	KeyNearMiss           Code = "B104"
	BadValue              Code = "B105"
	AudienceNotConfigured Code = "B106"
	UnknownConfigKey      Code = "B107"
)

// References and addresses.
const (
	UnknownPage        Code = "B201"
	UnknownHeading     Code = "B202"
	UnknownRole        Code = "B203"
	UnknownFile        Code = "B204"
	AmbiguousName      Code = "B205"
	TwoSources         Code = "B206"
	CaseMismatch       Code = "B207"
	FragmentFallback   Code = "B208"
	OldAddress         Code = "B209"
	OrphanPage         Code = "B210"
	UndefinedReference Code = "B211"
	EmptyLink          Code = "B212"
	FolderPageShadowed Code = "B213"
	UnusableName       Code = "B214"
	OutsideSource      Code = "B215"
)

// Roles.
const (
	AnswersToLoop           Code = "B301"
	AskLoop                 Code = "B302"
	AskWithoutReach         Code = "B303"
	AskNobody               Code = "B304"
	ConductorWithoutStandIn Code = "B305"
	RoleWithMustAlone       Code = "B306"
)

// Responsibilities.
const (
	ResponsibilityUnserved        Code = "B401"
	ResponsibilityWithoutLatitude Code = "B402"
)

// Playbooks.
const (
	PartNotPlayer           Code = "B501"
	PlayerWithoutStep       Code = "B502"
	CueToNowhere            Code = "B503"
	WaitNeverEnds           Code = "B504"
	WaitCycle               Code = "B505"
	CueBackInTime           Code = "B506"
	MovementWithoutStart    Code = "B507"
	PlaybookWithoutCustomer Code = "B508"
	ProseNamesPlayer        Code = "B509"
	LostIndent              Code = "B510"
)

// Decisions.
const (
	LadderFalls                  Code = "B601"
	LadderOverlap                Code = "B602"
	LadderGap                    Code = "B603"
	LadderMixedUnits             Code = "B604"
	LadderWithoutOpenRow         Code = "B605"
	DecisionWithoutIfItGoesWrong Code = "B606"
	MustWithoutBecause           Code = "B607"
	LevelContradictsLadder       Code = "B608"
	DollarIsNotTheCurrency       Code = "B609"
	SeparatorDoesNotFitLanguage  Code = "B610"
)

// Checklists.
const (
	TooManyItems    Code = "B701"
	DuplicateItemID Code = "B702"
	ItemIDLost      Code = "B703"
)

// Lessons and trust.
const (
	LessonWithoutChange Code = "B801"
	LessonWithoutDate   Code = "B802"
	PageWithoutOwner    Code = "B811"
	ReviewOverdue       Code = "B812"
)

// Text.
const (
	HeadingLevelSkipped Code = "B901"
	ImageWithoutAlt     Code = "B902"
	TemplateSyntax      Code = "B903"
	HTMLDropped         Code = "B904"
	LabelNearMiss       Code = "B905"
	AsterisksWouldPrint Code = "B906"
	UnclosedFence       Code = "B907"
	InvalidUTF8         Code = "B908"
	TooComplex          Code = "B909"
	ScriptInSVG         Code = "B910"
)

var rules = []Rule{
	{FrontMatterSyntax, "front-matter-syntax", Error, "the front matter or handbook.yaml is not valid YAML"},
	{FrontMatterUnclosed, "front-matter-unclosed", Error, "the front matter is never closed"},
	{DuplicateKey, "duplicate-key", Error, "a key stands twice"},
	{KeyNearMiss, "key-near-miss", Warning, "a key that looks like a misspelled one"},
	{BadValue, "bad-value", Error, "a value that its key cannot take"},
	{AudienceNotConfigured, "audience-not-configured", Warning, "an audience, but handbook.yaml lists none"},
	{UnknownConfigKey, "unknown-config-key", Warning, "handbook.yaml has a key that Baton does not know"},

	{UnknownPage, "unknown-page", Error, "a link to a page that does not exist"},
	{UnknownHeading, "unknown-heading", Error, "a link to a heading that does not exist"},
	{UnknownRole, "unknown-role", Error, "a name that should be a role and is none"},
	{UnknownFile, "unknown-file", Error, "a link to a file that does not exist"},
	{AmbiguousName, "ambiguous-name", Error, "a name that several pages have"},
	{TwoSources, "two-sources", Error, "two files want one address"},
	{CaseMismatch, "case-mismatch", Error, "a path that differs from the file in upper and lower case only"},
	{FragmentFallback, "fragment-fallback", Warning, "a heading was found only by ignoring case or signs"},
	{OldAddress, "old-address", Warning, "a link to an address that has moved"},
	{OrphanPage, "orphan-page", Note, "nothing links to this page"},
	{UndefinedReference, "undefined-reference", Error, "a reference link whose label is not defined"},
	{EmptyLink, "empty-link", Warning, "a link that leads nowhere"},
	{FolderPageShadowed, "folder-page-shadowed", Warning, "two pages of one folder want to be its front page"},
	{UnusableName, "unusable-name", Error, "a file name that not every system or address can carry"},
	{OutsideSource, "outside-source", Error, "a file or link that leads out of the source folder"},

	{AnswersToLoop, "answers-to-loop", Error, "roles answer to each other in a circle"},
	{AskLoop, "ask-loop", Error, "asking ends where it began"},
	{AskWithoutReach, "ask-without-reach", Note, "an ask ends at a role that nobody can reach"},
	{AskNobody, "ask-nobody", Warning, "ask first, but nobody is named and nobody is left to ask"},
	{ConductorWithoutStandIn, "conductor-without-stand-in", Note, "a conductor without a stand-in"},
	{RoleWithMustAlone, "role-with-must-alone", Warning, "a role that has rules and nothing of its own to decide"},

	{ResponsibilityUnserved, "responsibility-unserved", Warning, "no step, item or decision serves this responsibility"},
	{ResponsibilityWithoutLatitude, "responsibility-without-latitude", Warning, "a responsibility that comes with nothing one may decide"},

	{PartNotPlayer, "part-not-player", Warning, "a part in the score that is no player"},
	{PlayerWithoutStep, "player-without-step", Warning, "a player who has nothing to do"},
	{CueToNowhere, "cue-to-nowhere", Error, "a cue to a part that plays neither here nor next"},
	{WaitNeverEnds, "wait-never-ends", Error, "a wait that no cue ends"},
	{WaitCycle, "wait-cycle", Error, "parts wait for each other in a circle"},
	{CueBackInTime, "cue-back-in-time", Error, "a cue to something that has been played already"},
	{MovementWithoutStart, "movement-without-start", Note, "a playbook that does not say when it starts"},
	{PlaybookWithoutCustomer, "playbook-without-customer", Note, "a playbook that does not say what the customer lives through"},
	{ProseNamesPlayer, "prose-names-player", Note, "prose in a score that names a player"},
	{LostIndent, "lost-indent", Warning, "a cue that stands at the movement instead of at a part"},

	{LadderFalls, "ladder-falls", Error, "a row of a ladder with a lower limit than the row above"},
	{LadderOverlap, "ladder-overlap", Error, "two rows of a ladder with one limit"},
	{LadderGap, "ladder-gap", Warning, "amounts in a ladder that nobody decides"},
	{LadderMixedUnits, "ladder-mixed-units", Error, "a ladder that mixes units"},
	{LadderWithoutOpenRow, "ladder-without-open-row", Warning, "a ladder that ends: above it nobody decides"},
	{DecisionWithoutIfItGoesWrong, "decision-without-if-it-goes-wrong", Warning, "only right decisions are allowed here"},
	{MustWithoutBecause, "must-without-because", Note, "a rule without its reason"},
	{LevelContradictsLadder, "level-contradicts-ladder", Error, "a right that contradicts the ladder it links to"},
	{DollarIsNotTheCurrency, "dollar-is-not-the-currency", Warning, "a dollar sign where the currency is no dollar"},
	{SeparatorDoesNotFitLanguage, "separator-does-not-fit-language", Warning, "a number that another language would read as a thousand times more"},

	{TooManyItems, "too-many-items", Note, "more than nine items between two pauses"},
	{DuplicateItemID, "duplicate-item-id", Error, "two items with one id"},
	{ItemIDLost, "item-id-lost", Error, "an item that lost the id under which it was ticked"},

	{LessonWithoutChange, "lesson-without-change", Warning, "a lesson that neither changed something nor would do it again"},
	{LessonWithoutDate, "lesson-without-date", Warning, "a lesson without a date"},
	{PageWithoutOwner, "page-without-owner", Warning, "a page that nobody keeps true"},
	{ReviewOverdue, "review-overdue", Warning, "a page whose review is overdue"},

	{HeadingLevelSkipped, "heading-level-skipped", Note, "a heading that skips a level"},
	{ImageWithoutAlt, "image-without-alt", Warning, "an image without alternative text"},
	{TemplateSyntax, "template-syntax", Warning, "template syntax that prints as it stands"},
	{HTMLDropped, "html-dropped", Warning, "raw HTML that is not allowed here"},
	{LabelNearMiss, "label-near-miss", Warning, "a label that looks like a misspelled one"},
	{AsterisksWouldPrint, "asterisks-would-print", Warning, "a label whose asterisks print"},
	{UnclosedFence, "unclosed-fence", Warning, "a code fence that is never closed"},
	{InvalidUTF8, "invalid-utf8", Warning, "bytes that are not UTF-8"},
	{TooComplex, "too-complex", Error, "a text too deeply nested to be read as Markdown"},
	{ScriptInSVG, "script-in-svg", Warning, "an SVG image that contains script"},
}

var byCode = func() map[Code]Rule {
	m := make(map[Code]Rule, len(rules))
	for _, r := range rules {
		m[r.Code] = r
	}
	return m
}()

// Rules returns the table of codes, in order of the codes.
func Rules() []Rule { return slices.Clone(rules) }

// Rule returns what the table says of c; the zero Rule if c is not in it.
func (c Code) Rule() Rule { return byCode[c] }

// Find returns the rule with the given code or name.
func Find(codeOrName string) (Rule, bool) {
	for _, r := range rules {
		if string(r.Code) == codeOrName || r.Name == codeOrName {
			return r, true
		}
	}
	return Rule{}, false
}
