package edit

import (
	"regexp"
	"slices"
	"strings"
)

// front is the front matter of a file as lines: those between the fences are [1, end).
type front struct {
	bom   string
	lines []string
	end   int // index of the closing fence; 0 without front matter
	eol   string
}

func readFront(data []byte) *front {
	f := &front{}
	text, ok := strings.CutPrefix(string(data), "\ufeff")
	if ok {
		f.bom = "\ufeff"
	}
	f.lines = splitLines([]byte(text))
	f.eol = lineEnd(f.lines)
	isFence := func(line string) bool { return strings.TrimRight(line, " \t\r\n") == "---" }
	if len(f.lines) < 2 || !isFence(f.lines[0]) || !isFence(f.lines[1]) && !keyForm.MatchString(f.lines[1]) && !strings.HasPrefix(f.lines[1], "#") {
		return f
	}
	f.end = 1 + max(-1, slices.IndexFunc(f.lines[1:], isFence))
	return f
}

func (f *front) bytes() []byte { return []byte(f.bom + strings.Join(f.lines, "")) }

// insert puts a line in front of the one with an index.
func (f *front) insert(i int, line string) {
	f.lines = slices.Insert(f.lines, i, line+f.eol)
	f.end++
}

var keyForm = regexp.MustCompile(`^([\w.-]+)[ \t]*:(?:[ \t]|\r?\n?$)`)

// entry returns the lines [from, to) of a key with its value; from is 0 if it is not there.
func (f *front) entry(key string) (from, to int) {
	for i := 1; i < f.end; i++ {
		if m := keyForm.FindStringSubmatch(f.lines[i]); m == nil || m[1] != key {
			continue
		}
		to = i + 1
		for to < f.end && (strings.HasPrefix(f.lines[to], " ") || strings.HasPrefix(f.lines[to], "\t") || strings.HasPrefix(f.lines[to], "- ")) {
			to++
		}
		return i, to
	}
	return 0, 0
}

// frontWith adds a key with a value to the front matter of a file, which gets one if it has none.
func frontWith(data []byte, key, value string) []byte {
	f := readFront(data)
	if f.end == 0 {
		block := []string{"---" + f.eol, key + ": " + value + f.eol, "---" + f.eol}
		f.lines = slices.Concat(block, f.lines)
		return f.bytes()
	}
	if from, to := f.entry(key); from > 0 {
		f.lines = slices.Delete(f.lines, from, to)
		f.end -= to - from
	}
	f.insert(f.end, key+": "+value)
	return f.bytes()
}

// frontAppend adds a value to a list in the front matter of a file.
func frontAppend(data []byte, key, value string) []byte {
	value = yamlWord(value)
	f := readFront(data)
	from, to := f.entry(key)
	if from == 0 {
		return frontWith(data, key, "["+value+"]")
	}
	head := strings.TrimRight(f.lines[from], " \t\r\n")
	_, there, _ := strings.Cut(head, ":")
	there = strings.TrimSpace(there)
	switch {
	case to > from+1 && there == "": // a list of lines
		last := f.lines[to-1]
		f.insert(to, last[:len(last)-len(strings.TrimLeft(last, " \t"))]+"- "+value)
	case strings.HasPrefix(there, "[") && strings.HasSuffix(there, "]"):
		inner := strings.TrimSpace(there[1 : len(there)-1])
		if inner != "" {
			inner += ", "
		}
		f.lines[from] = key + ": [" + inner + value + "]" + f.eol
	case there == "":
		f.lines[from] = key + ": [" + value + "]" + f.eol
	case to == from+1 && !strings.ContainsAny(there, "[]{}#|>&*!"):
		f.lines[from] = key + ": [" + there + ", " + value + "]" + f.eol
	}
	return f.bytes()
}

// frontWithout takes a value out of a list in the front matter of a file, and the key with the last one; front
// matter that is empty then goes, too.
func frontWithout(data []byte, key, value string) []byte {
	f := readFront(data)
	from, to := f.entry(key)
	if from == 0 {
		return data
	}
	is := func(s string) bool { return strings.Trim(strings.TrimSpace(s), `"'`) == value }
	_, there, _ := strings.Cut(strings.TrimSpace(f.lines[from]), ":")
	there = strings.TrimSpace(there)
	left := 1
	switch {
	case there == "":
		for i := to - 1; i > from; i-- {
			if is(strings.TrimPrefix(strings.TrimSpace(f.lines[i]), "-")) {
				f.lines = slices.Delete(f.lines, i, i+1)
				f.end--
				to--
			}
		}
		left = to - from - 1
	case is(there):
		left = 0
	case strings.HasPrefix(there, "[") && strings.HasSuffix(there, "]"):
		items := slices.DeleteFunc(strings.Split(there[1:len(there)-1], ","), is)
		left = len(items)
		f.lines[from] = key + ": [" + strings.TrimSpace(strings.Join(items, ",")) + "]" + f.eol
	}
	if left == 0 {
		f.lines = slices.Delete(f.lines, from, to)
		f.end -= to - from
	}
	if f.end == 1 {
		f.lines = f.lines[2:]
	}
	return f.bytes()
}

// frontReplace replaces a name in the value of a key, or of one that means the same.
func frontReplace(data []byte, key, old, new string) ([]byte, bool) {
	f := readFront(data)
	keys := []string{key}
	if key == "owner" {
		keys = []string{"owner", "owner_slack", "dris"}
	}
	word := regexp.MustCompile(`(^|[\s:,\["'])` + regexp.QuoteMeta(old) + `($|[\s,\]"'])`)
	done := false
	for _, k := range keys {
		from, to := f.entry(k)
		for i := from; i < to && from > 0; i++ {
			head, value := "", f.lines[i]
			if i == from {
				head, value = value[:len(k)], value[len(k):]
			}
			if at := word.FindStringSubmatchIndex(value); at != nil {
				f.lines[i] = head + value[:at[3]] + new + value[at[4]:]
				done = true
				break
			}
		}
	}
	return f.bytes(), done
}
