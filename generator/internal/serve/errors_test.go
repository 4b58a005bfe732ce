package serve

import (
	"slices"
	"strings"
	"testing"
)

// A mistake is a way to break a handbook.
type mistake struct {
	name  string
	files map[string]string // what is saved
	at    string            // what the author is told of: code and file, or the file alone
}

// words is a page with the given front matter and text.
func words(front, text string) map[string]string {
	if front != "" {
		text = "---\n" + front + "\n---\n" + text
	}
	return map[string]string{"essays/words.md": text}
}

func one(file, text string) map[string]string { return map[string]string{file: text} }

// ofChecklist is another template of the page of a checklist.
func ofChecklist(text string) map[string]string {
	return one("layouts/pages/checklist.html", `{{define "main"}}`+text+`{{end}}`)
}

// slips are mistakes after which every page is still made.
var slips = []mistake{
	{"front matter that is not closed", words("", "---\ntitle: x\n# Words\n"), "B102 essays/words.md"},
	{"a bracket that is not closed", words("tags: [a", "# Words\n"), "B101 essays/words.md"},
	{"a tab in front matter", words("tags:\n\t- a", "# Words\n"), "B101 essays/words.md"},
	{"a colon in a title", words("title: Words: more", "# Words\n"), "B101 essays/words.md"},
	{"a key twice", words("tags: a\ntags: b", "# Words\n"), "B103 essays/words.md"},
	{"a key nearly", words("sumary: x", "# Words\n"), "B104 essays/words.md"},
	{"draft nearly", words("drafft: true", "# Words\n"), "B104 essays/words.md"},
	{"draft perhaps", words("draft: perhaps", "# Words\n"), "B105 essays/words.md"},
	{"a kind that is none", words("kind: sonata", "# Words\n"), "B105 essays/words.md"},
	{"a date that is none", words("reviewed: tomorrow", "# Words\n"), "B105 essays/words.md"},
	{"an interval that is none", words("review: often", "# Words\n"), "B105 essays/words.md"},
	{"an audience that is none", words("audience: few", "# Words\n"), "B106 essays/words.md"},
	{"pages without an owner, now that one has one", words("owner: nobody", "# Words\n"), "B811 README.md"},
	{"an address that another page has", words("redirect_from: /roles/lead/", "# Words\n"), "B206 essays/words.md"},
	{"a slug that climbs", words("slug: ../x", "# Words\n"), "B214 essays/words.md"},
	{"a link to no page", words("", "# Words\n\n[x](nothing.md)\n"), "B201 essays/words.md"},
	{"a link to no heading", words("", "# Words\n\n[x](../roles/lead.md#nothing)\n"), "B202 essays/words.md"},
	{"a wiki link to nobody", words("", "# Words\n\n[[nobody]]\n"), "B201 essays/words.md"},
	{"a picture that is not there", words("", "# Words\n\n![x](nothing.png)\n"), "B204 essays/words.md"},
	{"a link in the wrong case", words("", "# Words\n\n[x](../roles/Lead.md)\n"), "B207 essays/words.md"},
	{"a reference without its definition", words("", "# Words\n\n[x][nothing]\n"), "B211 essays/words.md"},
	{"an empty link", words("", "# Words\n\n[x]()\n"), "B212 essays/words.md"},
	{"a picture without words", words("", "# Words\n\n![](../img/plan.svg)\n"), "essays/words.md"},
	{"template syntax in a text", words("", "# Words\n\n{{ .Title }}\n"), "essays/words.md"},
	{"a script in a text", words("", "# Words\n\n<script>alert(1)</script>\n"), "essays/words.md"},
	{"a text that is no text", words("", "\x00\xff\xfe\x80# Words\n"), "essays/words.md"},
	{"a page that was there", one("roles/lead.md", ""), "B201 essays/words.md"},
	{"a name that is not portable", one("essays/con.md", "# Con\n\nText.\n"), "B214 essays/con.md"},
	{"two items with one id", one("checklists/day.md", "# Day\n\n- [ ] Open <!-- id: x -->\n- [ ] Close <!-- id: x -->\n"), "checklists/day.md"},
	{"a role that answers to itself", one("roles/lead.md", "# Lead\n\n- **Reach:** room 4\n- **Answers to:** [Lead](lead.md)\n\n## Decisions\n\n- **Your call:** Begin\n"), "B301 roles/lead.md"},
	{"limits that fall", one("decisions/buy.md", "# Buy\n\n| Up to | Who decides |\n| --- | --- |\n| 200 USD | [Lead](../roles/lead.md) |\n| 100 USD | [Lead](../roles/lead.md) |\n| more | [Lead](../roles/lead.md) |\n\n- **If it goes wrong:** we look at it\n"), "B601 decisions/buy.md"},
	{"a part that nobody plays", one("playbooks/fire.md", "---\nconductor: lead\n---\n# Fire\n\n## Players\n\n| Part | Played by |\n| --- | --- |\n| Conductor | [Lead](../roles/lead.md) |\n\n## Score\n\n### 1. Out\n\n- **Conductor**\n  - Count\n- **Voice**\n  - Call\n"), "B501 playbooks/fire.md"},
	{"a wait that nobody ends", one("playbooks/fire.md", "---\nconductor: lead\n---\n# Fire\n\n## Score\n\n### 1. Out\n\n- **Conductor**\n  - **Wait:** Lead\n  - Count\n"), "playbooks/fire.md"},
	{"configuration that is no YAML", one("handbook.yaml", "title: [House\n"), "B101 handbook.yaml"},
	{"configuration that is a text", one("handbook.yaml", "House\n"), "handbook.yaml"},
	{"a setting that is none", one("handbook.yaml", "titel: House\n"), "handbook.yaml"},
	{"a colour that is none", one("handbook.yaml", "accent: greenish\n"), "handbook.yaml"},
	{"an address that is none", one("handbook.yaml", "base-url: somewhere\n"), "B105 handbook.yaml"},
	{"a check that is none", one("handbook.yaml", "checks:\n  B999: off\n"), "handbook.yaml"},
	{"a severity that is none", one("handbook.yaml", "checks:\n  B201: loud\n"), "B105 handbook.yaml"},
	{"a redirect to nothing", one("handbook.yaml", "redirects:\n  /old/: /nothing/\n"), "handbook.yaml"},
	{"what people feel, in no order", one("felt.yaml", "rounds: what\n"), "felt.yaml"},
}

// wrecks are mistakes after which nothing new can be made at all.
var wrecks = []mistake{
	{"an action that is not closed", one("layouts/base.html", "{{"), "layouts/base.html"},
	{"a condition that is not closed", ofChecklist("{{if .Title}}"), "layouts/pages/checklist.html"},
	{"an end too many", ofChecklist("{{end}}"), "layouts/pages/checklist.html"},
	{"a function that is none", ofChecklist("{{nothing .}}"), "layouts/pages/checklist.html"},
	{"a field that is none", ofChecklist("{{.Nothing}}"), "layouts/pages/checklist.html"},
	{"a field of a field that is none", ofChecklist("{{range .Contents}}{{.Nothing}}{{end}}"), "layouts/pages/checklist.html"},
	{"a template that is none", ofChecklist(`{{template "nothing" .}}`), "layouts/pages/checklist.html"},
	{"a variable that is none", ofChecklist("{{$x}}"), "layouts/pages/checklist.html"},
	{"a comparison of a number with a text", ofChecklist(`{{if eq (len .Title) "x"}}{{end}}`), "layouts/pages/checklist.html"},
	{"a loop over a text", ofChecklist("{{range .Lang}}{{end}}"), "layouts/pages/checklist.html"},
	{"a function whose result is not known", ofChecklist(`{{slice .Lang 99}}`), "layouts/pages/checklist.html"},
	{"a component that defines nothing", one("layouts/components/bar/bar.html", "nothing"), "layouts/base.html"},
	{"a component that is not closed", one("layouts/components/bar/bar.html", `{{define "bar"}}`), "layouts/components/bar/bar.html"},
	{"a style that imports nothing", one("layouts/components/bar/bar.css", `@import "nothing.css";`), "layouts/components/bar/bar.css"},
	{"a style that shows nothing", one("layouts/components/bar/bar.css", `a{background:url(nothing.png)}`), "layouts/components/bar/bar.css"},
	{"a script that is none", one("layouts/scripts/main.ts", "let = ("), "layouts/scripts/main.ts"},
	{"a script that imports nothing", one("layouts/scripts/head.ts", `import "./nothing.ts";`), "layouts/scripts/head.ts"},
}

// stumbles are mistakes that only running a template shows: the pages that it makes are missing.
var stumbles = []mistake{
	{"branches that end elsewhere", ofChecklist(`{{if .Title}}<p title="{{end}}`), "layouts/pages/checklist.html"},
	{"an attribute that is not closed", ofChecklist(`<p title="`), "layouts/base.html"},
	{"a script that is not closed", ofChecklist(`<script>`), "layouts/components/aside/aside.html"},
	{"an index beyond the end", ofChecklist(`{{index .Contents 99}}`), "layouts/pages/checklist.html"},
	{"the length of a number", ofChecklist(`{{len 5}}`), "layouts/pages/checklist.html"},
	{"a template without an end", ofChecklist(`{{template "main" .}}`), "layouts/pages/checklist.html"},
}

// B015, P10: sixty kinds of mistake and more. Whatever an author breaks, the server lives, every reader has a page,
// and the reason is told; when it is mended all is as it was, without a restart.
func TestB015_MistakesComeAndGo(t *testing.T) {
	if n := len(slips) + len(wrecks) + len(stumbles); n < 60 {
		t.Errorf("only %d kinds of mistake", n)
	}
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	paths := []string{"/", "/essays/words/", "/roles/lead/", "/checklists/day/", "/nothing/"}
	good := map[string]string{}
	for _, p := range paths {
		_, good[p] = h.get(p)
	}
	try := func(m mistake, check func(t *testing.T, got said)) {
		t.Run(m.name, func(t *testing.T) {
			reader, _ := h.visit("/checklists/day/")
			if m := reader.want("findings"); len(m.List) != 0 {
				t.Fatalf("the handbook is not in order: %+v", m.List)
			}
			mend := map[string]string{}
			for name := range m.files {
				mend[name] = handbook()[name]
			}
			f.write(m.files)
			defer f.write(mend)
			if got := tell(t, f, "checklists/day/index.html"); len(got.List) == 0 {
				t.Fatal("nothing is found")
			}
			got := told(h, reader, f.state.Number)
			if !names(got, m.at) {
				t.Errorf("told of %+v, want %s", got.List, m.at)
			}
			for _, p := range paths {
				if _, body := h.get(p); !strings.HasSuffix(body, "</html>\n") {
					t.Errorf("%s: %s", p, body)
				}
			}
			check(t, got)
			f.write(mend)
			if got := told(h, reader, f.state.Number); len(got.List) != 0 || got.Stale {
				t.Errorf("after the remedy %+v", got)
			}
			for _, p := range paths {
				if _, body := h.get(p); body != good[p] {
					t.Errorf("%s is not as it was", p)
				}
			}
		})
	}
	for _, m := range slips {
		try(m, func(t *testing.T, got said) {
			if got.Stale || f.state.Err != nil {
				t.Errorf("the newest pages are not shown: %v", f.state.Err)
			}
		})
	}
	for _, m := range wrecks {
		try(m, func(t *testing.T, got said) {
			if !got.Stale || got.Errors != 1 || f.state.Err == nil {
				t.Errorf("told %+v, the error is %v", got, f.state.Err)
			}
			for _, p := range paths {
				if _, body := h.get(p); body != good[p] {
					t.Errorf("%s is not the last good page", p)
				}
			}
		})
	}
	for _, m := range stumbles {
		try(m, func(t *testing.T, got said) {
			if !got.Stale || got.Errors != 1 {
				t.Errorf("told %+v", got)
			}
			if status, body := h.get("/checklists/day/"); status != 500 || !strings.Contains(body, "could not be made") {
				t.Errorf("the page itself: %d", status)
			}
			if _, body := h.get("/nothing/"); body == "" {
				t.Error("no other page")
			}
		})
	}
}

// told reads what a reader is told, and does what a browser would, until it knows what is wrong in a state.
func told(h *house, reader *tab, number int) said {
	for {
		m := reader.next()
		switch {
		case m.Type != "findings":
			_, body := h.get("/checklists/day/")
			_, name, sum, _ := untag(h.t, body)
			reader.hello(name, sum)
		case m.Number == number:
			return m
		}
	}
}

// names reports whether a finding in the list has the code, if one is given, and the file.
func names(m said, at string) bool {
	return slices.ContainsFunc(m.List, func(d finding) bool { return d.Code+" "+d.File == at || d.File == at })
}
