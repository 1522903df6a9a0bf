"""What stands for a student's functions and objects on the trusted side.

A test cell uses them as it would use the real ones. What it asks of them is asked over there, and
comes back as data, or once more as a stand-in. What cannot be asked is never answered by Python in
their place: the question is lost, though the test may catch every error.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.check.calling import Elsewhere, Reply
from autograder.check.exercise import Endless
from autograder.grading import told
from autograder.grading.inside.methods import ASKED, NEVER_ASKED
from autograder.grading.inside.pack import MOST
from autograder.grading.inside.raw import Unfit
from autograder.grading.side import Ended
from autograder.lesson.statements import LESSON, TEST

if TYPE_CHECKING:
    from autograder.grading.proxies import Pupil

NOTHING = {"t": "foreign", "n": "value that is too large to be sent"}
TOLD_OF = {"__annotations__", "__defaults__", "__kwdefaults__", "__qualname__"}
AT_ONCE = 100  # values that are fetched of an iterator
OVER_THERE = "`{}` of a student's {} can be neither read nor set from outside its process"


class Unable(Exception):
    """A test wants of a student's object what cannot be had from outside its process."""


@dataclass
class Place:
    """Where the object is that a stand-in stands for.

    name : what it is called in a sentence
    callers, same : by forbidden names, what is known of a function already
    """

    pupil: Pupil
    ref: int
    name: str
    callers: dict[Sequence[str], Caller] = field(default_factory=dict)
    same: dict[Sequence[str], str | None] = field(default_factory=dict)


class Thing:
    """Stands for an object of the student's: its attributes are asked for over there."""

    __at__: Place  # a name that no object over there is asked for

    def __init__(self, pupil: Pupil, ref: int, name: str) -> None:
        vars(self)["__at__"] = Place(pupil, ref, name)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__") or name in TOLD_OF:
            return _asked(self, name)
        text = OVER_THERE.format(name, type(self).__name__)
        known = name in ASKED or name in NEVER_ASKED  # the class over there has none
        if not known and sys._getframe(1).f_code.co_filename in (TEST, LESSON):
            raise self.__at__.pupil.unable(text)
        raise AttributeError(text)  # a library looks whether it is there

    def __setattr__(self, name: str, value: Any) -> None:
        raise self.__at__.pupil.unable(OVER_THERE.format(name, type(self).__name__))

    def __delattr__(self, name: str) -> None:
        raise self.__at__.pupil.unable(OVER_THERE.format(name, type(self).__name__))

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise self.__at__.pupil.unable(f"a student's {type(self).__name__} cannot be copied")


def _asked(thing: Thing, name: str) -> Any:
    """An attribute of the object over there."""
    pupil = thing.__at__.pupil
    head, buffers = pupil.look(do="attribute", ref=thing.__at__.ref, name=name)
    if head.get("raised"):
        raise AttributeError(told.words(head["raised"])[1])
    return pupil.value(head.get("value", NOTHING), buffers, name)


def _several(iterator: Any) -> Iterator[Any]:
    """The values of an iterator over there, some at a time; no more than may come in one list."""
    if not isinstance(iterator, Thing):
        raise TypeError("its values cannot be told one by one")
    at, left = iterator.__at__, MOST
    while left > 0:
        head, buffers = at.pupil.look(do="several", ref=at.ref, most=AT_ONCE)
        if head.get("raised"):
            name, text = told.words(head["raised"])
            error = told.error(name, text)
            at.pupil.raised = error, told.sentence(at.name, name, text)
            raise error
        values = at.pupil.value(head.get("value", NOTHING), buffers)
        if not isinstance(values, list):
            raise at.pupil.unable("its values are too large to be sent")
        yield from values
        left -= AT_ONCE
        if len(values) < AT_ONCE:
            return
    raise at.pupil.unable("there is no end to its values")


def _by(name: str) -> Callable[..., Any]:
    """A special method that is asked for over there."""
    return lambda self, *args: _asked(self, name)(*args)


def _never(name: str) -> Callable[..., Any]:
    """One that the class over there has, and that decides too much to be asked for."""

    def unable(self: Thing, *_: Any) -> Any:
        raise self.__at__.pupil.unable(OVER_THERE.format(name, type(self).__name__))

    return unable


# What a class of theirs can do, an object of it can do here, or says that it cannot. What decides,
# such as whether two are equal, is not asked for: it would be told the value that is wanted.
SPECIAL: dict[str, Any] = {
    **{name: _by(name) for name in ASKED},
    **{name: _never(name) for name in NEVER_ASKED},
    "__iter__": lambda self: _several(_asked(self, "__iter__")()),
}


class Function(Thing, Elsewhere):
    """Stands for something of the student's that can be called."""

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """As a test cell calls it that does not go through a check."""
        return self.__at__.pupil.directly(self.__at__.ref, self.__at__.name, args, keywords)

    def caller(self, forbidden: Sequence[str]) -> Caller:
        """One for a function, whichever suite asks: what it has seen on a case it knows."""
        at = self.__at__
        if forbidden not in at.callers:
            at.callers[forbidden] = Caller(at.pupil, at.ref, forbidden, at.name)
        return at.callers[forbidden]

    def one_of(self, forbidden: Sequence[str]) -> str | None:
        at = self.__at__
        if forbidden not in at.same:
            said = {"do": "same", "ref": at.ref, "names": list(forbidden)}
            found = at.pupil.ask(said, [])[0].get("name")
            at.same[forbidden] = found if found in forbidden else None
        return at.same[forbidden]


class Caller:
    """Makes the calls of one check."""

    def __init__(self, pupil: Pupil, ref: int, forbidden: Sequence[str], name: str) -> None:
        self.pupil, self.ref, self.forbidden = pupil, ref, forbidden
        self.called = pupil.shortcuts(name, forbidden)
        self.outcomes: dict[Any, Any] = {}

    def call(self, args: tuple[Any, ...]) -> Reply:
        """A call that ends the process is the answer to all that follow."""
        try:
            reply, called, _ = self.pupil.call(self.ref, args, {}, self.forbidden)
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
    if "__iter__" not in can and "__getitem__" in can:
        # Python would count through the items for as long as there are some.
        can["__getitem__"] = _never("__getitem__")
    if tree.get("hashable") is False:
        can["__hash__"] = None
    can["__doc__"] = property(lambda self: _asked(self, "__doc__"))
    if tree["callable"] is not True:
        return type(kind, (Thing,), can)(pupil, int(tree["n"]), name)
    signature = told.signature(tree.get("parameters"))
    if signature is not None and kind == "function":
        can["__class__"] = property(lambda self: types.FunctionType)
        can["__code__"] = property(lambda self: pupil.code_of(self.__name__))
    made = type(kind, (Function,), can)(pupil, int(tree["n"]), name)
    own = tree.get("name")
    vars(made)["__name__"] = own[:80] if isinstance(own, str) else name or kind
    if signature is not None:
        vars(made)["__signature__"] = signature
    return made
