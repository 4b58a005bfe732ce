//go:build !unix

package source

import "testing"

func asAnybody(t *testing.T, f func()) { f() }
