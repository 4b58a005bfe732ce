// Package search makes the index of a handbook: files that a browser fetches piece by piece, as few as a query needs.
//
// A page contributes what it says (Contribute), independently of all others. An Indexer takes the contributions of all
// pages and gives an Index, which never changes: the names of its files are known at once, their bytes are made when
// they are asked for. An index depends on the contributions alone, never on those that were there before.
//
// # Files
//
// All stand in the folder "search" of the site. Every name but that of the manifest is 12 lower-case hexadecimal digits:
// 6 bytes of a SHA-256 of all that the file is made of. Such a file never changes, and may be kept for ever. It is
// compressed with gzip inside, so that no host needs to be told anything; the formats below are those of the bytes that
// come out.
//
//	manifest.json     {"format":1,"table":"NAME"}, the only file that changes, not compressed
//	t/NAME.bin        the table: where each word is, what kind each page is
//	s/NAME.bin        a shard: a run of the sorted terms, with their postings
//	o/NAME.bin        overflow: the postings of one common term beyond those in its shard
//	p/NAME.bin        names of the fragments of 256 pages, where a site has more than 1,000
//	f/XX/NAME.bin     a fragment: one page as JSON (type Page); XX are the first two digits of its name
//	v/NAME.bin        the vocabulary, for words that are typed wrong
//	r/NAME.bin        roles and dates, for filters, for one's own role, and for lists without a query
//
// A varint is an unsigned LEB128 number. A string is its length in bytes (varint) and UTF-8. A name is 6 bytes. Terms
// are sorted as bytes. "Front-coded" is: how many bytes are those of the term before (varint; 0 for the first), then
// the rest as a string. Pages are numbered from 0, sorted by address as bytes.
//
//	table     language string; pages varint;
//	          kinds: count varint, each a string; runs: count varint, each length varint, kind varint;
//	          shards: count varint, each a border front-coded, name: its terms are not before this border, and before
//	          the next one (the first border may be "");
//	          vocabulary name, roles name (zeros: there is none);
//	          up to 1,000 pages: the names of their fragments; else of ceil(pages/256) files p
//	p         names of the fragments of pages 256·i to 256·i+255
//	shard     terms: count varint, each
//	            term front-coded; df varint (how many pages have it); group varint (0: alone, else numbered from 1 in
//	            this shard); synonyms: count varint, each a string, words to look for as well;
//	            if df > Cut: name of its overflow; length of its postings in bytes varint
//	          groups: count varint, each: members in other shards: count varint, each a string
//	          the postings of all terms, in their order
//	postings  of n = min(df, Cut) pages, the best by impact (ties: the smaller page), sorted by page; columns:
//	            n × gap varint (the first: the page, then the difference to the page before),
//	            n × byte: impact (5 bits) << 3 | in the title << 2 | in a heading << 1 | in any section,
//	            for each that is in the title: byte, terms of the title (255: as many or more),
//	            for each that is in a section: count varint, then each section as
//	              varint: gap << 3 | impact (3 bits); gap from the section before, the first from 0
//	overflow  postings of the other df - Cut pages: count varint, then as above
//	v         count varint, each: term front-coded, byte: floor(log2(df))
//	r         roles: count varint, sorted by stem, each: stem string, title string, count of pages varint, their gaps varint;
//	          for each page: varint, days from 1970-01-01 to the date of its last review, 0 if it has none
//
// # Terms
//
// Tokens (tokens.go, and tokens.ts for queries) says what a word is; testdata/tokens.json holds the two together. The
// term of a word with accents stands beside that of the word without: "pere" and "pere\x01père", so that they are
// neighbours. The term "#" stands for an amount: every page with a limit that can be computed has it, in the sections
// of its rows. Terms that share a stem (Snowball's, for the handbook's language) form a group.
//
// # Impacts
//
// The weight of a term in a page is
//
//	tf = 6·title + 2·path + 3·headings + body / (0.4 + 0.6·terms/600)     impact = floor(32·tf/(tf+2.4))
//
// where title counts the title's terms, and 0.8 for each in an alias; path is 1 if the last two segments of the address
// have it. In a section, tf = 3·heading + body/(0.4 + 0.6·terms/110), and its impact is floor(8·tf/(tf+1.2)). The
// averages are fixed: nothing in a posting depends on other pages. A reader takes the middle of each step.
package search

const (
	// Cut is how many pages a term's shard lists at most; the others stand in its overflow.
	Cut = 1024

	// Folder is where the files stand in the site.
	Folder = "search"
)
