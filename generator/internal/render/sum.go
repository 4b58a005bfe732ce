package render

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"reflect"

	"baton/generator/internal/source"
)

// sumOf is the sum of a view and of the name of its template. Two views have one sum only if they are equal
// all the way down: each value is written with its length, so that no two ways of parting the same letters
// give the same sum.
func sumOf(name string, view any) source.Sum {
	h := sha256.New()
	s := &summer{hash: h, w: bufio.NewWriterSize(h, 16<<10)}
	s.text(name)
	s.value(reflect.ValueOf(view))
	s.w.Flush()
	return source.Sum(h.Sum(nil))
}

type summer struct {
	hash hash.Hash
	w    *bufio.Writer
	num  [8]byte
}

func (s *summer) number(n uint64) {
	binary.LittleEndian.PutUint64(s.num[:], n)
	s.w.Write(s.num[:])
}

func (s *summer) text(t string) {
	s.number(uint64(len(t)))
	s.w.WriteString(t)
}

// value writes a value. Views hold values, lists of values and pointers to values; a view that held anything
// whose parts have no order, such as a map, would be a mistake that every test of its kind of page shows.
func (s *summer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		s.text(v.String())
	case reflect.Bool:
		var n uint64
		if v.Bool() {
			n = 1
		}
		s.number(n)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		s.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		s.number(v.Uint())
	case reflect.Struct:
		for i := range v.NumField() {
			s.value(v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		s.number(uint64(v.Len()))
		for i := range v.Len() {
			s.value(v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			s.number(0)
			return
		}
		s.number(1)
		if v.Kind() == reflect.Interface {
			s.text(v.Elem().Type().String())
		}
		s.value(v.Elem())
	default:
		panic(fmt.Sprintf("render: a view holds a %s, which has no sum", v.Type()))
	}
}
