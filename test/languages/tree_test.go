package apierrors_test

import (
	"errors"
	"fmt"
	"testing"

	"example.test/go/apierrors"
)

func of(code apierrors.Code) *apierrors.Error {
	return &apierrors.Error{Definition: apierrors.Definition{Code: code}, Detail: string(code)}
}

// inner has the method of errors.Join, which Go 1.19 does not have. It is apart from
// the errors that embed it, because go vet 1.19 refuses the method on an error.
type inner []error

func (i inner) Unwrap() []error { return i }

// several wraps errors as errors.Join does.
type several struct{ inner }

func (s several) Error() string { return "several" }

func join(errs ...error) several { return several{errs} }

type wrapper struct{ of error }

func (w wrapper) Error() string { return "wrapper" }
func (w wrapper) Unwrap() error { return w.of }

// same claims to be an error by a method, as errors.Is lets it.
type same struct{ code apierrors.Code }

func (s same) Error() string { return "same" }
func (s same) Is(target error) bool {
	other, ok := target.(*apierrors.Error)
	return ok && other.Code == s.code
}

// convertible becomes an error by a method, as errors.As lets it.
type convertible struct{ to *apierrors.Error }

func (c convertible) Error() string { return "convertible" }
func (c convertible) As(target any) bool {
	found, ok := target.(**apierrors.Error)
	if ok {
		*found = c.to
	}
	return ok
}

// base has another name than Error, which would hide the method.
type base = apierrors.Error

type embedding struct {
	*base
	extra int
}

// refusing has the methods and says no.
type refusing struct{ inner }

func (r refusing) Error() string { return "refusing" }
func (r refusing) Is(error) bool { return false }
func (r refusing) As(any) bool   { return false }

func deep(err error, levels int) error {
	for level := 0; level < levels; level++ {
		switch level % 4 {
		case 0:
			err = fmt.Errorf("level %d: %w", level, err)
		case 1:
			err = of("between").WithCause(err)
		case 2:
			err = join(nil, of("beside"), err)
		default:
			err = wrapper{err}
		}
	}
	return err
}

func TestIsFindsCodeAnywhereInTree(t *testing.T) {
	a, b := of("a"), of("b")
	var none *apierrors.Error
	trees := map[string]error{
		"itself":                    b,
		"cause":                     a.WithCause(b),
		"cause of a cause":          a.WithCause(of("c").WithCause(b)),
		"wrapped cause":             fmt.Errorf("x: %w", a.WithCause(fmt.Errorf("y: %w", b))),
		"last of several":           join(a, b),
		"first of several":          join(b, a),
		"after nil":                 join(nil, none, b),
		"in several in several":     join(errors.New("x"), join(a, join(), join(wrapper{b}))),
		"several as a cause":        a.WithCause(join(of("c"), b)),
		"below an error beside one": join(a, of("c").WithCause(b)),
		"custom wrapper":            wrapper{wrapper{a.WithCause(wrapper{b})}},
		"foreign Is":                wrapper{same{"b"}},
		"foreign As":                join(a, convertible{b}),
		"foreign As below an error": a.WithCause(convertible{b}),
		"embedded":                  wrapper{embedding{base: b, extra: 1}},
		"below an embedded one":     embedding{base: a.WithCause(b)},
		"below one that refuses":    refusing{inner{nil, a.WithCause(b)}},
		"a thousand levels":         deep(b, 1000),
	}
	for name, tree := range trees {
		if !apierrors.Is(tree, "b") {
			t.Errorf("%s: Is does not find b", name)
		}
		if !apierrors.Is(tree, "x", "b") || !apierrors.Is(tree, "b", "x") {
			t.Errorf("%s: Is does not find b among several codes", name)
		}
		if apierrors.Is(tree, "x", "y") || apierrors.Is(tree) {
			t.Errorf("%s: Is finds a code that is not there", name)
		}
	}
}

func TestIsWithNil(t *testing.T) {
	var none *apierrors.Error
	for name, tree := range map[string]error{
		"nil":                nil,
		"typed nil":          none,
		"wrapped typed nil":  fmt.Errorf("x: %w", none),
		"nil cause":          of("a").WithCause(nil),
		"typed nil cause":    of("a").WithCause(none),
		"several, all nil":   join(nil, none, nil),
		"no errors":          several{},
		"wrapper of nil":     wrapper{nil},
		"As to nil":          convertible{nil},
		"embedded typed nil": embedding{},
	} {
		if apierrors.Is(tree, "b") || apierrors.Is(tree, "") {
			t.Errorf("%s: Is finds a code", name)
		}
		if errors.Is(tree, of("b")) {
			t.Errorf("%s: errors.Is finds a code", name)
		}
	}
	if errors.Is(of(""), none) || none.Error() == "" || none.Unwrap() != nil {
		t.Error("a typed nil is taken for an error")
	}
}

func TestIsAgreesWithErrorsIs(t *testing.T) {
	for _, code := range apierrors.Codes() {
		definition, _ := apierrors.Lookup(code)
		occurrence := &apierrors.Error{Definition: definition}
		tree := of("outer").WithCause(fmt.Errorf("x: %w", occurrence))
		if !errors.Is(tree, occurrence) || !apierrors.Is(tree, code) || !apierrors.Is(tree, "outer") {
			t.Errorf("%s is not found", code)
		}
	}
}
