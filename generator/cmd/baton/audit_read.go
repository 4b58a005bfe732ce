package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/typo"
)

// usual is how many results a page has to be among, where a line says nothing else.
const usual = 3

const arrow = "->"

// readTrials reads a file of queries: "QUERY -> PAGE, PAGE#SECTION @ N" a line.
func (s *searcher) readTrials(name string, data []byte) ([]trial, diag.List) {
	r := trialReader{searcher: s, file: name}
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		r.line++
		r.text = strings.TrimRight(text, "\r\n")
		if bare := strings.TrimSpace(r.text); bare != "" && !strings.HasPrefix(bare, "#") {
			r.read()
		}
	}
	if len(r.trials) == 0 && len(r.diags) == 0 {
		d := diag.Diagnostic{Severity: diag.Error, Pos: diag.Pos{File: name}, Message: "no query in this file"}
		r.diags.Add(d.WithHint("write one a line: refund -> decisions/refund-a-customer.md"))
	}
	return r.trials, r.diags
}

type trialReader struct {
	*searcher
	file   string
	line   int
	text   string // of the line
	trials []trial
	diags  diag.List
}

// number is the end of a line that says how many results a page has to be among.
var number = regexp.MustCompile(`\s@\s*(\S*)\s*$`)

func (r *trialReader) read() {
	at := strings.LastIndex(r.text, arrow)
	if at < 0 {
		r.wrong(r.text, 0, "write -> and the page that it must find", "no page for this query")
		return
	}
	t := trial{pos: r.pos(r.text[:at], 0), query: strings.TrimSpace(r.text[:at]), within: usual}
	if t.query == "" {
		r.wrong(arrow, at, "", "no query before %q", arrow)
		return
	}
	from, pages := at+len(arrow), r.text[at+len(arrow):]
	if m := number.FindStringSubmatchIndex(pages); m != nil {
		digits := pages[m[2]:m[3]]
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 || n > 100 {
			r.wrong(pages[m[0]:m[1]], from+m[0], "write one from 1 to 100, as in @ 5", "%q is no number of results", digits)
			return
		}
		t.within, pages = n, pages[:m[0]]
	}
	whole := true
	for part := range strings.SplitSeq(pages, ",") {
		e, ok := r.page(part, from)
		t.pages = append(t.pages, e)
		whole = whole && ok
		from += len(part) + 1
	}
	if whole {
		r.trials = append(r.trials, t)
	}
}

// page reads a page, which stands at an offset of the line.
func (r *trialReader) page(part string, at int) (expected, bool) {
	e := expected{text: strings.TrimSpace(part)}
	if e.text == "" {
		r.wrong(part, at, "", "the name of a page is missing")
		return e, false
	}
	name, fragment, _ := strings.Cut(e.text, "#")
	p := r.find(name)
	if p == nil {
		near := typo.Closest(name, r.names(strings.HasPrefix(name, "/")), 1)
		r.wrong(part, at, didYouMean(near, "write a path in the source folder, or an address"), "no such page: %q", name)
		return e, false
	}
	e.address, e.fragment = p.Address, fragment
	var ids []string
	for _, a := range p.Doc.Text.Anchors {
		if a.ID == fragment {
			return e, true
		}
		ids = append(ids, a.ID)
	}
	if fragment == "" {
		return e, true
	}
	r.wrong(part, at, didYouMean(typo.Closest(fragment, ids, 1), ""), "%q has no heading %q", name, "#"+fragment)
	return e, false
}

// find returns a page by its path in the source folder, or by its address.
func (r *trialReader) find(name string) *site.Page {
	if strings.HasPrefix(name, "/") {
		return r.pages[strings.TrimSuffix(name, "/")+"/"]
	}
	for _, p := range r.gen.Site.Pages {
		if p.Doc.Path == strings.TrimPrefix(name, "./") {
			return p
		}
	}
	return nil
}

func (r *trialReader) names(addresses bool) []string {
	var out []string
	for _, p := range r.gen.Site.Pages {
		if addresses {
			out = append(out, p.Address)
		} else {
			out = append(out, p.Doc.Path)
		}
	}
	return out
}

// wrong reports a part of the line, which stands at an offset of it.
func (r *trialReader) wrong(part string, at int, hint, format string, args ...any) {
	r.diags.Add(diag.Diagnostic{Severity: diag.Error, Pos: r.pos(part, at), Message: fmt.Sprintf(format, args...), Hint: hint})
}

// pos is the place of a part of the line, without the blanks around it.
func (r *trialReader) pos(part string, at int) diag.Pos {
	bare := strings.TrimSpace(part)
	col := utf8.RuneCountInString(r.text[:at+strings.Index(part, bare)]) + 1
	return diag.Pos{File: r.file, Line: r.line, Col: col, EndCol: max(col, col+utf8.RuneCountInString(bare)-1)}
}

// didYouMean is a hint with the closest name, or another if none is close.
func didYouMean(near []string, otherwise string) string {
	if len(near) == 0 {
		return otherwise
	}
	return fmt.Sprintf("did you mean %s?", near[0])
}
