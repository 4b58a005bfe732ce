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
//	p/NAME.bin        names of the fragments of 64 pages, where a site has more than 256
//	b/NAME.bin        borders and names of 64 shards, where a site has more than 256
//	f/XX/NAME.bin     a fragment: one page as JSON (type Page); XX are the first two digits of its name
//	v/NAME.bin        the vocabulary, for words that are typed wrong
//	r/NAME.bin        roles and dates, for filters, for one's own role, and for lists without a query
//
// A varint is an unsigned LEB128 number. A string is its length in bytes (varint) and UTF-8. A name is 6 bytes. Terms
// are sorted as bytes. "Front-coded" is: how many bytes are those of the term before (varint; 0 for the first), then
// the rest as a string. Pages are numbered from 0, sorted by address as bytes.
//
//	table     language string; words that say little: count varint, each a string (a term); pages varint;
//	          kinds: count varint, each a string; runs: count varint, each length varint, kind varint;
//	          shards: count varint; up to 256: for each its border front-coded, name; else the same for each of
//	          ceil(shards/64) files b;
//	          vocabulary name, roles name (zeros: there is none);
//	          up to 256 pages: the names of their fragments; else of ceil(pages/64) files p
//	p         names of the fragments of pages 64·i to 64·i+63
//	b         for each of the shards 64·i to 64·i+63: border front-coded, name; a border is not behind the terms of its
//	          file, and behind all terms of the file before it
//	shard     terms: count varint, each
//	            term front-coded; df varint (how many pages have it); group varint (0: alone, else numbered from 1 in
//	            this shard); synonyms: count varint, each a string, words to look for as well;
//	            if df > Cut: name of its overflow; length of its postings in bytes varint
//	          groups: count varint, each: members in other shards: count varint, each a string
//	          the postings of all terms, in their order
//	postings  of n = min(df, Cut) pages, the best by impact (ties: the smaller page), sorted by page; columns:
//	            n × gap varint (the first: the page, then the difference to the page before),
//	            n × byte: impact (5 bits) << 3 | in the title or an alias << 2 | in a heading << 1 | in any section,
//	            for each that is in the title or in an alias: byte, words of the shortest of them that has it (255: as
//	              many or more),
//	            for each that is in any section: count varint, then each section as
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
// Synonyms are the handbook's and, in English, a few that are built in (english.go), both ways, and for a role its title
// and its aliases. They stand at the term that is typed: for a phrase, that is its words joined (as Tokens gives them, but
// for those that are Joined) and cut as any term, such as "incidentcommander" for "Incident commander". Such a term may be
// in no page (df 0, nothing else). What stands there is the words to look for as well, with blanks between them:
// "incident lead".
//
// A shard has a word together with its forms with accents, and mostly with all words that begin with the same four
// letters. It has about 10 KB, and hardly ever more than 30. Names of shards and of
// overflows stand for what they are made of without being made: terms, sums of postings, groups, synonyms, addresses.
//
// The vocabulary has up to 30,000 words of at least three letters, the most common ones by their class, floor(log2(df)).
// Kinds stand in the order of decision, playbook, checklist, role, lesson, essay, page, others by name after them.
//
// # Impacts
//
// The weight of a term in a page is
//
//	tf = 6·title + 2·path + 3·headings / max(1, 0.7 + 0.3·terms/600) + body / (0.4 + 0.6·terms/600)
//	impact = floor(32·tf/(tf+2.4))
//
// where title counts how often it is in the title, and 0.8 for each time in an alias; path is 1 if the last two segments
// of the address have it; headings and body count those of all sections, with Section.Role as text and a limit as one "#";
// terms is how many words the sections have. In a section, tf = 3·heading + body/(0.4 + 0.6·terms/110), and its impact is
// floor(8·tf/(tf+1.2)). The averages are fixed: nothing in a posting depends on other pages. A reader takes the middle of
// each step. The numbers stand in weights.go.
package search

const (
	// Cut is how many pages a term's shard lists at most; the others stand in its overflow.
	Cut = 1024

	// Folder is where the files stand in the site.
	Folder = "search"
)
