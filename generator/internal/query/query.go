// Package query asks the handbook's search engine: the script that browsers run, in a JavaScript engine written in Go.
// So the ranker is written once, and the command answers what the palette answers.
package query

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"modernc.org/quickjs"
)

// memory is how many bytes the script may use: an engine keeps each shard that it has read, 64 KB at most.
const memory = 512 << 20

// Engine is the search engine over one index. It keeps what it has read. It is not safe for concurrent use.
type Engine struct {
	vm      *quickjs.VM
	settled bool   // the promise of the last question is
	answer  string // as JSON, if it was kept
	broken  string // why, if it was not
}

// bridge asks the engine and says what its promise became. It uses the functions registered in New.
//
//go:embed bridge.js
var bridge string

// New starts the scripts of the engine: itself, and what it asks for when few queries need it. read gives a file of the folder "search" as it is published, by its path there,
// such as "manifest.json"; what is compressed inside is opened here.
func New(scripts [][]byte, read func(path string) ([]byte, error)) (*Engine, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, err
	}
	e := &Engine{vm: vm}
	vm.SetMemoryLimit(memory)
	if err := e.start(scripts, read); err != nil {
		return nil, errors.Join(fmt.Errorf("start the search engine: %w", err), vm.Close())
	}
	return e, nil
}

// Close gives back what the engine uses.
func (e *Engine) Close() error { return e.vm.Close() }

// Search answers a query.
func (e *Engine) Search(query string, o Options) (*Answer, error) {
	text, err := e.ask(query, o)
	if err != nil {
		return nil, fmt.Errorf("search for %q: %w", query, err)
	}
	var a Answer
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		return nil, fmt.Errorf("search for %q: read the answer: %w", query, err)
	}
	return &a, nil
}

func (e *Engine) start(scripts [][]byte, read func(path string) ([]byte, error)) error {
	err := errors.Join(
		e.vm.RegisterHostFunc("batonRead", func(args []any) (any, error) {
			path, ok := first(args)
			if !ok {
				return nil, errors.New("a path is a string")
			}
			return load(path, read)
		}),
		e.vm.RegisterHostFunc("batonKept", func(args []any) (any, error) {
			e.settled = true
			e.answer, _ = first(args)
			return nil, nil
		}),
		e.vm.RegisterHostFunc("batonBroken", func(args []any) (any, error) {
			e.settled = true
			e.broken, _ = first(args)
			return nil, nil
		}),
	)
	if err != nil {
		return err
	}
	for _, text := range slices.Concat(scripts, [][]byte{[]byte(bridge)}) {
		if _, err := e.vm.Eval(string(text), quickjs.EvalGlobal); err != nil {
			return err
		}
	}
	return nil
}

// ask returns the answer as JSON. JavaScript's promises move only while its queue of jobs is worked off. As all reading
// is done at once, nothing can come later: a promise that is open when the queue is empty stays open.
func (e *Engine) ask(query string, o Options) (string, error) {
	e.settled, e.answer, e.broken = false, "", ""
	if _, err := e.vm.Call("batonAsk", query, o); err != nil {
		return "", err
	}
	_, err := e.vm.ExecutePendingJobs()
	switch {
	case e.broken != "":
		return "", errors.New(e.broken)
	case e.settled:
		return e.answer, nil
	case err != nil:
		return "", err
	}
	return "", errors.New("the engine never answers: it waits for something that does not come")
}

// load reads a file, opens it, and gives its bytes as base64: strings pass between Go and JavaScript as text.
func load(path string, read func(path string) ([]byte, error)) (string, error) {
	data, err := read(path)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	if strings.HasSuffix(path, ".bin") {
		if data, err = open(data); err != nil {
			return "", fmt.Errorf("open %s: %w", path, err)
		}
	}
	return base64.StdEncoding.EncodeToString(data), nil
}

func open(data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func first(args []any) (string, bool) {
	if len(args) == 0 {
		return "", false
	}
	s, ok := args[0].(string)
	return s, ok
}
