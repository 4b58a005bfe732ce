// Package layouts holds the templates, styles and scripts of a handbook's pages.
//
// Between templates and views there is this contract:
//
//   - base.html is the skeleton. It is executed with the view of the page and calls the block "main", which every
//     page fills, and "top" and "side", which have a content of their own that a page may replace.
//   - pages/KIND.html fills those blocks. It is executed with the view that render ties to KIND; a test, and
//     every start, checks each field that a template names against that view.
//   - components/NAME/ holds NAME.html, which defines the template "NAME" for any page to call; NAME.css,
//     which joins the layer "components"; and NAME.ts, which joins the deferred script. Any may be missing.
//   - styles/site.css opens with the order of the layers and imports each file into its own. Two of the files
//     that it imports are made and not written: components.css lists the components, accent.css and code.css
//     come from the configuration and from the highlighter.
//   - scripts/ are entry points: head.ts runs before paint, main.ts deferred, redirect.ts on moved pages;
//     search/engine.ts and search/more.ts when somebody searches. A component adds to the page by way of
//     decorate.ts, so that it does so again when a live page has changed.
//   - islands/NAME/ holds what only some pages need: NAME.ts and NAME.css are bundled by themselves, after whatever
//     they import, and either may be missing. A view gets their addresses from writer.island and the template
//     "island" writes them at the part of the page that they are for; the script of every page fetches them after the
//     first paint. The palette is one that is fetched when somebody is about to search.
//   - worker/worker.ts is the service worker, which is published as sw.js: a world of its own, without a page.
//   - scripts/live.ts, with scripts/live/ and styles/live.css, is live editing: serve alone adds it to pages.
//   - images/ holds the sign in the browser's tab.
//   - vendor/NAME/ holds files of others, unmodified, with licence, version and checksum.
//
// No template writes a style attribute, an inline script or an event handler: the pages' content security
// policy forbids them. What a template prints is escaped for its place; only what package markdown made, and
// what was rendered from these templates, is trusted as HTML.
package layouts

import "embed"

//go:embed base.html pages components islands styles scripts worker images vendor
var FS embed.FS
