package score

import "slices"

// wall is the owner of a note that stands in the line of every part: a pause, or a step of Everyone.
const wall = -1

// A graph says which notes of one movement come later than which others. Notes are numbered in order of the
// text. Every constraint has the same weight: one beat.
type graph struct {
	after, before [][]int32

	// Marks of the two searches of reaches, so that none has to clear what an earlier one left behind.
	marks []int
	round int
}

// order returns the graph of what the text alone demands: each part's notes follow each other, and walls stand
// after all that is above them and before all that is below. It has at most two edges a note.
func order(owners []int) *graph {
	g := &graph{
		after:  make([][]int32, len(owners)),
		before: make([][]int32, len(owners)),
		marks:  make([]int, len(owners)),
	}
	last := map[int]int{} // by part: its last note since the last wall
	var sounding []int    // the keys of last, in order of the text
	above := -1           // the last wall
	for n, owner := range owners {
		if owner != wall {
			if prev, ok := last[owner]; ok {
				g.add(prev, n)
			} else {
				sounding = append(sounding, owner)
				if above >= 0 {
					g.add(above, n)
				}
			}
			last[owner] = n
			continue
		}
		for _, p := range sounding {
			g.add(last[p], n)
		}
		if len(sounding) == 0 && above >= 0 {
			g.add(above, n)
		}
		clear(last)
		sounding, above = sounding[:0], n
	}
	return g
}

// add demands that to comes later than from.
func (g *graph) add(from, to int) {
	g.after[from] = append(g.after[from], int32(to))
	g.before[to] = append(g.before[to], int32(from))
}

// beats returns the beat of each note, from 1: as early as all constraints allow. The graph must have no circle.
func (g *graph) beats() []int {
	beats := make([]int, len(g.after))
	missing := make([]int, len(g.after))
	var ready []int32
	for n := range beats {
		beats[n] = 1
		if missing[n] = len(g.before[n]); missing[n] == 0 {
			ready = append(ready, int32(n))
		}
	}
	for len(ready) > 0 {
		n := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		for _, m := range g.after[n] {
			beats[m] = max(beats[m], beats[n]+1)
			if missing[m]--; missing[m] == 0 {
				ready = append(ready, m)
			}
		}
	}
	return beats
}

// reaches reports whether to comes later than from already, or is the same note. It searches from both ends at
// once and stops when either has no way on, so that a part of one step costs little in however long a movement.
func (g *graph) reaches(from, to int) bool {
	if from == to {
		return true
	}
	g.round++
	down, up := 2*g.round, 2*g.round+1
	g.marks[from], g.marks[to] = down, up
	fronts := [2][]int32{{int32(from)}, {int32(to)}}
	edges := [2][][]int32{g.after, g.before}
	mine := [2]int{down, up}
	for side := 0; len(fronts[0]) > 0 && len(fronts[1]) > 0; side = 1 - side {
		n := fronts[side][len(fronts[side])-1]
		fronts[side] = fronts[side][:len(fronts[side])-1]
		for _, m := range edges[side][n] {
			switch g.marks[m] {
			case mine[side]:
			case mine[1-side]:
				return true
			default:
				g.marks[m] = mine[side]
				fronts[side] = append(fronts[side], m)
			}
		}
	}
	return false
}

// groups gives each note the number of its group: notes have one group if each comes later than the other, so
// that notes of one group with an edge between them lie on a circle.
func (g *graph) groups() []int {
	// This is Tarjan's algorithm.
	const unseen = 0
	var (
		group = make([]int, len(g.after))
		index = make([]int, len(g.after))
		low   = make([]int, len(g.after))
		open  = make([]bool, len(g.after))
		stack []int
		count int
		found int
		visit func(int)
	)
	visit = func(n int) {
		count++
		index[n], low[n] = count, count
		stack, open[n] = append(stack, n), true
		for _, m32 := range g.after[n] {
			m := int(m32)
			if index[m] == unseen {
				visit(m)
				low[n] = min(low[n], low[m])
			} else if open[m] {
				low[n] = min(low[n], index[m])
			}
		}
		if low[n] < index[n] {
			return
		}
		for {
			m := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			open[m], group[m] = false, found
			if m == n {
				break
			}
		}
		found++
	}
	for n := range group {
		if index[n] == unseen {
			visit(n)
		}
	}
	return group
}

// path returns the notes of a shortest way from one note to another that stays in their group, both included.
func (g *graph) path(from, to int, group []int) []int {
	came := map[int]int{from: from}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		if n == to {
			break
		}
		for _, m32 := range g.after[n] {
			m := int(m32)
			if _, seen := came[m]; !seen && group[m] == group[from] {
				came[m] = n
				queue = append(queue, m)
			}
		}
	}
	way := []int{to}
	for n := to; n != from; {
		n = came[n]
		way = append(way, n)
	}
	slices.Reverse(way)
	return way
}
