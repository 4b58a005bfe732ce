package site

import (
	"slices"
	"strings"
	"testing"
)

// before is a handbook whose ids people rely on.
func before() map[string]string {
	return map[string]string{
		"checklists/round.md": "# Round\n\n- [ ] Read the mail\n- [ ] Move one meeting <!-- id: drop -->\n- [ ] Close the door\n",
		"roles/desk.md":       "# Desk\n\n## Responsibilities\n\n### The phone is answered\n\n### The mail is read\n",
	}
}

func TestB703_LostIDs(t *testing.T) {
	const list, role = "checklists/round.md", "roles/desk.md"
	for _, tt := range []struct {
		name string
		edit func(files map[string]string)
		want []string // position: id, hint
	}{
		{"nothing", func(map[string]string) {}, nil},
		{"moved about", func(f map[string]string) {
			f[list] = "# Round\n\n## Later\n\n- [ ] Close the door\n- [ ] Move one meeting <!-- id: drop -->\n\n## Last\n\n- [ ] Read the mail\n"
		}, nil},
		{"reworded, the id stays", func(f map[string]string) {
			f[list] = strings.Replace(f[list], "Move one meeting", "Cancel something", 1)
		}, nil},
		{"reworded, the id is written", func(f map[string]string) {
			f[list] = strings.Replace(f[list], "Read the mail", "Answer the mail <!-- id: read-the-mail -->", 1)
		}, nil},
		{"reworded", func(f map[string]string) {
			f[list] = strings.Replace(f[list], "Read the mail", "Answer every letter", 1)
		}, []string{`checklists/round.md:3: item "read-the-mail" is gone` + ` | if it is now "Answer every letter", write <!-- id: read-the-mail --> behind it`}},
		{"the comment is gone, the words stay", func(f map[string]string) {
			f[list] = strings.Replace(f[list], " <!-- id: drop -->", "", 1)
		}, []string{`checklists/round.md:4: item "drop" is gone` + ` | if it is now "Move one meeting", write <!-- id: drop --> behind it`}},
		{"taken out", func(f map[string]string) {
			f[list] = strings.Replace(f[list], "- [ ] Read the mail\n", "", 1)
		}, []string{`checklists/round.md: item "read-the-mail" is gone` + ` | if another one took its place, write <!-- was: read-the-mail --> behind that; else accept the loss: baton check --accept`}},
		{"another id is written", func(f map[string]string) {
			f[list] = strings.Replace(f[list], "id: drop", "id: one-meeting-less", 1)
		}, []string{`checklists/round.md:4: item "drop" is gone` + ` | if it is now "Move one meeting", write <!-- was: drop --> behind it`}},
		{"another id is written, with the old one", func(f map[string]string) {
			f[list] = strings.Replace(f[list], "id: drop -->", "id: one-meeting-less --> <!-- was: drop -->", 1)
		}, nil},
		{"two are one now", func(f map[string]string) {
			f[list] = "# Round\n\n- [ ] Read the mail and close the door\n- [ ] Move one meeting <!-- id: drop -->\n"
		}, []string{
			`checklists/round.md:3: item "close-the-door" is gone` + ` | if it is now "Read the mail and close the door", write <!-- id: close-the-door --> behind it`,
			`checklists/round.md:3: item "read-the-mail" is gone` + ` | if it is now "Read the mail and close the door", write <!-- was: read-the-mail --> behind it`,
		}},
		{"two are one now, and it says so", func(f map[string]string) {
			f[list] = "# Round\n\n- [ ] Read the mail and close the door <!-- id: close-the-door --> <!-- was: read-the-mail -->\n- [ ] Move one meeting <!-- id: drop -->\n"
		}, nil},
		{"the file is gone", func(f map[string]string) { delete(f, list) }, nil},
		{"the file has moved", func(f map[string]string) {
			f["checklists/evening.md"] = "---\nredirect_from: /checklists/round/\n---\n" + strings.Replace(f[list], "Close the door", "Shut the door", 1)
			delete(f, list)
		}, []string{`checklists/evening.md:8: item "close-the-door" is gone` + ` | if it is now "Shut the door", write <!-- id: close-the-door --> behind it`}},
		{"a heading reworded", func(f map[string]string) {
			f[role] = strings.Replace(f[role], "The mail is read", "Letters are answered", 1)
		}, []string{`roles/desk.md:7: responsibility "the-mail-is-read" is gone` + ` | if it is now "Letters are answered", write <!-- was: the-mail-is-read --> behind it`}},
		{"a heading reworded, with its old address", func(f map[string]string) {
			f[role] = strings.Replace(f[role], "The mail is read", "Letters are answered <!-- was: the-mail-is-read -->", 1)
		}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			then := linkFiles(t, before())
			files := before()
			tt.edit(files)
			now := linkFiles(t, files)
			for what, old := range map[string][]byte{"lock file": then.Lock(), "handbook.json": then.JSON()} {
				list, err := now.LostIDs(old)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, d := range list {
					pos := d.Pos
					pos.Col = 0
					fact, _, _ := strings.Cut(d.Message, ",")
					got = append(got, pos.String()+": "+strings.TrimSuffix(fact, " and with it what people ticked or linked to")+" | "+d.Hint)
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("%s:\ngot  %q\nwant %q", what, got, tt.want)
				}
			}
		})
	}
}

// The lock file of the source folder is compared in every build.
func TestB703_LockFile(t *testing.T) {
	files := before()
	files["checklists.lock.json"] = string(linkFiles(t, before()).Lock())
	if s := linkFiles(t, files); countOf(s, "item-id-lost") != 0 {
		t.Errorf("nothing is lost: %v", s.Diags)
	}
	files["checklists/round.md"] = "# Round\n\n- [ ] Something else\n"
	if s := linkFiles(t, files); countOf(s, "item-id-lost") != 3 {
		t.Errorf("three are lost: %v", s.Diags)
	}
	files["checklists.lock.json"] = "{"
	if s := linkFiles(t, files); countOf(s, "bad-value") != 1 {
		t.Errorf("the lock file is broken: %v", s.Diags)
	}
}

func TestLock(t *testing.T) {
	want := `{
  "format": "baton-lock/1",
  "checklists": {
    "checklists/round.md": {
      "close-the-door": "1d1a1f377e6a",
      "drop": "c08f091ef95c",
      "read-the-mail": "7ff2ba8c5532"
    }
  },
  "responsibilities": {
    "roles/desk.md": {
      "the-mail-is-read": "6464aa090967",
      "the-phone-is-answered": "65f7ee39d061"
    }
  }
}
`
	if got := string(linkFiles(t, before()).Lock()); got != want {
		t.Errorf("got %s", got)
	}
}

func TestLostIDs_Foreign(t *testing.T) {
	s := linkFiles(t, before())
	for _, data := range []string{"", "nothing", "[]", "{}", `{"format":"baton-handbook/2"}`, `{"format":7}`} {
		if _, err := s.LostIDs([]byte(data)); err == nil {
			t.Errorf("%q: no error", data)
		}
	}
	for _, data := range []string{`{"format":"baton-lock/1"}`, `{"format":"baton-lock/1","checklists":null}`, `{"format":"baton-handbook/1"}`} {
		if list, err := s.LostIDs([]byte(data)); err != nil || len(list) > 0 {
			t.Errorf("%q: %v, %v", data, list, err)
		}
	}
}

func countOf(s *Site, name string) int {
	n := 0
	for _, d := range s.Diags {
		if d.Code.Rule().Name == name {
			n++
		}
	}
	return n
}

// Whatever stands in a file that is given as an older handbook, the answer is findings or an error.
func FuzzLostIDs(f *testing.F) {
	s := linkFiles(f, before())
	f.Add(s.Lock())
	f.Add(s.JSON())
	f.Add([]byte(`{"format":"baton-lock/1","checklists":{"checklists/round.md":null,"../x":{"":""},"a":{"b":"c"}},"responsibilities":null}`))
	f.Add([]byte(`{"format":"baton-handbook/1","pages":[{"source":"roles/desk.md","role":{"responsibilities":[{"id":""}]}},{"checklist":{}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := s.LostIDs(data)
		if err != nil && len(list) > 0 {
			t.Error("findings and an error")
		}
	})
}
