//go:build go1.20

package apierrors_test

import (
	"errors"
	"fmt"
	"testing"

	"example.test/go/apierrors"
)

func TestIsFindsCodeInJoinedErrors(t *testing.T) {
	a, b := of("a"), of("b")
	for name, tree := range map[string]error{
		"joined":          errors.Join(a, b),
		"joined with nil": errors.Join(nil, a, nil, b),
		"several verbs":   fmt.Errorf("%w, %w", a, b),
		"joined cause":    of("c").WithCause(errors.Join(a, fmt.Errorf("%w, %w", errors.New("x"), b))),
	} {
		if !apierrors.Is(tree, "a") || !apierrors.Is(tree, "b") || !errors.Is(tree, b) {
			t.Errorf("%s: Is does not find both", name)
		}
		if apierrors.Is(tree, "x") {
			t.Errorf("%s: Is finds a code that is not there", name)
		}
	}
}
