"""Every error in a catalog goes through pickle, copy and process pools, and comes back equal."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Callable

from apierrors import ERRORS, CatalogError, Definition
from main import make


class Base(CatalogError):
    definition = Definition(
        code="base",
        identifier="Base",
        name="base",
        title="Base",
        summary="Base.",
        type="about:blank",
        docs="",
        state="active",
        visibility="public",
        status=400,
        statuses=[400, 409],
    )


class OtherArguments(Base):
    """A subclass whose constructor takes none of what the base class takes."""

    def __init__(self, order: int, *, customer: str) -> None:
        super().__init__(f"Order {order}.", {"order": order, "gone": None}, ["gone"])
        self.customer = customer
        self.status = 409


class OwnNew(Base):
    def __new__(cls, **_: Any) -> OwnNew:
        return super().__new__(cls)

    def __init__(self, *, size: int) -> None:
        super().__init__("Too large.")
        self.args = ("Too large.", size)


class Slotted(Base):
    __slots__ = ("kept", "__private", "never_set")

    def __init__(self) -> None:
        super().__init__("Slotted.")
        self.kept = [1]
        self.__private = "private"

    def private(self) -> str:
        return self.__private


class Frozen(Base):
    def __init__(self) -> None:
        super().__init__("Frozen.")
        self.__dict__["locked"] = True

    def __setattr__(self, name: str, value: Any) -> None:
        # Process pools set `__cause__` and `__traceback__`.
        if self.__dict__.get("locked") and not name.startswith("__"):
            raise AttributeError(f"{name} is read-only")
        super().__setattr__(name, value)


class AlsoOSError(Base, OSError):
    def __init__(self) -> None:
        super().__init__("No file.")
        self.filename = "a.txt"


def subclasses() -> list[CatalogError]:
    return [
        OtherArguments(7, customer="Ada"),
        OwnNew(size=3),
        Slotted(),
        Frozen(),
        AlsoOSError(),
    ]


def annotated(error: CatalogError) -> CatalogError:
    """What services do to an error before it travels."""
    error.__dict__["attempts"] = {"count": 2}
    error.__dict__["__notes__"] = ["a note"]
    try:
        try:
            raise KeyError("cause")
        except KeyError as cause:
            raise error from cause
    except CatalogError as caught:
        return caught


def facts(error: Any) -> tuple[Any, ...]:
    assert isinstance(error, CatalogError)
    state = {name: value for name, value in vars(error).items()}
    said = (error.code, error.status, error.detail, error.params, error.args)
    return (*said, str(error), repr(error), state, type(error), error.definition)


def pickled(protocol: int) -> Callable[[CatalogError], Any]:
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


def raised(error: CatalogError) -> None:
    raise error


def returned(error: CatalogError) -> CatalogError:
    return error


def unpicklable(error: CatalogError) -> None:
    error.params["callback"] = lambda: None
    raise error


def through_pools(errors: list[CatalogError], method: str) -> None:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        for error, back in zip(errors, pool.map(returned, errors)):
            assert facts(back) == facts(error), (method, back)
        futures = [pool.submit(raised, error) for error in errors]
        for error, future in zip(errors, futures):
            caught = future.exception()
            assert facts(caught) == facts(error), (method, caught)
            assert caught is not None and "Traceback" in str(caught.__cause__)
        problem = pool.submit(unpicklable, errors[0]).exception()
        assert "pickle" in str(problem), problem
        assert pool.submit(returned, errors[0]).result().code == errors[0].code
    with context.Pool(1) as workers:
        for error in errors[:3]:
            try:
                workers.apply(raised, (error,))
            except CatalogError as same:
                assert facts(same) == facts(error), (method, same)


def main() -> None:
    with open(sys.argv[1], encoding="utf8") as file:
        want = {one["code"]: one for one in json.load(file)}
    errors = [annotated(e) for e in [*make(want).values(), *subclasses()[:3]]]
    errors += subclasses()[3:]
    ways: list[Callable[[Any], Any]] = [copy.copy, copy.deepcopy]
    ways += [pickled(protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for error in errors:
        for way in ways:
            back = way(error)
            assert back is not error and facts(back) == facts(error), error.code
            assert error.code == "base" or ERRORS[back.code] is type(back)
            assert facts(way(back)) == facts(error), error.code
            if isinstance(back, Slotted):
                assert back.kept == [1] and back.private() == "private"
                assert not hasattr(back, "never_set")
            if isinstance(back, AlsoOSError):
                assert back.filename == "a.txt"
        deep = copy.deepcopy(error)
        assert deep.params is not error.params
    for definition in (type(error).definition for error in errors):
        for same in (copy.deepcopy(definition), pickle.loads(pickle.dumps(definition))):
            assert same == definition
    loop = subclasses()[0]
    loop.__dict__["itself"] = [loop]
    for back in (pickle.loads(pickle.dumps(loop)), copy.deepcopy(loop)):
        assert back.itself[0] is back
    for method in ("spawn", "fork"):
        through_pools(errors, method)
    print("survived")


if __name__ == "__main__":
    main()
