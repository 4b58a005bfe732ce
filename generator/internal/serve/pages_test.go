package serve

import (
	"strings"
	"testing"

	"baton/generator/internal/publish"
)

// torn is a site with a file that Baton itself fails at.
type torn struct{ fixed }

func (s torn) File(name string) (publish.File, error) {
	if name == "torn.html" {
		panic("index out of range")
	}
	return s.fixed.File(name)
}

func (s torn) Has(name string) bool { return name == "torn.html" || s.fixed.Has(name) }

func TestAPanicIsAnErrorOfItsPage(t *testing.T) {
	a := find(torn{}, "torn.html")
	if a.status != 500 || !strings.Contains(string(a.data), "index out of range") || !strings.Contains(string(a.data), "torn.html") {
		t.Errorf("%d %s", a.status, a.data)
	}
}

func TestWithoutAPageForWhatIsNotThere(t *testing.T) {
	a := find(fixed{}, `<b>"`)
	if a.status != 404 || strings.Contains(string(a.data), "<b>") || !strings.Contains(string(a.data), "&lt;b&gt;") {
		t.Errorf("%d %s", a.status, a.data)
	}
}
