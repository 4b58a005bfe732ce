package asset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"baton/generator/internal/markdown"
)

// A bundler runs esbuild over files that are not on a disk: those of layouts, and a few that are made.
type bundler struct {
	layouts fs.FS
	made    map[string]string // files that are made: path → text
	out     map[string][]byte // path → bytes
}

// generate makes the files that site.css and main.ts import without anybody having written them.
func (b *bundler) generate(accent string, offline bool) error {
	styles, err := b.imports("components/*/*.css", `@import "../%s";`)
	if err != nil {
		return err
	}
	scripts, err := b.imports("components/*/*.ts", `import "../%s";`)
	if err != nil {
		return err
	}
	b.made = map[string]string{
		"styles/components.css": styles,
		"styles/accent.css":     accent,
		"styles/code.css":       markdown.StyleSheet(),
		"scripts/components.ts": scripts,
		"scripts/offline.ts":    "",
	}
	if offline {
		b.made["scripts/offline.ts"] = `import "./register.ts";`
	}
	return nil
}

// imports is a line for each file that matches, in order of the paths.
func (b *bundler) imports(pattern, line string) (string, error) {
	files, err := fs.Glob(b.layouts, pattern)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, f := range files {
		fmt.Fprintf(&out, line+"\n", f)
	}
	return out.String(), nil
}

// bundle returns an entry point with all that it imports, minified.
func (b *bundler) bundle(entry string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{entry},
		Bundle:            true,
		Write:             false,
		Outdir:            "/",
		Format:            api.FormatIIFE,
		Platform:          api.PlatformNeutral, // that of browsers has esbuild make a table of definitions for every bundle
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		TreeShaking:       api.TreeShakingTrue,
		LogLevel:          api.LogLevelSilent,
		TsconfigRaw:       "{}", // no file of the disk decides
		Plugins:           []api.Plugin{{Name: "layouts", Setup: b.setup}},
	})
	if len(result.Errors) > 0 {
		return nil, asError(result.Errors)
	}
	return result.OutputFiles[0].Contents, nil
}

func (b *bundler) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: ".*"}, b.resolve)
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "layouts"}, b.load)
}

// resolve finds every import in layouts. What a style sheet points at is copied under a name with a hash.
func (b *bundler) resolve(args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{Path: args.Path, Namespace: "layouts"}, nil
	}
	target := path.Join(path.Dir(args.Importer), args.Path)
	if args.Kind != api.ResolveCSSURLToken {
		return api.OnResolveResult{Path: target, Namespace: "layouts"}, nil
	}
	if strings.HasPrefix(args.Path, "data:") || strings.HasPrefix(args.Path, "#") {
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	}
	name, err := b.file(target)
	if err != nil {
		return api.OnResolveResult{}, err
	}
	return api.OnResolveResult{Path: "./" + name, External: true}, nil
}

func (b *bundler) load(args api.OnLoadArgs) (api.OnLoadResult, error) {
	text, made := b.made[args.Path]
	if !made {
		data, err := fs.ReadFile(b.layouts, args.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		text = string(data)
	}
	loader := api.LoaderTS
	if path.Ext(args.Path) == ".css" {
		loader = api.LoaderCSS
	}
	return api.OnLoadResult{Contents: &text, Loader: loader}, nil
}

// asError joins what esbuild found, each with its file and line.
func asError(messages []api.Message) error {
	var errs []error
	for _, m := range messages {
		text := m.Text
		if at := m.Location; at != nil {
			text = fmt.Sprintf("%s:%d:%d: %s", strings.TrimPrefix(at.File, "layouts:"), at.Line, at.Column+1, text)
		}
		errs = append(errs, fmt.Errorf("layouts: %s", text))
	}
	return errors.Join(errs...)
}
