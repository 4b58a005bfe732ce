package site

import (
	"path"
	"strings"
	"unicode"
)

// folderAddress is the address of a folder of the source: "/" for its root, "/a/b/" for "a/b".
func folderAddress(folder string) string {
	if folder == "" {
		return "/"
	}
	segments := strings.Split(folder, "/")
	for i, s := range segments {
		segments[i], _ = portable(s)
	}
	return "/" + strings.Join(segments, "/") + "/"
}

// pageAddress is the address of a document that is not its folder's page: the folder's, then its name without
// extension, as it is written. Addresses are not percent-encoded.
func pageAddress(folder, name string) string {
	segment, _ := portable(name)
	return folderAddress(folder) + segment + "/"
}

// slugAddress is the address that a slug gives a document: it replaces the document's name, or, with a leading
// slash, the whole address. ok is false if the address would lie outside the site.
func slugAddress(folder, slug string) (address string, ok bool) {
	if strings.HasPrefix(slug, "/") {
		folder = ""
	}
	whole, ok := within(folder, strings.Trim(slug, "/"))
	if !ok {
		return "", false
	}
	return folderAddress(whole), true
}

// within joins a relative path to a folder, both without slashes at their ends and with "" for the root.
// ok is false if the path leads above the root.
func within(folder, relative string) (joined string, ok bool) {
	joined = path.Join(folder, relative)
	switch {
	case joined == "." || joined == "/":
		return "", true
	case joined == ".." || strings.HasPrefix(joined, "../"):
		return "", false
	}
	return strings.TrimPrefix(joined, "/"), true
}

// portable makes a name that every system can store and every address can carry, and says what was wrong with
// the one it was given; "" if nothing was.
func portable(name string) (fixed, why string) {
	fixed = strings.Map(func(r rune) rune {
		if !carried(r) {
			return '-'
		}
		return r
	}, name)
	if fixed != name {
		why = "has a character that not every system allows in a name"
	}
	if trimmed := strings.TrimRight(fixed, ". "); trimmed != fixed {
		fixed, why = trimmed, "ends with a dot or a blank"
	}
	if stem, _, _ := strings.Cut(fixed, "."); devices[strings.ToLower(stem)] {
		fixed, why = stem+"-"+fixed[len(stem):], "is the name of a device on some systems"
	}
	if fixed == "" {
		fixed = "-"
	}
	return fixed, why
}

// carried reports whether a character may stand in a name: on every system, and without being mistaken for
// something else in an address or on a page.
func carried(r rune) bool {
	switch {
	case strings.ContainsRune(`<>:"|?*\/`, r), unicode.IsControl(r), r == unicode.ReplacementChar:
		return false
	case '\u202A' <= r && r <= '\u202E', '\u2066' <= r && r <= '\u2069': // they turn the direction of what follows
		return false
	}
	return true
}

// devices are the names that Windows keeps for itself, whatever the extension.
var devices = func() map[string]bool {
	m := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}
	for _, digit := range "123456789" {
		m["com"+string(digit)] = true
		m["lpt"+string(digit)] = true
	}
	return m
}()

// outputs is the set of files that the site will consist of. Two names that differ in case only are one file
// on many disks, so they are here, too.
type outputs struct {
	files   map[string]string // folded path → what makes the file
	folders map[string]string // folded folder → the first that lies in it
}

func newOutputs() *outputs {
	return &outputs{files: map[string]string{}, folders: map[string]string{}}
}

// claim takes paths of files, without leading slash, for what by names. If one of them, or a folder that one
// needs, is somebody else's, nothing is taken, and claim returns whose it is.
func (o *outputs) claim(by string, paths ...string) (owner string, ok bool) {
	for _, p := range paths {
		p = strings.ToLower(p)
		if owner, taken := o.files[p]; taken {
			return owner, false
		}
		if owner, taken := o.folders[p]; taken {
			return owner, false
		}
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			if owner, taken := o.files[d]; taken {
				return owner, false
			}
			if _, known := o.folders[d]; known {
				break // what lies above was free when this folder was taken, and is a folder since
			}
		}
	}
	for _, p := range paths {
		p = strings.ToLower(p)
		o.files[p] = by
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			if _, known := o.folders[d]; known {
				break
			}
			o.folders[d] = by
		}
	}
	return "", true
}

// pageFiles are the files that a page at an address is made of: the page and its Markdown twin.
func pageFiles(address string) []string {
	folder := strings.TrimPrefix(address, "/")
	return []string{folder + "index.html", folder + "index.md"}
}
