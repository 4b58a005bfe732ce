package diag

import (
	"embed"
	"fmt"
	"strings"

	"golang.org/x/tools/txtar"
)

// Explanation tells of a code what it means for whoever reads the handbook, and how to mend it. Wrong and Right
// are two small handbooks: the first yields the code and nothing else, the second yields nothing.
//
// Setup is what a folder of text cannot show, a line each:
//
//	symlink wrong/FILE TARGET   FILE is a symbolic link to TARGET
//	byte wrong/FILE HEX         each � in FILE stands for this one byte
//	due DATE                    both are checked as of DATE
type Explanation struct {
	Rule  Rule
	Text  string
	Wrong []ExampleFile
	Right []ExampleFile
	Setup []string
}

// ExampleFile is a file of an example.
type ExampleFile struct {
	Path string // in the handbook's source folder
	Data string
}

//go:embed explain/*.txtar
var explanations embed.FS

// Explain returns the explanation of a code, or an error if Baton does not know it.
func Explain(code Code) (Explanation, error) {
	data, err := explanations.ReadFile("explain/" + string(code) + ".txtar")
	if err != nil {
		return Explanation{}, fmt.Errorf("no code is called %q", code)
	}
	return parseExplanation(code.Rule(), data)
}

func parseExplanation(rule Rule, data []byte) (Explanation, error) {
	archive := txtar.Parse(data)
	e := Explanation{Rule: rule, Text: strings.TrimSpace(string(archive.Comment))}
	for _, f := range archive.Files {
		side, path, _ := strings.Cut(f.Name, "/")
		switch {
		case f.Name == "setup":
			e.Setup = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		case side == "wrong" && path != "":
			e.Wrong = append(e.Wrong, ExampleFile{path, string(f.Data)})
		case side == "right" && path != "":
			e.Right = append(e.Right, ExampleFile{path, string(f.Data)})
		default:
			return e, fmt.Errorf("explanation of %s: file %q belongs to neither example", rule.Code, f.Name)
		}
	}
	return e, nil
}
