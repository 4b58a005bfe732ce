package asset

import "io/fs"

// Live bundles what serve adds to its pages, and no published site has: the script of live editing, and the
// style of what it shows.
func Live(layouts fs.FS) (js, css []byte, err error) {
	b := &bundler{layouts: layouts, out: map[string][]byte{}}
	if js, err = b.bundle("scripts/live.ts"); err != nil {
		return nil, nil, err
	}
	if css, err = b.bundle("styles/live.css"); err != nil {
		return nil, nil, err
	}
	return js, css, nil
}
