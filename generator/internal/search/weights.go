package search

// What a term weighs in a page: see "Impacts" in the documentation of the package. The reader has the same numbers
// (rank.ts), so they change together.
const (
	weightTitle   = 6
	weightAlias   = 0.8 // of a title
	weightPath    = 2
	weightHeading = 3

	// A text of typical length counts as it stands; in a longer one, the same words say less.
	typicalPage    = 600
	typicalSection = 110
	lengthShare    = 0.6 // how much of a count depends on the length
	headingShare   = 0.3 // the same for headings of pages that are longer than typical: they have more

	// Where half of the greatest impact is reached.
	saturation        = 2.4
	saturationSection = 1.2

	steps        = 32 // of an impact
	stepsSection = 8
)

// pathSegments is how many of the last segments of an address count as its path.
const pathSegments = 2

// pageImpact is the impact of a term in a page with so many words.
func pageImpact(title, alias int, path bool, heading, body, words int) int {
	tf := float64(weightTitle*float64(title)) + float64(weightTitle*weightAlias*float64(alias)) +
		float64(weightHeading*float64(heading))/max(1, (1-headingShare)+float64(headingShare*float64(words)/typicalPage))
	if path {
		tf += weightPath
	}
	return impact(tf+damped(body, words, typicalPage), saturation, steps)
}

// sectionImpact is the impact of a term in a section with so many words.
func sectionImpact(heading, body, words int) int {
	return impact(float64(weightHeading*float64(heading))+damped(body, words, typicalSection), saturationSection, stepsSection)
}

// damped is a count in a text of so many words. The conversions keep each rounding where it is: a machine that
// multiplies and adds in one go would find other impacts.
func damped(count, words int, typical float64) float64 {
	return float64(count) / ((1 - lengthShare) + float64(lengthShare*float64(words)/typical))
}

func impact(tf, saturation float64, steps int) int {
	return int(float64(float64(steps)*tf) / (tf + saturation))
}
