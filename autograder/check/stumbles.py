"""What an exception, or an answer of another form, says in general, and where to look then.

The problem says what happened; the hint says what Python or numpy means by it, and where to look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.observe import Outcome
from autograder.check.shapes import GONE, SINGLE, of_shape, told_shapes

__all__ = ["size_of", "stumble", "stumble_hint", "unrefused_hint"]

RAISED = {
    "truth value of an array": "`if`, `and`, `or` and min ask for one yes or no, and an array has "
    "many: use np.where, & and |, or a mask.",
    "could not be broadcast|non-broadcastable": "Entry by entry, shapes are compared from the last "
    "axis on: equal, or one of them 1. Or is a product @ meant?",
    "shapes .* not aligned|mismatch in its core": "A @ B asks for as many columns in A as B has "
    "rows: which comes first, and is one to be turned?",
    "only (size-1|length-1|0-dim)|must be real number, not (list|numpy)": "float, int and the "
    "functions of math take one number; those of np take whole arrays.",
    "bitwise_(and|or)": "& and | come before < and >=: put each comparison in brackets of its own.",
    "Cannot cast ufunc": "+=, -= and their like keep an array's type, and whole numbers take no "
    "fractions: a = a + … makes a new one.",
    "ZeroDivisionError": "A division by 0: what is 0 on this input?",
    "IndexError: .*(out of bounds|out of range|from empty)": "The last of n entries has the index "
    "n - 1: where does the count begin and end, and along which axis?",
    "IndexError: arrays used as indices": "An index is a whole number, and here comes an array of "
    "others: which of the two is the index?",
    "IndexError: too many indices": "There are more indices than axes: print the shape of what you "
    "index.",
    "AxisError": "Axes are counted from 0: an array with one axis has axis 0 alone.",
    "KeyError": "There is no entry of that name or number: when was it to be put there?",
    "NameError": "A name that nothing was given to: is it spelled as above, and is it an argument?",
    "UnboundLocalError": "A variable is used before it has a value: which line, branch or loop was "
    "to give it one?",
    "object is not callable": "Brackets ( ) call a function: is * missing, or [ ] meant, or a name "
    "used twice?",
    "'list' object|type list|'(list|tuple)' and|sequence by non-int": "A list is no array: take "
    "its parts one by one, zip two of them, or use np.asarray.",
    "NoneType": "Something is None: a function without `return`, or sort, append and reverse, "
    "which give nothing back.",
    "missing .* positional argument|positional arguments? but": "A function is called with another "
    "number of arguments than it takes.",
    "math range error|OverflowError": "math.exp ends near 709: choose a form in which only numbers "
    "below 0 go into exp.",
    "math domain error": "A logarithm or a root of a number for which there is none: which one?",
    "LinAlgError": "That matrix has no inverse, or is not square, on this input.",
    "setting an array element with a sequence|inhomogeneous": "One place of an array takes one "
    "number, not a row: what is on the right of the = sign?",
    "read-only": "That array is a view which cannot be written to: make a copy first.",
    "zero-size array": "There is nothing left to take the largest or smallest of: what was cut "
    "away?",
    "zip\\(\\)": "The two lists have different lengths here: which entries belong together?",
    "AssertionError": "An assert says no on an input that makes sense: what does it ask?",
    "cannot be interpreted as an integer|indices must be integers|valid indices": "A count or an "
    "index is a whole number: // divides without a fraction, / never does.",
    "not subscriptable": "Something with [ ] behind it is one number, or a function: what is it "
    "here?",
    "cannot reshape": "reshape keeps the number of entries: which shape do you mean?",
    "unpack": "Another number of values comes than there are names for on the left of the = sign.",
}
MISFIT = {
    "return. missing": "What a function works out it has to hand back: its last line is return …",
    "holds nan": "nan comes of 0/0, of inf - inf, or of the log or root of a number below 0: of "
    "which here?",
    "holds inf": "inf comes of a division by 0, of log 0, or of exp beyond 709: of which here?",
    "holds True and False": "A comparison gives True and False: .astype(float) or np.where makes "
    "numbers of it.",
    "expected a whole number": "A count or a place is whole: is something else given back, or "
    "divided and not rounded?",
    "It returned \\d+ values": "The values come back together, in the order of the contract: "
    "return …, …",
    "It returned an? \\w+, expected \\d+ values": "Several values are asked for: return them "
    "together, with commas between.",
    "(is|returned) a (function|method|builtin)": "A function came back: call it, with its "
    "brackets.",
    "expected a function of": "A function is to come back: `return lambda rows: …`, or a def "
    "within, and its name without brackets.",
    "is an? (generator|map|zip|filter|range)": "That gives its values one by one: list(…) makes a "
    "list of them.",
    "rows of different lengths": "Parts of different lengths make no table: which of them is one "
    "too long?",
    "is a set": "A set keeps its entries in no order: put them into a list, one after the other.",
    "expected names alone": "Names are asked for: put the name itself there, not its place and not "
    "its value.",
    "names '": "No such name was given: are all spelled as they are above, capitals too?",
    "expected a dictionary": "Numbers by name are asked for: a dictionary, {name: number}.",
    "expected a list": "A list is asked for, [first, second, …]: each part stays as it is.",
    "holds a text|(is|returned) a str": "A text is no number, even if it is made of digits: leave "
    "out its quotes.",
    "hidden units are|number of units": "A hidden unit has one place in every array: count them in "
    "each.",
    "expected True or False": "Yes or no is asked for: give back the comparison itself.",
    "holds complex": "Complex numbers come back: take the real part, or avoid the root of what is "
    "below 0.",
}
ASTRAY = "Where the arguments make no sense, the error that is asked for is a ValueError."


def stumble_hint(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> str | None:
    """What the exception or strange form says that is told."""
    place = stumble(cases, outcomes)
    pairs = zip(cases, outcomes, strict=False)
    if place is None:
        astray = any(c.may_refuse and o.raised and not o.refused for c, o in pairs)
        return ASTRAY if astray else None
    case, outcome = cases[place], outcomes[place]
    if outcome.raised:
        return _of_error(outcome)
    always = all(one.raised or one.misfit for one in outcomes)
    said = _of_form(exercise, case, outcome, always)
    if said == SINGLE:  # where one axis is asked for it is gone, and so it may be where more are
        every = [_of_form(exercise, *pair, always) for pair in pairs if pair[1].misfit]
        return GONE if GONE in every else SINGLE
    return said


def stumble(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> int | None:
    """The place of the input to tell of: the least on which it stops, else has a strange form."""
    for happened in ("raised", "misfit"):
        places = [
            place
            for place, (case, outcome) in enumerate(zip(cases, outcomes, strict=False))
            if getattr(outcome, happened) and not case.may_refuse
        ]
        if places:
            return min(places, key=lambda place: size_of(cases[place]))
    return None


def size_of(case: Case) -> int:
    """How many numbers its arguments have."""
    return sum(map(_numbers, case.args))


def _numbers(value: Any) -> int:
    """How many there are in an argument; a name in a table counts as one."""
    if isinstance(value, dict):
        return len(value) + sum(map(_numbers, value.values()))
    return sum(map(_numbers, value)) if isinstance(value, list | tuple) else int(np.size(value))


def unrefused_hint(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome], failed: Sequence[bool]
) -> str | None:
    """Does it answer where it should refuse?  A judge may allow it."""
    if exercise.judge is not None:
        return None
    triples = zip(cases, outcomes, failed, strict=False)
    answers = any(c.may_refuse and o.value is not None and bad for c, o, bad in triples)
    return (
        "Where the arguments make no sense, no answer is right: raise ValueError." * answers or None
    )


def _of_error(outcome: Outcome) -> str | None:
    if not outcome.raised:
        return None
    text = ": ".join(outcome.raised)
    if outcome.raised[0] == "ValueError" and outcome.line.startswith("raise "):
        return "It refuses an input that makes sense: what does the line above `raise` ask?"
    return _first(RAISED, text)


def _of_form(exercise: Exercise, case: Case, outcome: Outcome, always: bool) -> str | None:
    text = outcome.misfit or ""
    if found := told_shapes(text):
        return of_shape(*found, exercise.context(case.args).sizes)
    if "stopped with" in text:
        return _first(RAISED, text)
    if "return` missing" in text and not always:
        return "On some inputs it ends without `return`: does an `if` lack its `else`?"
    return _first(MISFIT, text)


def _first(table: Mapping[str, str], text: str) -> str | None:
    return next((hint for pattern, hint in table.items() if re.search(pattern, text)), None)
