package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"baton/generator/internal/content"
	"baton/generator/internal/source"
)

// A remembered document is one whose digest was written down. Most of what a large handbook costs at the start is
// parsing prose that nobody looks at; linking needs only the digest of it, and the prose is parsed when its page is.
type remembered struct {
	Path   string
	Sum    source.Sum
	Digest content.Digest
}

// memoryFormat opens what Memory.Write writes. What follows it is the sum of all the rest.
const memoryFormat = "baton-memory/1\n"

// memoryHead says for what the documents were parsed.
type memoryHead struct {
	Version string // of Baton
	Config  source.Sum
}

// perBlock is how many documents are written as one block; blocks are read side by side.
const perBlock = 256

// Memory is what an engine remembers of documents that are prose, at one moment.
type Memory struct {
	config source.Sum
	texts  map[string]*text // by path
}

// Memory returns what the engine remembers; it has built something before.
func (e *Engine) Memory() Memory {
	return Memory{config: e.texts.config.sum, texts: maps.Clone(e.texts.byPath)}
}

// Write writes the memory, for Load. version names the program: what one version has parsed says nothing about what
// another would.
func (m Memory) Write(w io.Writer, version string) error {
	var docs []remembered
	for _, path := range slices.Sorted(maps.Keys(m.texts)) {
		t := m.texts[path]
		if g, ok := t.doc.Digest(); ok && t.plain {
			docs = append(docs, remembered{path, t.sum, g})
		}
	}
	var body bytes.Buffer
	if err := writeBlock(&body, memoryHead{version, m.config}); err != nil {
		return err
	}
	for block := range slices.Chunk(docs, perBlock) {
		if err := writeBlock(&body, block); err != nil {
			return err
		}
	}
	sum := sha256.Sum256(body.Bytes())
	_, err := w.Write(slices.Concat([]byte(memoryFormat), sum[:], body.Bytes()))
	return err
}

// writeBlock writes a value behind its length.
func writeBlock(w *bytes.Buffer, v any) error {
	var block bytes.Buffer
	if err := gob.NewEncoder(&block).Encode(v); err != nil {
		return err
	}
	w.Write(binary.LittleEndian.AppendUint64(nil, uint64(block.Len())))
	w.Write(block.Bytes())
	return nil
}

// Load takes in what Memory.Write wrote, for the builds to come. An error means that the engine remembers as much as before:
// the data is damaged, or another version's. Documents that have changed since, or that were parsed for another
// handbook.yaml, are parsed as if nothing were known of them.
func (e *Engine) Load(data []byte, version string) error {
	body, ok := bytes.CutPrefix(data, []byte(memoryFormat))
	if !ok || len(body) < sha256.Size || sha256.Sum256(body[sha256.Size:]) != source.Sum(body[:sha256.Size]) {
		return errors.New("damaged, or not written by Baton")
	}
	blocks, err := cutBlocks(body[sha256.Size:])
	if err != nil {
		return err
	}
	var head memoryHead
	if err := readBlock(blocks[0], &head); err != nil {
		return err
	}
	if head.Version != version {
		return fmt.Errorf("written by another version, %q", head.Version)
	}
	docs := make([][]remembered, len(blocks)-1)
	errs := make([]error, len(docs))
	work := make(chan int)
	var group sync.WaitGroup
	for range e.Options.jobs() {
		group.Go(func() {
			for i := range work {
				errs[i] = readBlock(blocks[i+1], &docs[i])
			}
		})
	}
	for i := range docs {
		work <- i
	}
	close(work)
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	e.known = known{config: head.Config, docs: make(map[string]*remembered, len(docs)*perBlock)}
	for _, block := range docs {
		for i := range block {
			e.known.docs[block[i].Path] = &block[i]
		}
	}
	return nil
}

// cutBlocks parts what writeBlock wrote; there is at least one block.
func cutBlocks(body []byte) ([][]byte, error) {
	var blocks [][]byte
	for len(body) >= 8 {
		n := binary.LittleEndian.Uint64(body)
		if body = body[8:]; n > uint64(len(body)) {
			break
		}
		blocks = append(blocks, body[:n])
		body = body[n:]
	}
	if len(body) > 0 || len(blocks) == 0 {
		return nil, errors.New("cut off")
	}
	return blocks, nil
}

// readBlock reads a value that writeBlock wrote.
func readBlock(block []byte, v any) error { return gob.NewDecoder(bytes.NewReader(block)).Decode(v) }

// known are the documents that were loaded, parsed for a configuration.
type known struct {
	config source.Sum
	docs   map[string]*remembered
}

// recall returns the text of a file as far as it is known, nil if it is not.
func (k *known) recall(f source.File, cfg *config) *text {
	r := k.docs[f.Path]
	if r == nil || r.Sum != f.Sum || k.config != cfg.sum {
		return nil
	}
	doc := r.Digest.Document(f)
	if doc == nil {
		return nil
	}
	t := newText(f.Sum, doc)
	t.whole = sync.OnceValue(func() *content.Document { return content.Parse(f, cfg.Config) })
	return t
}
