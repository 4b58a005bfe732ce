package build_test

import (
	"fmt"

	"pgregory.net/rapid"
)

// kindBlocks are what makes a document one of its kind.
func (a *author) kindBlocks(t *rapid.T, kind, p string) []string {
	switch kind {
	case "role":
		out := []string{
			"- **Section:** " + pick(t, "section", "Service", "Money") + "\n- **Reach:** [phone](tel:+15550100)\n- **Answers within:** " + pick(t, "within", "5 minutes", "a day") +
				"\n- **Stand-in:** " + a.role(t, p) + "\n- **Answers to:** " + a.role(t, p),
			"## Responsibilities",
		}
		for range rapid.IntRange(1, 2).Draw(t, "responsibilities") {
			out = append(out, "### "+pick(t, "responsibility", headings[:2]...), a.paragraph(t),
				"- **Customer:** hears one story\n- **Does:** "+a.role(t, p)+"\n- **Told:** Somebody outside\n- "+a.level(t, p)+"\n- **Warning sign:** two repair one thing")
		}
		return append(out, "## Decisions", "- "+a.level(t, p)+"\n- "+a.level(t, p)+"\n- **Your call:** "+a.link(t, p))
	case "playbook":
		out := []string{
			"- **Raised by:** anyone\n- **Ends when:** they are content",
			"## Players",
			"| Part | Played by | Plays for |\n| --- | --- | --- |\n| Conductor | " + a.role(t, p) + " | time |\n| Voice | " + a.role(t, p) + " | the customers |\n| Hands | " + a.role(t, p) + ", " + a.role(t, p) + " | the repair |",
			"## Score",
		}
		for i := range rapid.IntRange(1, 2).Draw(t, "movements") {
			out = append(out, fmt.Sprintf("### %d. %s", i+1, pick(t, "movement", "Gather", "Steady")),
				"- **Starts when:** an alarm rings\n- **Customer:** waits\n- **Must:** nobody repairs alone\n  - **Because:** "+pick(t, "because", "it hides", "it hurts")+
					"\n- **Conductor**\n  - Open the room ("+a.link1(t, p)+")\n  - **Cue:** Voice: \"Tell them.\" Answer: \"Telling.\"\n- **Voice**\n  - **Wait:** Conductor\n  - Post a notice <!-- id: notice -->\n  - "+
					a.level(t, p)+"\n- **"+pick(t, "part", "Hands", "Voice", "Nobody", "Lead")+"**\n  - **Cue:** "+pick(t, "cued", "everyone", "Conductor", "Hands")+": \"Done.\"\n- **Pause:** all say what they know")
		}
		return append(out, "## Coda", "Then: "+a.link1(t, p)+".")
	case "checklist":
		return []string{
			"## Before ten",
			"- [ ] Read what each wrote. " + a.link1(t, p) + "\n- [ ] Move one meeting <!-- id: " + pick(t, "id", "drop", "keep") + " -->\n  - None? Say so\n- [ ] " + pick(t, "item", "Ring the desk", "Ring the lead"),
			"## Ask first", "- It is blocked. Ask " + a.role(t, p),
			"## Hands to", "- " + a.role(t, p) + ": what is blocked",
		}
	case "decision":
		return []string{
			"| Up to | Who decides | Then |\n| --- | --- | --- |\n| " + pick(t, "limit", "200 USD", "300 USD", "1,000") + " | " + a.role(t, p) + " | tell " + a.role(t, p) + " |\n| 2,000 USD | " +
				a.role(t, p) + " | |\n| " + pick(t, "open", "more", "5,000 USD") + " | " + a.role(t, p) + " | answers within " + pick(t, "within", "two hours", "a day") + " <!-- id: top --> |",
			"- **Meanwhile:** say who decides\n- **Can be undone:** " + pick(t, "undone", "no", "yes") + "\n- **If it goes wrong:** it stands\n- **Nobody reachable:** decide as the next row would",
			"## Cases", "- A customer was charged twice: " + a.link1(t, p),
		}
	case "lesson":
		return []string{
			"- **Told by:** " + a.role(t, p), "## What we were trying", a.paragraph(t), "## What happened", a.paragraph(t), "## What made it easy", "- Nobody was there.",
			pick(t, "then", "## What we changed", "## We would do it again"), "- We wrote " + a.link1(t, p) + " and " + a.link1(t, p),
		}
	}
	if a.tidy {
		return []string{a.paragraph(t), "## " + pick(t, "heading", headings[:3]...), a.paragraph(t), a.block(t, p), a.paragraph(t)}
	}
	return []string{a.paragraph(t), "## " + pick(t, "heading", headings...), "See " + a.link(t, p) + " and " + a.link1(t, p) + "."}
}

// level is a labelled level of latitude.
func (a *author) level(t *rapid.T, p string) string {
	return pick(t, "level", "**Your call:** when to wake somebody", "**Within limits:** up to the row of [the ladder](/decisions/refund.md)", "**Must:** nothing is hidden",
		"**Rule:** one story", "**Ask first:** to promise money. Ask "+a.role(t, p), "**Within limits:** spend 100 USD ([why](/essays/why.md))", "**Your cal:** a slip", "**Pflicht:** a translation")
}

// link1 is a link that stays within a line.
func (a *author) link1(t *rapid.T, p string) string {
	return pick(t, "kind of link", "["+pick(t, "text", "see", "this")+"]("+a.dest(t, p)+")", a.role(t, p), "[["+pick(t, "name", names...)+"]]")
}

// block is a block of any sort: what stands in real handbooks, and some that should not.
func (a *author) block(t *rapid.T, p string) string {
	if a.tidy && !oneIn(t, 12, "untidy") {
		return pick(t, "block", "See "+a.link(t, p)+".", "## "+pick(t, "heading", headings[:3]...), a.paragraph(t), "- One item\n- "+a.link(t, p), "```sh\nls\n```")
	}
	switch pick(t, "block", "links", "paragraph", "heading", "list", "callout", "code", "table", "raw", "note", "literal", "kind") {
	case "links":
		return "See " + a.link(t, p) + "."
	case "heading":
		return pick(t, "depth", "##", "###") + " " + pick(t, "heading", headings...)
	case "list":
		return "- " + a.line(t, p) + "\n- " + a.line(t, p)
	case "callout":
		return pick(t, "callout", "> [!NOTE]\n> Mind ", "!!! warning \"Mind\"\n    The ", ":::tip\nThe ") + a.link1(t, p)
	case "code":
		return "```go\nfunc main() { println(\"" + pick(t, "code", "[[lead]]", "<!-- x -->", "x") + "\") }\n```"
	case "table":
		return "| a | b |\n| --- | ---: |\n| " + a.link1(t, p) + " | 2 |"
	case "raw":
		return pick(t, "raw", "<a id=\"first\"></a>", "<details><summary>More</summary>Text</details>", "<script>alert(1)</script>", "<meter value=1></meter>", "<!-- id: x -->") + " raw " + a.link1(t, p)
	case "note":
		return "[^1]: A note with " + a.link1(t, p)
	case "literal":
		return pick(t, "literal", "Text with {{ .Site.Title }} in it.", "(first)=\n## A label above", "**Must:**never", "#### Deep at once")
	case "kind":
		blocks := a.kindBlocks(t, pick(t, "kind", "role", "decision", "checklist", "playbook", "lesson"), p)
		return blocks[rapid.IntRange(0, len(blocks)-1).Draw(t, "which")]
	}
	return a.paragraph(t)
}

// line is the text of an item.
func (a *author) line(t *rapid.T, p string) string {
	return pick(t, "line", a.level(t, p), "[ ] Do it", a.role(t, p)+": a part", "plain text", "**Stand-in:** "+a.role(t, p), "**Told by:** desk", "<!-- id: line --> with an id")
}
