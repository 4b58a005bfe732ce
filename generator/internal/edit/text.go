package edit

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"
	"unicode"
)

// splitLines cuts a file after each end of a line, whichever kind that is.
func splitLines(data []byte) []string {
	var lines []string
	s := string(data)
	for s != "" {
		n := strings.IndexAny(s, "\r\n")
		switch {
		case n < 0:
			n = len(s)
		case strings.HasPrefix(s[n:], "\r\n"):
			n += 2
		default:
			n++
		}
		lines = append(lines, s[:n])
		s = s[n:]
	}
	return lines
}

// lineEnd is how the lines of a file end.
func lineEnd(lines []string) string {
	for _, l := range lines {
		if text := strings.TrimRight(l, "\r\n"); text != l {
			return l[len(text):]
		}
	}
	return "\n"
}

// oneLine is text in one line, without characters that nobody sees.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

var blankLines = regexp.MustCompile(`\n{3,}`)

// tidy takes out the blank lines that an example has where something was left out, but for one.
func tidy(s string) string {
	return blankLines.ReplaceAllString(strings.TrimRight(s, "\n")+"\n", "\n\n")
}

var markupSigns = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#!|~$&:@=]")

// escaped is text as it has to be written in Markdown so that none of it is markup.
func escaped(s string) string { return markupSigns.ReplaceAllString(s, `\$0`) }

var destinationSigns = strings.NewReplacer("%", "%25", " ", "%20", "<", "%3C", ">", "%3E", "(", "%28", ")", "%29", "#", "%23", "?", "%3F", `\`, "%5C")

// destination is a path as the destination of a link.
func destination(p string) string { return destinationSigns.Replace(p) }

var plainWord = regexp.MustCompile(`^[\p{L}\p{N}/][\p{L}\p{M}\p{N}/._-]*$`)

// yamlWord is a value of YAML, in quotes if it needs them.
func yamlWord(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return quoted(s)
}

// quoted is text in the double quotes of YAML, which are those of JSON.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// folderOf is the folder of a path, "" at the root.
func folderOf(p string) string {
	if d := path.Dir(p); d != "." {
		return d
	}
	return ""
}

// relative is the way from a folder to a path, both from the root.
func relative(folder, p string) string {
	if folder == "" || folder == "." {
		return p
	}
	from, to := strings.Split(folder, "/"), strings.Split(p, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
