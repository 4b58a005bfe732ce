package content

import (
	"strings"

	"baton/generator/internal/typo"
)

// near returns the known word that word is a misspelling of: another case, or one step away if both have four
// letters or more.
func near(word string, known []string) (string, bool) {
	lower := strings.ToLower(word)
	for _, k := range known {
		if k == word {
			return "", false
		}
	}
	for _, k := range known {
		if strings.ToLower(k) == lower {
			return k, true
		}
	}
	if k, ok := typo.Near(lower, known); ok {
		return k, true
	}
	return "", false
}

func isNear(word, known string) bool {
	_, ok := near(word, []string{known})
	return ok
}
