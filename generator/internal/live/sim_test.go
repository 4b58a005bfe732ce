package live

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"baton/generator/internal/watch"
)

// The tests of this file run on a clock, a disk and a watcher that are not real, so that whatever can happen
// between a save and its event happens, and hours take no time.

func TestSim_ASaveShowsWithinMilliseconds(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		d.save("p.md", "# New\n")
		d.hint("p.md")
		a.after(pause)
		if a.text("p.md") != "# New\n" {
			t.Errorf("not shown after %v", pause)
		}
		a.expectBuilds(2)
		events, _ := a.heard()
		last := events[len(events)-1]
		if !last.Settled || last.Pages == 0 || last.Took < pause || last.Took > pause+time.Millisecond {
			t.Errorf("last event: %+v", last)
		}
	})
}

// B009: no event ever comes.
func TestB009_WithoutEvents(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		d.save("p.md", "# New\n")
		a.after(5 * time.Second)
		if a.text("p.md") != "# New\n" {
			t.Error("not found after 5 s")
		}
		if want := "no events arrive from content; looking every second"; a.notices() != want {
			t.Errorf("notices %q, want %q", a.notices(), want)
		}
		d.save("p.md", "# Newer\n")
		a.after(time.Second)
		if a.text("p.md") != "# Newer\n" {
			t.Error("not found after another second")
		}
		a.expectBuilds(3)
		if strings.Contains(a.notices(), "\n") {
			t.Errorf("said more than once: %q", a.notices())
		}
	})
}

// An event that is late is an event.
func TestSim_ALateEventIsAnEvent(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		a.after(resting - 10*time.Millisecond)
		d.save("p.md", "# New\n")
		a.after(50 * time.Millisecond)
		if a.text("p.md") != "# New\n" {
			t.Fatal("the look at everything has not found it")
		}
		d.hint("p.md")
		a.after(time.Minute)
		a.expectBuilds(2)
		if s := a.notices(); s != "" {
			t.Errorf("notices: %s", s)
		}
	})
}

func TestSim_PollFromTheStart(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, func(c *Config) { c.Poll = true }, func(a *author) {
		d.save("p.md", "# New\n")
		d.hint("p.md") // nobody listens
		a.after(polling / 2)
		if a.text("p.md") == "# New\n" {
			t.Error("an event was listened to")
		}
		a.after(polling / 2)
		if a.text("p.md") != "# New\n" || a.notices() != "" {
			t.Errorf("text %q, notices %q", a.text("p.md"), a.notices())
		}
	})
}

// B008: the limit of watches is reached: it is said once, and looking goes on.
func TestB008_LimitOfWatches(t *testing.T) {
	d := newDisk(tiny)
	d.limit = errors.New("no more folders can be watched")
	simulate(t, d, nil, func(a *author) {
		for i := range 3 {
			text := fmt.Sprintf("# New %d\n", i)
			d.save("p.md", text)
			a.after(time.Second)
			if a.text("p.md") != text {
				t.Errorf("edit %d is not there after a second", i)
			}
		}
		if want := "no more folders can be watched; looking every second"; a.notices() != want {
			t.Errorf("notices %q, want %q", a.notices(), want)
		}
	})
}

// B007: the queue of events has run over.
func TestB007_Overflow(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		for i := range 1000 {
			d.save(fmt.Sprintf("f%d/p%d.md", i%50, i), "# Page\n")
		}
		d.box.Put(watch.Hint{All: true})
		a.after(time.Second)
		if now, _ := a.State(); len(now.Content.Files) != len(tiny)+1000 {
			t.Errorf("%d files", len(now.Content.Files))
		}
		a.expectBuilds(2)
	})
}

// What is many files is waited for, and then it is one generation; what never ends is not.
func TestSim_ManyFilesAreOneGeneration(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		for i := range 300 {
			name := fmt.Sprintf("f%d/p%d.md", i%10, i)
			d.save(name, "# Page\n")
			d.hint(name)
			a.after(2 * time.Millisecond)
		}
		a.after(bulkPause)
		if now, _ := a.State(); len(now.Content.Files) != len(tiny)+300 {
			t.Errorf("%d files", len(now.Content.Files))
		}
		if n := a.builds(); n > 3 {
			t.Errorf("%d builds", n)
		}
	})
}

// Who edits one file after the other, as fast as they are shown, does not wait as for a checkout.
func TestSim_OneFileAfterTheOther(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		for i := range 50 {
			name := fmt.Sprintf("p%d.md", i)
			d.save(name, "# New\n")
			d.hint(name)
			if a.after(20 * time.Millisecond); a.text(name) == "" {
				t.Fatalf("save %d is not shown after 20 ms", i)
			}
		}
	})
}

func TestSim_WhoSavesForEverIsSeen(t *testing.T) {
	for _, files := range []int{1, 40} {
		d := newDisk(tiny)
		simulate(t, d, nil, func(a *author) {
			for i := range 600 { // 3 s
				name := fmt.Sprintf("p%d.md", i%files)
				d.save(name, fmt.Sprintf("# %d\n", i))
				d.hint(name)
				a.after(5 * time.Millisecond)
			}
			if n := a.builds(); n < 2 {
				t.Errorf("%d files: %d builds in 3 s", files, n)
			}
			a.after(time.Second)
			if a.text(fmt.Sprintf("p%d.md", 599%files)) != "# 599\n" {
				t.Errorf("%d files: the last save is not shown", files)
			}
		})
	}
}

// A file that takes long holds back nobody else's.
func TestSim_ASlowFileHoldsBackNobody(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		d.save("picture.png", "half")
		d.set(func() { d.until["picture.png"] = time.Now().Add(10 * time.Second) })
		d.hint("picture.png")
		a.after(time.Second)
		d.save("roles/lead.md", "# New\n")
		d.hint("roles/lead.md")
		a.after(10 * time.Millisecond)
		if a.text("roles/lead.md") != "# New\n" || a.text("picture.png") != "" {
			t.Errorf("page %q, picture %q", a.text("roles/lead.md"), a.text("picture.png"))
		}
		events, _ := a.heard()
		if took := events[len(events)-1].Took; took > 10*time.Millisecond {
			t.Errorf("the page took %v", took)
		}
		if d.scans > 100 {
			t.Errorf("%d scans while waiting for the picture", d.scans)
		}
		d.save("picture.png", "whole")
		a.after(10 * time.Second)
		if a.text("picture.png") != "whole" {
			t.Error("the picture is not shown")
		}
		a.expectBuilds(3)
	})
}

// A folder that cannot be read is an error only if that lasts, and is left behind when it is over.
func TestSim_AFolderThatVanishes(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		d.fail(fs.ErrNotExist)
		d.box.Put(watch.Hint{All: true})
		a.after(lenience / 2)
		a.expectBuilds(1)
		d.fail(nil)
		a.after(time.Minute)
		a.expectBuilds(1)

		good, _ := a.State()
		d.fail(fs.ErrNotExist)
		d.box.Put(watch.Hint{All: true})
		a.after(time.Minute)
		a.expectBuilds(2)
		if now, _ := a.State(); !errors.Is(now.Err, fs.ErrNotExist) || now.Generation != good.Generation || now.Content != good.Content {
			t.Errorf("state %+v", now)
		}
		d.fail(nil)
		d.save("p.md", "# Back\n")
		a.after(time.Second)
		if now, _ := a.State(); now.Err != nil || a.text("p.md") != "# Back\n" {
			t.Errorf("state %+v", now)
		}
	})
}

// P5 and P16: three days of rest.
func TestSim_SeventyTwoHoursOfRest(t *testing.T) {
	d := newDisk(tiny)
	simulate(t, d, nil, func(a *author) {
		a.after(72 * time.Hour)
		a.expectBuilds(1)
		if most := int(72 * time.Hour / resting); d.scans < most/2 || d.scans > most+10 {
			t.Errorf("%d looks, want about %d", d.scans, most)
		}
		d.save("p.md", "# New\n")
		d.hint("p.md")
		a.after(pause)
		a.expectBuilds(2)
	})
}

// Every interleaving of saves with a watcher that drops, doubles, reorders, delays, overflows or stays silent, of
// files that are torn and of a folder that cannot be read at times: at rest the state is what is on disk.
func TestSim_AnyInterleaving(t *testing.T) {
	seeds := uint64(40)
	if long() {
		seeds = 3000
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 3))
		drop, double, delay, torn, fails := r.IntN(3)*30, r.IntN(2)*40, r.IntN(3)*200, r.IntN(2)*30, r.IntN(2)*3
		d := newDisk(tiny)
		simulate(t, d, nil, func(a *author) {
			tell := func(name string) {
				if r.IntN(100) < drop {
					return
				}
				wait := time.Duration(r.IntN(delay+1)) * time.Millisecond
				over := r.IntN(50) == 0
				go func() {
					time.Sleep(wait)
					d.hint(name)
					d.box.Put(watch.Hint{All: over})
				}()
				if r.IntN(100) < double {
					d.hint(name)
				}
			}
			// An edit in the middle of a scan, before it has seen the file.
			d.look = func() {
				if r.IntN(20) == 0 {
					d.files["p.md"] = fmt.Sprintf("# During a scan %d\n", r.IntN(1000))
					tell("p.md")
				}
			}
			for i := range 10 + r.IntN(30) {
				d.mu.Lock()
				name := []string{"p.md", "index.md", "roles/lead.md", "new/a.md", "new/b.md"}[r.IntN(5)]
				if r.IntN(6) == 0 {
					delete(d.files, name)
				} else {
					d.files[name] = fmt.Sprintf("# Save %d\n", i)
				}
				if r.IntN(100) < torn {
					d.until[name] = time.Now().Add(time.Duration(r.IntN(400)) * time.Millisecond)
				}
				if r.IntN(100) < fails {
					d.err = errors.New("not now")
				} else if r.IntN(3) == 0 {
					d.err = nil
				}
				tell(name)
				gap := time.Duration(r.IntN(1+r.IntN(300))) * time.Millisecond
				d.mu.Unlock()
				a.after(gap)
			}
			d.set(func() { d.look, d.err = nil, nil })
			a.after(5 * time.Second)
			now, _ := a.State()
			got := map[string]string{}
			for _, f := range now.Content.Files {
				got[f.Path] = string(f.Data)
			}
			if now.Err != nil || !maps.Equal(got, d.files) || now.Generation.Inputs.Content != now.Content {
				t.Errorf("seed %d: at rest the state is %q, err %v; on disk there is %q", seed, got, now.Err, d.files)
			}
			before := a.builds()
			a.after(time.Hour)
			if n := a.builds() - before; n > 0 {
				t.Errorf("seed %d: %d builds in rest", seed, n)
			}
			for i, last := 0, -1; i < len(a.events); i++ {
				if e := a.events[i]; e.State != nil && !e.Settled {
					if e.State.Number <= last {
						t.Errorf("seed %d: state %d after %d", seed, e.State.Number, last)
					}
					last = e.State.Number
				}
			}
		})
		if t.Failed() {
			return
		}
	}
}
