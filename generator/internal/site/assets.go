package site

import (
	"path"
	"slices"
	"strings"

	"baton/generator/internal/diag"
)

// placeFiles gives every file that may be copied its place, so that links know where it would be. Pages were
// there before.
func (l *linker) placeFiles(in Input) {
	for _, f := range slices.Sorted(slices.Values(in.Files)) {
		if isSource(f) {
			continue
		}
		l.files = append(l.files, f)
		if owner, ok := l.outputs.claim(f, strings.TrimPrefix(fileAddress(f), "/")); !ok {
			l.displaced[f] = owned(owner)
		}
	}
}

// copyFiles chooses the files that go with the pages: those that are linked, and those that lie in a folder
// with pages, unless they look like the sources of some tool. It reports names and pictures that would make
// trouble.
func (l *linker) copyFiles(in Input) {
	beside := map[string]bool{}
	for _, p := range l.Pages {
		beside[p.Doc.Folder] = true
	}
	l.wantLogo()
	withheld := setOf(in.Withheld)
	scripted := setOf(in.Scripted)
	for _, f := range l.files {
		folder, name, _ := cutLast(f, "/")
		if !l.linked[f] && (!beside[folder] || withheld[f] || !isForReaders(name)) {
			continue
		}
		pos := diag.Pos{File: f}
		l.checkNames(f, pos)
		if owner := l.displaced[f]; owner != "" {
			l.Diags.Add(diag.New(diag.TwoSources, pos, "address %q is taken by %s", fileAddress(f), owner).
				WithHint("the file is left out; rename it"))
			continue
		}
		if scripted[f] {
			l.Diags.Add(diag.New(diag.ScriptInSVG, pos, "%q contains script, which runs for whoever opens the picture by itself", name).
				WithHint("save it as a plain picture"))
		}
		l.Assets = append(l.Assets, Asset{Path: f, Address: fileAddress(f)})
	}
}

// wantLogo has the logo of handbook.yaml copied, wherever it lies, as if a page linked to it.
func (l *linker) wantLogo() {
	logo := l.Config.Logo
	if logo == "" {
		return
	}
	l.linked[logo] = true
	if slices.Contains(l.files, logo) {
		return
	}
	d := diag.New(diag.UnknownFile, l.Config.LogoPos, "logo: %q: no such file", logo)
	for _, s := range l.guesser.guess(l.guesser.files, logo) {
		d.Candidates = append(d.Candidates, s.asset)
	}
	if len(d.Candidates) > 0 {
		d = d.WithHint("did you mean %q?", d.Candidates[0])
	}
	l.Diags.Add(d)
}

// fileAddress is the address of a file that is copied.
func fileAddress(p string) string {
	folder, name, _ := cutLast(p, "/")
	fixed, _ := portable(name)
	return folderAddress(folder) + fixed
}

// isSource reports whether a file steers Baton or another tool. It is never published, even if a page links to it.
func isSource(p string) bool {
	switch p {
	case "handbook.yaml", "felt.yaml", "checklists.lock.json":
		return true
	}
	return strings.HasPrefix(p, ".") || strings.Contains(p, "/.")
}

// isForReaders reports whether a file that nobody links to is meant for readers, as far as its name tells.
func isForReaders(name string) bool {
	switch strings.ToLower(name) {
	case "makefile", "gemfile", "rakefile", "procfile", "dockerfile", "codeowners", "package.json", "package-lock.json":
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".env", ".lock", ".key", ".pem",
		".go", ".rb", ".py", ".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".vue", ".sh", ".ps1", ".bat",
		".css", ".scss", ".sass", ".less", ".erb", ".haml", ".liquid", ".njk", ".hbs", ".tmpl", ".mdx", ".log":
		return false
	}
	return true
}

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}
