"""What stands for a student's functions and objects on the trusted side.

A test cell uses them as it would use the real ones. What it asks of them is asked over there, and
comes back as data, or once more as a stand-in.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from autograder.check.calling import Elsewhere, Reply
from autograder.check.exercise import Endless
from autograder.grading import told
from autograder.grading.inside.pack import MOST, Unfit
from autograder.grading.side import Ended

if TYPE_CHECKING:
    from autograder.grading.proxies import Pupil

NOTHING = {"t": "foreign", "n": "value that is too large to be sent"}
TOLD_OF = {"__annotations__", "__defaults__", "__kwdefaults__", "__qualname__"}
AT_ONCE = 100  # values that are fetched of an iterator
OVER_THERE = "`{}` of a student's {} can be neither read nor set from outside its process"


class Thing:
    """Stands for an object of the student's: its attributes are asked for over there."""

    def __init__(self, pupil: Pupil, ref: int, name: str) -> None:
        self._pupil, self._ref, self._name = pupil, ref, name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") and name not in TOLD_OF:
            raise AttributeError(OVER_THERE.format(name, type(self).__name__))
        return self._asked(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            raise AttributeError(OVER_THERE.format(name, type(self).__name__))
        super().__setattr__(name, value)

    def _asked(self, name: str) -> Any:
        head, buffers = self._pupil.look(do="attribute", ref=self._ref, name=name)
        if head.get("raised"):
            raise AttributeError(told.words(head["raised"])[1])
        return self._pupil.value(head.get("value", NOTHING), buffers, name)


def _several(iterator: Any) -> Iterator[Any]:
    """The values of an iterator over there, some at a time; no more than may come in one list."""
    if not isinstance(iterator, Thing):
        raise TypeError("its values cannot be told one by one")
    pupil, left = iterator._pupil, MOST
    while left > 0:
        head, buffers = pupil.look(do="several", ref=iterator._ref, most=AT_ONCE)
        if head.get("raised"):
            name, text = told.words(head["raised"])
            error = told.error(name, text)
            pupil.raised = error, told.sentence(iterator._name, name, text)
            raise error
        values = pupil.value(head.get("value", NOTHING), buffers)
        if not isinstance(values, list):
            raise ValueError("its values are too large to be sent")
        yield from values
        left -= AT_ONCE
        if len(values) < AT_ONCE:
            return
    raise ValueError("there is no end to its values")


# What a class of theirs can do, an object of it can do here: each is asked for over there. What
# decides, such as whether two are equal, is not among them.
SPECIAL: dict[str, Any] = {
    "__getitem__": lambda self, key: self._asked("__getitem__")(key),
    "__iter__": lambda self: _several(self._asked("__iter__")()),
    "__len__": lambda self: self._asked("__len__")(),
    "__next__": lambda self: self._asked("__next__")(),
}


class Function(Thing, Elsewhere):
    """Stands for something of the student's that can be called."""

    def __init__(self, pupil: Pupil, ref: int, name: str) -> None:
        super().__init__(pupil, ref, name)
        self._callers: dict[Sequence[str], Caller] = {}
        self._same: dict[Sequence[str], str | None] = {}

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """As a test cell calls it that does not go through a check."""
        return self._pupil.directly(self._ref, self._name, args, keywords)

    def caller(self, forbidden: Sequence[str]) -> Caller:
        """One for a function, whichever suite asks: what it has seen on a case it knows."""
        if forbidden not in self._callers:
            self._callers[forbidden] = Caller(self._pupil, self._ref, forbidden, self._name)
        return self._callers[forbidden]

    def one_of(self, forbidden: Sequence[str]) -> str | None:
        if forbidden not in self._same:
            said = {"do": "same", "ref": self._ref, "names": list(forbidden)}
            found = self._pupil.ask(said, [])[0].get("name")
            self._same[forbidden] = found if found in forbidden else None
        return self._same[forbidden]


class Caller:
    """Makes the calls of one check."""

    def __init__(self, pupil: Pupil, ref: int, forbidden: Sequence[str], name: str) -> None:
        self.pupil, self.ref, self.forbidden = pupil, ref, forbidden
        self.called = pupil.shortcuts(name, forbidden)
        self.outcomes: dict[Any, Any] = {}

    def call(self, args: tuple[Any, ...]) -> Reply:
        """A call that ends the process is the answer to all that follow."""
        try:
            reply, called = self.pupil.call(self.ref, args, {}, self.forbidden)
        except Ended as ended:
            if ended.late:
                raise Endless from None
            return Reply(args=args, raised=("", str(ended)))
        self.called += [name for name in called if name not in self.called]
        return reply


def stand_in(pupil: Pupil, tree: dict[str, Any], name: str) -> Any:
    """A stand-in for what a tree has a number of."""
    if tree["t"] != "remote":
        raise Unfit("it is of no known kind")
    kind = str(tree["type"])[:80] or "object"
    can = {word: SPECIAL[word] for word in SPECIAL if word in tree.get("special", ())}
    if "__iter__" not in can:  # Python would count through the items for as long as there are some
        can.pop("__getitem__", None)
    can["__doc__"] = property(lambda self: self._asked("__doc__"))
    if tree["callable"] is not True:
        return type(kind, (Thing,), can)(pupil, int(tree["n"]), name)
    signature = told.signature(tree.get("parameters"))
    if signature is not None and kind == "function":
        can["__class__"] = property(lambda self: types.FunctionType)
        can["__code__"] = property(lambda self: pupil.code_of(self.__name__))
    made = type(kind, (Function,), can)(pupil, int(tree["n"]), name)
    own = tree.get("name")
    made.__name__ = own[:80] if isinstance(own, str) else name or kind
    if signature is not None:
        made.__signature__ = signature
    return made
