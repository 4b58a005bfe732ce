package render

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// typeCheck walks a template, and all templates that it calls, with the type of its data, and returns every
// use of a field, a method or a variable that the type does not have. What it cannot know, it refuses: views
// are plain structs, so nothing in a template needs to be unknown.
func typeCheck(t *template.Template, data reflect.Type) []string {
	c := &checker{set: t, seen: map[call]bool{}}
	c.template(t.Name(), data)
	return c.faults
}

type checker struct {
	set    *template.Template
	tree   *parse.Tree
	vars   []variable
	seen   map[call]bool
	faults []string
}

// call is a template with the type of its data: it is checked once.
type call struct {
	name string
	data reflect.Type
}

type variable struct {
	name string
	typ  reflect.Type
}

var (
	anyBool   = reflect.TypeFor[bool]()
	anyInt    = reflect.TypeFor[int]()
	anyFloat  = reflect.TypeFor[float64]()
	anyString = reflect.TypeFor[string]()
)

func (c *checker) template(name string, data reflect.Type) {
	if c.seen[call{name, data}] {
		return
	}
	c.seen[call{name, data}] = true
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		return // a call of a template that is not there is a fault of its caller
	}
	tree, vars := c.tree, c.vars
	c.tree, c.vars = t.Tree, []variable{{"$", data}}
	c.list(t.Tree.Root, data)
	c.tree, c.vars = tree, vars
}

func (c *checker) fault(n parse.Node, format string, args ...any) {
	place, _ := c.tree.ErrorContext(n)
	c.faults = append(c.faults, place+": "+fmt.Sprintf(format, args...))
}

func (c *checker) list(l *parse.ListNode, dot reflect.Type) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		c.node(n, dot)
	}
}

func (c *checker) node(n parse.Node, dot reflect.Type) {
	switch n := n.(type) {
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot)
	case *parse.IfNode:
		c.scope(func() {
			c.pipe(n.Pipe, dot)
			c.scope(func() { c.list(n.List, dot) })
			c.list(n.ElseList, dot)
		})
	case *parse.WithNode:
		c.scope(func() {
			t := c.pipe(n.Pipe, dot)
			c.scope(func() { c.list(n.List, t) })
			c.list(n.ElseList, dot)
		})
	case *parse.RangeNode:
		c.scope(func() {
			elem := c.elements(n)(c.pipe(n.Pipe, dot))
			c.scope(func() { c.list(n.List, elem) })
			c.list(n.ElseList, dot)
		})
	case *parse.TemplateNode:
		var t reflect.Type
		if n.Pipe != nil {
			t = c.pipe(n.Pipe, dot)
		}
		if called := c.set.Lookup(n.Name); called == nil || called.Tree == nil {
			c.fault(n, "template %q is not defined", n.Name)
		} else {
			c.template(n.Name, t)
		}
	}
}

// scope runs f; variables that it declares end with it.
func (c *checker) scope(f func()) {
	n := len(c.vars)
	f()
	c.vars = c.vars[:n]
}

// elements returns a function that gives the type of dot inside a range, and declares the range's variables.
func (c *checker) elements(n *parse.RangeNode) func(reflect.Type) reflect.Type {
	return func(t reflect.Type) reflect.Type {
		key, elem := anyInt, reflect.Type(nil)
		switch {
		case t == nil:
		case t.Kind() == reflect.Slice, t.Kind() == reflect.Array:
			elem = t.Elem()
		case t.Kind() == reflect.Map:
			key, elem = t.Key(), t.Elem()
		case t.Kind() == reflect.Int:
			elem = anyInt
		default:
			c.fault(n, "range over %s", t)
		}
		// pipe has declared them with the type of the whole; the last is the element, one before it the key.
		if d := len(n.Pipe.Decl); d > 0 {
			declared := c.vars[len(c.vars)-d:]
			declared[d-1].typ = elem
			if d > 1 {
				declared[0].typ = key
			}
		}
		return elem
	}
}

func (c *checker) pipe(p *parse.PipeNode, dot reflect.Type) reflect.Type {
	if p == nil {
		return nil
	}
	var t reflect.Type
	for i, cmd := range p.Cmds {
		t = c.command(cmd, dot, t, i > 0)
	}
	for _, v := range p.Decl {
		if p.IsAssign {
			if have := c.variable(v, v.Ident[0]); have != nil && t != nil && have != t {
				c.fault(p, "%s is %s and becomes %s", v.Ident[0], have, t)
			}
			continue
		}
		c.vars = append(c.vars, variable{v.Ident[0], t})
	}
	return t
}

// command returns the type of a command whose last argument, if piped, has the type last.
func (c *checker) command(cmd *parse.CommandNode, dot, last reflect.Type, piped bool) reflect.Type {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		var args []reflect.Type
		for _, a := range cmd.Args[1:] {
			args = append(args, c.arg(a, dot))
		}
		if piped {
			args = append(args, last)
		}
		return c.function(id, args)
	}
	if len(cmd.Args) > 1 || piped {
		c.fault(cmd, "%s is no function", cmd.Args[0])
	}
	return c.arg(cmd.Args[0], dot)
}

func (c *checker) arg(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		return c.fields(n, c.variable(n, n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, c.arg(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, dot)
	case *parse.IdentifierNode:
		return c.function(n, nil)
	case *parse.StringNode:
		return anyString
	case *parse.BoolNode:
		return anyBool
	case *parse.NumberNode:
		if n.IsInt {
			return anyInt
		}
		return anyFloat
	}
	return nil
}

func (c *checker) variable(n parse.Node, name string) reflect.Type {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			return c.vars[i].typ
		}
	}
	c.fault(n, "%s is not declared", name)
	return nil
}

func (c *checker) fields(n parse.Node, t reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if t == nil {
			c.fault(n, ".%s of something whose type is not known", name)
			return nil
		}
		if t = c.field(n, t, name); t == nil {
			return nil
		}
	}
	return t
}

func (c *checker) field(n parse.Node, t reflect.Type, name string) reflect.Type {
	if m, ok := t.MethodByName(name); ok {
		in := 1 // the receiver
		if t.Kind() == reflect.Interface {
			in = 0
		}
		if m.Type.NumIn() > in || m.Type.NumOut() == 0 {
			c.fault(n, "method %s of %s takes arguments or returns nothing", name, t)
			return nil
		}
		return m.Type.Out(0)
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		if f, ok := t.FieldByName(name); ok && f.IsExported() {
			return f.Type
		}
	}
	c.fault(n, "%s has no field or method %s", t, name)
	return nil
}

// function returns the type of a call of one of the functions that templates have.
func (c *checker) function(n *parse.IdentifierNode, args []reflect.Type) reflect.Type {
	switch n.Ident {
	case "eq", "ne", "lt", "le", "gt", "ge":
		c.comparable(n, args)
		return anyBool
	case "not":
		return anyBool
	case "len":
		return anyInt
	case "and", "or":
		for _, a := range args {
			if a != args[0] {
				return nil // may be any of them: it can be tested, but has no fields
			}
		}
		return args[0]
	case "index":
		t := args[0]
		for range args[1:] {
			if t == nil || t.Kind() != reflect.Slice && t.Kind() != reflect.Array && t.Kind() != reflect.Map {
				c.fault(n, "index of %v", t)
				return nil
			}
			t = t.Elem()
		}
		return t
	case "print", "printf", "println", "html", "js", "urlquery":
		return anyString
	}
	c.fault(n, "function %s is not known to the check", n.Ident)
	return nil
}

// comparable reports a comparison that would fail when it is executed.
func (c *checker) comparable(n parse.Node, args []reflect.Type) {
	for _, a := range args[min(1, len(args)):] {
		if a != nil && args[0] != nil && a.Kind() != args[0].Kind() {
			c.fault(n, "compares %s with %s", args[0], a)
		}
	}
}
