package render

import (
	"strings"
	"testing"
)

// Where a row begins is said in the words of the row before, whatever its unit.
func TestRowsBeginAsTheRowBeforeIsWritten(t *testing.T) {
	r := rendererOf(t, map[string]string{
		"roles/lead.md": "# Lead\n\n- **Reach:** desk\n",
		"decisions/late.md": "# Stay late\n\n| Up to | Who decides |\n| --- | --- |\n| 1 hour | [Lead](../roles/lead.md) |\n| 4 hours | [Lead](../roles/lead.md) |\n" +
			"| over 4 hours | [Lead](../roles/lead.md) |\n",
	})
	var said []string
	for _, s := range r.SearchPage(r.site.Decisions[0].Page).Sections {
		said = append(said, s.Text)
	}
	for _, want := range []string{"Up to 1 hour: Lead decides", "Over 1 hour and up to 4 hours: Lead decides", "Over 4 hours: Lead decides"} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("nothing says %q in %q", want, said)
		}
	}
}
