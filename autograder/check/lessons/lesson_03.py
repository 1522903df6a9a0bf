"""03_xor: gates, the XOR network and its certificate, and a network for every truth table.

Many weights are right here, so an answer is judged by what it does: which inputs make it fire.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise, Fault
from autograder.check.forms import Array, Context, Misfit, Number, Record
from nnlib import boolean

NOT_ALL = "One b does not fit all: a longer pattern scores more, so b depends on D."

LESSON = "03_xor"
SIGNS = boolean.all_patterns(2)
Names = Mapping[tuple[int, ...], str]  # the id of a mistake, by its truth table

BITS = (SIGNS + 1) / 2  # (0, 0), (0, 1), (1, 0), (1, 1)
XOR = (0, 1, 1, 0)
TABLES = tuple(product((0, 1), repeat=4))


@dataclass(frozen=True)
class OneWeight(Array):
    """The weight of a single input: a plain number will do for an array of one entry."""

    pattern: str = "1"

    def read(self, value: Any, context: Context, name: str) -> Any:
        plain = isinstance(value, int | float | np.number | np.ndarray) and np.ndim(value) == 0
        return super().read([value] if plain else value, context, name)


def _score(X: Any, w: Any, b: Any) -> Any:
    """X w + b in double precision, whatever the answer is made of; silent when it overflows."""
    with np.errstate(all="ignore"):
        return np.nan_to_num(X @ np.asarray(w, dtype=float) + np.asarray(b, dtype=float))


def _net(X: Any, answer: Mapping[str, Any]) -> tuple[Any, Any]:
    """What the hidden threshold units answer, and the score of the head."""
    k = {name: answer[name].shape[-1] for name in ("W1", "b1", "w2")}
    if len(set(k.values())) > 1:
        raise Misfit(f"The hidden units are {k['W1']} in W1, {k['b1']} in b1, {k['w2']} in w2.")
    hidden = (_score(X, answer["W1"], answer["b1"]) > 0).astype(float)
    return hidden, _score(hidden, answer["w2"], answer["b2"])


def _table(scores: Any) -> tuple[int, ...]:
    return tuple(int(score > 0) for score in scores)


def _first_wrong(X: Any, scores: Any, table: tuple[int, ...], names: Names) -> Fault | None:
    """A sentence on the first input that is answered wrongly; `names` knows some whole tables."""
    fires = _table(scores)
    for x, score, got, wanted in zip(X, scores, fires, table, strict=True):
        if got != wanted:
            point = ", ".join(f"{v:g}" for v in x)
            does = "It fires" if got else "It does not fire"
            zero = " (its score is exactly 0)" if score == 0 else ""
            should = "should not" if got else "should"
            return Fault(f"{does} on the input ({point}){zero}, and it {should}.", names.get(fires))
    return None


# ------------------------------------------------------------------ gate_and

both = Exercise(
    reference=boolean.gate_and,
    lesson=LESSON,
    takes={},
    returns=Record(w=Array("2"), b=Number()),
)


@both.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the four inputs of AND", ())


@both.seen_as
def _(answer: Any) -> Any:
    return np.sign(_score(BITS, answer["w"], answer["b"]))


@both.judged_by
def _(scores: Any) -> Fault | None:
    named = {
        (0, 1, 1, 1): "F05.1",
        (1, 1, 1, 1): "gate_and.1",
        (0, 0, 0, 0): "gate_and.2",
        (0, 0, 1, 1): "gate_and.4",
        (0, 1, 0, 1): "gate_and.4",
    }
    lowered = {t: "gate_and.3" for t in TABLES if t not in named}
    return _first_wrong(BITS, scores, (0, 0, 0, 1), lowered | named)


@both.mistakes
def _():
    "F05.1: This is OR. Raise the threshold: a single 1 must not be enough."
    np.array([1.0, 1.0]), -0.5
    "F05.4: Mind the coding: b = 0 is right for inputs -1 and +1, but here they are 0 and 1."
    np.array([1.0, 1.0]), 0.0
    "F05.5: Two ones score exactly 0 here, and a unit fires only where the score is above 0."
    np.array([1.0, 1.0]), -2.0
    "gate_and.1: It always fires. b is added: a threshold of 1.5 is b = -1.5."
    np.array([1.0, 1.0]), 1.5
    "gate_and.2: It never fires: two ones together must outweigh b."
    np.array([1.0, 1.0]), -3.0
    "gate_and.3: An input that is on must raise the score: look at the signs of the weights."
    np.array([-1.0, -1.0]), 1.5
    "gate_and.3: An input that is on must raise the score: look at the signs of both weights."
    np.array([1.0, -1.0]), -0.5
    "gate_and.4: One input decides alone: without the other it must be 0."
    np.array([1.0, 0.0]), -0.5
    "gate_and.4: One input decides alone: without the other the answer must be 0."
    np.array([0.0, 1.0]), -0.5


# ------------------------------------------------------------------ gate_or

either = Exercise(
    reference=boolean.gate_or,
    lesson=LESSON,
    takes={},
    returns=Record(w=Array("2"), b=Number()),
)


@either.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the four inputs of OR", ())


@either.seen_as
def _(answer: Any) -> Any:
    return np.sign(_score(BITS, answer["w"], answer["b"]))


@either.judged_by
def _(scores: Any) -> Fault | None:
    named = {
        (1, 1, 1, 1): "F05.2",
        (0, 0, 0, 1): "gate_or.1",
        (0, 0, 0, 0): "gate_or.3",
        (0, 0, 1, 1): "gate_or.5",
        (0, 1, 0, 1): "gate_or.5",
    }
    lowered = {t: "gate_or.4" for t in TABLES if t not in named}
    return _first_wrong(BITS, scores, (0, 1, 1, 1), lowered | named)


@either.mistakes
def _():
    "F05.2: Nothing on means nothing out: with no input on the score is b."
    np.array([1.0, 1.0]), 0.5
    "gate_or.1: This is AND. Lower the threshold: a single 1 is enough."
    np.array([1.0, 1.0]), -1.5
    "gate_or.2: A single 1 scores exactly 0 here, and a unit fires only where the score is above 0."
    np.array([1.0, 1.0]), -1.0
    "gate_or.3: It never fires: a single 1 must outweigh b."
    np.array([1.0, 1.0]), -2.5
    "gate_or.4: An input that is on must raise the score: look at the signs of the weights."
    np.array([-1.0, -1.0]), 0.5
    "gate_or.4: An input that is on must raise the score: look at the signs of both weights."
    np.array([1.0, -1.0]), -0.5
    "gate_or.5: One input has no say: each of them alone must be enough."
    np.array([1.0, 0.0]), -0.5
    "gate_or.5: One of the inputs has no say: each of them alone must be enough."
    np.array([0.0, 1.0]), -0.5


# ------------------------------------------------------------------ gate_not

negate = Exercise(
    reference=boolean.gate_not,
    lesson=LESSON,
    takes={},
    returns=Record(w=OneWeight(), b=Number()),
)


@negate.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the two inputs of NOT", ())


@negate.seen_as
def _(answer: Any) -> Any:
    scores = _score(np.array([[0.0], [1.0]]), answer["w"], answer["b"])
    return {"scores": np.sign(scores), "weight": np.sign(answer["w"].astype(float))}


@negate.judged_by
def _(seen: Any) -> Fault | None:
    named: Names = {(1, 1): "gate_not.2", (0, 0): "gate_not.3"}
    if seen["weight"] > 0:
        named = dict.fromkeys(product((0, 1), repeat=2), "F05.3")
    return _first_wrong(np.array([[0.0], [1.0]]), seen["scores"], (1, 0), named)


@negate.mistakes
def _():
    "F05.3: An input that is on must silence the unit: its weight is negative, and b is positive."
    np.array([1.0]), -0.5
    np.array([1.0]), 0.5
    np.array([1.0]), 0.0
    """gate_not.1: An input of 0 scores b, and a score of exactly 0 does not fire. Inputs are 0
    and 1."""
    np.array([-1.0]), 0.0
    "gate_not.2: It always fires: the weight of an input that is on must outweigh b."
    np.array([-1.0]), 1.5
    "gate_not.2: It always fires: an input without a weight says nothing."
    np.array([0.0]), 0.5
    "gate_not.3: It never fires. With its input off the score is b: which sign?"
    np.array([-1.0]), -0.5


# The same slips of form, in all gates.

for gate in (both, either, negate):
    apart = "Return the weights and the bias apart, as two values: w, then b."

    @gate.misconception(f"{gate.name}.6", apart)
    def _() -> Any:
        return np.array([1.0, 1.0, -1.5])

    @gate.misconception(f"{gate.name}.6", apart)
    def _() -> Any:
        return [1.0, 1.0, -1.5]

    @gate.misconception(f"{gate.name}.7", "Return the weights and the bias, not the truth table.")
    def _() -> Any:
        return [0, 0, 0, 1]

    @gate.misconception(f"{gate.name}.8", "Return the numbers w and b, not a function of them.")
    def _() -> Any:
        return lambda x: float(np.sum(x) > 1)


for gate in (both, either):

    @gate.misconception(
        f"{gate.name}.9",
        "Two values, in this order: first the two weights together, then the bias.",
    )
    def _() -> Any:
        return -1.5, np.array([1.0, 1.0])


# ------------------------------------------------------------------ xor_network

xor = Exercise(
    reference=boolean.xor_network,
    lesson=LESSON,
    takes={},
    returns=Record(W1=Array("2 k"), b1=Array("k"), w2=Array("k"), b2=Number()),
)


@xor.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("the four inputs of XOR", ())


@xor.seen_as
def _(answer: Any) -> Any:
    hidden, scores = _net(BITS, answer)
    k = hidden.shape[1]
    if k > 3:
        raise Misfit(f"It has {k} hidden units, expected at most 3.")
    on_signs = _net(SIGNS, answer)[1]
    turned = _net(BITS, {**answer, "W1": answer["W1"].T})[1] if k == 2 else np.zeros(4)
    return {
        "scores": np.sign(scores),
        "hidden": hidden,
        "fires on inputs -1 and +1": (on_signs > 0).astype(float),
        "fires with W1.T": (turned > 0).astype(float),
    }


@xor.judged_by
def _(seen: Any) -> Fault | None:
    named: Names = {
        (0, 0, 1, 0): "F06.1",
        (0, 1, 0, 0): "F06.1",
        (0, 1, 1, 1): "F06.2",
        (0, 0, 0, 1): "xor_network.3",
        (1, 0, 0, 1): "xor_network.4",
        (0, 0, 0, 0): "xor_network.5",
        (1, 1, 1, 1): "xor_network.7",
        (1, 1, 1, 0): "xor_network.8",
    }
    columns = {tuple(column) for column in seen["hidden"].T}
    if _table(seen["fires on inputs -1 and +1"]) == XOR:
        named = dict.fromkeys(TABLES, "xor_network.1")
    elif _table(seen["fires with W1.T"]) == XOR:
        named = dict.fromkeys(TABLES, "xor_network.2")
    elif seen["hidden"].shape[1] < 2:
        named = dict.fromkeys(TABLES, "F06.3")
    elif columns <= COPIES:
        named = dict.fromkeys(TABLES, "F06.4")
    return _first_wrong(BITS, seen["scores"], XOR, named)


COPIES = {(0, 0, 0, 0), (1, 1, 1, 1), (0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 0, 1), (1, 0, 1, 0)}


def _xor(units: Any, biases: Any, head: Any, b2: float) -> Any:
    """A network from its hidden units' weights, one row a unit."""
    return np.array(units, dtype=float).T, np.array(biases), np.array(head, dtype=float), b2


@xor.mistakes
def _():
    "F06.1: Subtract h2 (both inputs on), not an input: that also silences one of 01 and 10."
    _xor([[1, 1], [0, 1]], [-0.5, -0.5], [1, -1], -0.5)
    _xor([[1, 1], [1, 0]], [-0.5, -0.5], [1, -1], -0.5)
    _xor([[1, 1], [1, 1], [0, 1]], [-0.5, -1.5, -0.5], [1, 0, -1], -0.5)
    "F06.2: Both hidden units fire on (1, 1): the head must not take their OR."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -0.5)
    """F06.3: One unit is not enough: its four inequalities add up to 0 < 0. Return W1, b1, w2
    and b2."""
    np.array([1.0, 1.0]), -0.5
    _xor([[1, 1]], [-0.5], [1], -0.5)
    _xor([[1, -1]], [0.0], [1], -0.5)
    """F06.4: Your hidden units only copy the inputs, so the whole net is one unit: let them mix
    both."""
    _xor([[1, 0], [0, 1]], [0.0, 0.0], [1, 1], -0.5)
    _xor([[1, 0], [0, 1]], [0.0, 0.0], [1, -1], 0.0)
    _xor([[1, 0], [0, 1]], [0.5, 0.5], [1, 1], -1.5)
    _xor([[1, 0], [0, 1]], [0.0, 0.0], [1, 1], -1.5)
    "xor_network.1: This is right for inputs -1 and +1. Mind the coding: here they are 0 and 1."
    _xor([[1, 1], [1, 1]], [1.0, -1.0], [1, -1], -0.5)
    """xor_network.2: A hidden unit's weights are a column of W1: W1[i, j] leads from input i to
    unit j."""
    np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-0.5, 1.5]), np.ones(2), -1.5
    "xor_network.2: A hidden unit's weights are a column of W1, so W1 has a row for each input."
    np.array([[1.0, 1], [1, 0], [0, 1]]), np.array([-1.5, -0.5, -0.5]), np.ones(3), -0.5
    "xor_network.3: This fires on (1, 1) alone: OR and AND together are AND."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -1.5)
    "xor_network.4: It fires where the inputs are equal: XOR is the opposite."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [-1, 1], 0.5)
    "xor_network.5: It never fires. Write down h1, h2 and the head's score for the input (0, 1)."
    _xor([[1, 1], [1, 1]], [-0.5, -0.5], [1, -1], -0.5)
    "xor_network.6: The head's score is exactly 0 on (0, 1), and a score of 0 does not fire."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], -1.0)
    "xor_network.7: It always fires. Which sign has b2? It is added to the score."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], 0.5)
    "xor_network.8: This is NOT AND: it fires on (0, 0) too, where OR is silent."
    _xor([[1, 1], [1, 1]], [-0.5, -1.5], [0, -1], 0.5)
    "xor_network.9: Four patterns, four units: true, but at most 3 are allowed here."
    _xor([[-1, -1], [-1, 1], [1, -1], [1, 1]], [0.5, -0.5, -0.5, -1.5], XOR, 0.0)
    "xor_network.10: The weights w2 are (k,), one for each hidden unit: not a column."
    np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([[1.0], [-1.0]]), -0.5


# ------------------------------------------------------------------ xor_certificate

certificate = Exercise(
    reference=boolean.xor_certificate,
    lesson=LESSON,
    takes={"w": "2", "b": ""},
    returns=Array("2"),
)


@certificate.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    v, w = rng.uniform(1, 2, 2), rng.uniform(1, 2, 2) * [1, -1]
    yield Case("a unit like OR, with small weights", (0.3 * v, -0.15 * v.min()))
    yield Case("a unit like AND", (v, -v.max() - v.min() / 2))
    yield Case("a unit like NOT AND", (-v, v.max() + v.min() / 2))
    yield Case("a unit that fires on (1, 0) alone", (w, -w[0] / 2))
    yield Case("a unit that fires on (0, 1) alone", (-w, w[1] / 2))
    yield Case("a bias that fires everywhere", (-v, 5.0))
    yield Case("a bias that silences everything", (v, -5.0))
    yield Case("a bias and weights below 0", (-v, -5.0))
    yield Case("all zero: every score is exactly 0", (np.zeros(2), 0.0))
    yield Case("no bias", (w, 0.0))
    whole = rng.integers(1, 9, 2)
    yield Case("whole numbers, and a score of exactly 0 on (1, 1)", (whole, -int(whole.sum())))
    yield Case("a score of exactly 0 on (0, 1) and (1, 0)", (np.array([2.0, 2.0]), -2.0))
    yield Case("a unit that listens to one input", (v * [1, 0], -v[0] / 2))


@certificate.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    v, w = rng.uniform(1, 2, 2), rng.uniform(1, 2, 2) * [1, -1]
    yield Case("a unit like NOR", (-v, v.min() / 2))
    yield Case("a unit silent on (0, 1) alone", (w, -w[1] / 2))
    yield Case("a unit silent on (1, 0) alone", (-w, w[0] / 2))
    yield Case("tiny weights", (1e-9 * v, -1e-9 * v.min() / 2))
    yield Case("huge weights", (1e9 * w, 1e8))
    for _ in range(4):
        yield Case("a random unit", (rng.normal(size=2), float(rng.normal())))


@certificate.judged_by
def _(point: Any, w: Any, b: Any) -> str | Fault | None:
    x1, x2 = (float(value) for value in point)
    said = f"({x1:g}, {x2:g})"
    if not {x1, x2} <= {0.0, 1.0}:
        coded = "xor_certificate.1" if {x1, x2} <= {-1.0, 1.0} else None
        return Fault(f"{said} is not one of the four points of XOR.", coded)
    fires = float(w[0]) * x1 + float(w[1]) * x2 + float(b) > 0
    if fires != (x1 != x2):
        return None
    does = "fires" if fires else "does not fire"
    return f"You returned {said}, but there the unit is right: it {does}, as XOR asks."


POINTS = ((0, 0), (0, 1), (1, 0), (1, 1))
ORDERS = POINTS, POINTS[::-1], ((0, 0), (1, 0), (0, 1), (1, 1))
Finds = Callable[[Any, float, float, float], bool]


def _search(
    number: int, hint: str, wrong: Finds, orders: Any = ORDERS, found: Any = lambda p: p
) -> None:
    """The search for a wrong point with one fault in it, for each order of the points."""
    for order in orders:

        def answer(w: Any, b: Any, order: Any = order) -> Any:
            return next((found(p) for p in order if wrong(p, w[0], w[1], b)), None)

        certificate.misconception(f"xor_certificate.{number}", hint)(answer)


def _is_xor(p: Any) -> bool:
    return bool(p[0] != p[1])


def _is_wrong(p: Any, w1: float, w2: float, b: float) -> bool:
    return bool(w1 * p[0] + w2 * p[1] + b > 0) != _is_xor(p)


_search(
    1,
    "The points of XOR are coded 0 and 1 here, not -1 and +1.",
    _is_wrong,
    [[(2 * x1 - 1, 2 * x2 - 1) for x1, x2 in order] for order in ORDERS],
)
_search(
    2,
    "A score of exactly 0 does not fire: the rule is > 0, not >= 0.",
    lambda p, w1, w2, b: (w1 * p[0] + w2 * p[1] + b >= 0) != _is_xor(p),
)
_search(
    3,
    "The bias belongs to the score: the unit fires where w·x + b > 0.",
    lambda p, w1, w2, b: (w1 * p[0] + w2 * p[1] > 0) != _is_xor(p),
)
_search(
    4,
    "The bias is added to w·x; it is not the threshold itself.",
    lambda p, w1, w2, b: (w1 * p[0] + w2 * p[1] > b) != _is_xor(p),
)
_search(
    5,
    "Return a point where the unit and XOR differ, not one where they agree.",
    lambda p, w1, w2, b: not _is_wrong(p, w1, w2, b),
)
_search(
    6,
    "Look at (1, 1): XOR is 0 there, where OR is 1, so a unit that fires is wrong.",
    lambda p, w1, w2, b: (w1 * p[0] + w2 * p[1] + b > 0) != (p[0] + p[1] > 0),
)
_search(
    7,
    "This compares the unit with AND. XOR is 1 where exactly one input is 1.",
    lambda p, w1, w2, b: (w1 * p[0] + w2 * p[1] + b > 0) != (p[0] + p[1] > 1),
)
_search(
    8,
    "The point is (x1, x2), in this order, and w[0] is the weight of x1.",
    _is_wrong,
    found=lambda p: p[::-1],
)
for left_out in POINTS[:-1]:
    _search(
        9,
        "Look at all four points: some units are wrong at a single one of them.",
        _is_wrong,
        [[p for p in POINTS if p != left_out]],
    )
for always in POINTS:
    _search(
        10,
        "Each unit has its own wrong point: work out its score at all four.",
        lambda p, w1, w2, b: True,
        [[always]],
    )
_search(
    11,
    "A unit can err both ways: firing where XOR is 0 is wrong as well.",
    lambda p, w1, w2, b: _is_xor(p) and _is_wrong(p, w1, w2, b),
    ORDERS[:2],
)
_search(
    11,
    "A unit can err both ways: silence where XOR is 1 is wrong as well.",
    lambda p, w1, w2, b: not _is_xor(p) and _is_wrong(p, w1, w2, b),
    ORDERS[:2],
)


@certificate.mistakes
def _(w, b):
    "xor_certificate.12: Return the point (x1, x2), not its row number."
    int(np.argmax((BITS @ w + b > 0) != np.array(XOR)))
    "xor_certificate.13: One point is enough, and one is asked for."
    [p for p in POINTS if _is_wrong(p, w[0], w[1], b)]
    "xor_certificate.14: The point alone, (x1, x2), without the output."
    next((*p, int(_is_xor(p))) for p in POINTS if _is_wrong(p, w[0], w[1], b))


# ------------------------------------------------------------------ pattern_detector

detector = Exercise(
    reference=boolean.pattern_detector,
    lesson=LESSON,
    takes={"p": "D"},
    returns=Record(w=Array("D"), b=Number()),
)


@detector.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for D, ones in ((1, 1), (2, 1), (3, 2), (3, 0), (4, 4), (5, 2)):
        yield Case(f"{D} signs, {ones} of them +1", (_pattern(rng, D, ones),))
    yield Case("whole numbers", (_pattern(rng, 4, 2).astype(int),))


@detector.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for D, ones in ((1, 0), (2, 2), (4, 3), (5, 0), (6, 4), (7, 3)):
        yield Case(f"{D} signs, {ones} of them +1", (_pattern(rng, D, ones),))


def _pattern(rng: np.random.Generator, D: int, ones: int) -> Any:
    """D signs in a random order that is not the same backwards, where there is such an order."""
    while True:
        p = rng.permutation(np.where(np.arange(D) < ones, 1.0, -1.0))
        if ones in (0, D) or D % 2 == ones % 2 == 0 or np.any(p != p[::-1]):
            return p


@detector.seen_as
def _(answer: Any, p: Any) -> Any:
    scores = _score(boolean.all_patterns(len(p)), answer["w"], answer["b"])
    itself = _score(p[None, :], answer["w"], answer["b"])
    return {"fires": (scores > 0).astype(float), "itself": np.sign(itself)}


@detector.judged_by
def _(seen: Any, p: Any) -> Fault | None:
    X, fires = boolean.all_patterns(len(p)), seen["fires"] > 0
    itself, opposite = np.all(p == X, axis=1), np.all(-p == X, axis=1)
    if np.array_equal(fires, itself):
        return None
    said, sign_of = "It does not fire on p, but on another pattern.", None
    if not fires.any():
        said = "It fires on no pattern at all."
        sign_of = "F07.1" if seen["itself"] == 0 else "pattern_detector.1"
    elif fires[~opposite].all():
        said, sign_of = "It fires on almost every pattern.", "pattern_detector.2"
    elif fires[itself]:
        said, sign_of = "It fires on p, as it should, but on other patterns too.", "F07.2"
    elif np.array_equal(fires, opposite) and len(set(p)) == 2:
        said, sign_of = "It fires on -p, and not on p.", "pattern_detector.3"
    return Fault(said, sign_of if len(p) > 2 else None)  # one or two signs tell too little


@detector.mistakes
def _(p):
    "F07.1: The pattern itself scores exactly 0, and 0 does not fire: leave some room."
    p, -len(p)
    "F07.2: A pattern with one sign wrong scores D - 2 before b is added: lower b."
    p, 0.0
    "F07.2: A pattern with one sign wrong scores D - 2 before b is added: b is still too weak."
    p, -(len(p) - 3.0)
    "F07.3: Inputs are -1 and +1, not 0 and 1: work out the score of a matching pattern once more."
    p, 0.5 - np.sum(p > 0)
    (p + 1) / 2, 0.5 - np.sum(p > 0)
    (p + 1) / 2, 1.0 - len(p)
    "F07.4: No absolute value: a weight takes the sign that its input should have."
    np.abs(p), 1.0 - len(p)
    "pattern_detector.1: It never fires: b outweighs what p itself scores."
    p, -len(p) - 1.0
    "pattern_detector.1: It never fires: half a weight scores half of D."
    p / 2, 1.0 - len(p)
    "pattern_detector.2: b holds the unit back: it must be negative for D > 2."
    p, len(p) - 1.0
    "pattern_detector.2: b is added to the score: with this one all fire."
    p, len(p) + 1.0
    "pattern_detector.3: It fires on -p: which sign have the weights?"
    -p, 1.0 - len(p)
    "pattern_detector.4: A matching pattern scores D, its number of signs, not the sum of them."
    p, 1.0 - np.sum(p)
    p, -np.sum(p)
    p, 1.0 - np.abs(np.sum(p))
    "pattern_detector.6: The weights are the signs of p in their own order."
    p[::-1], 1.0 - len(p)
    "pattern_detector.7: The caller still needs p: build new weights, do not write into p."
    p *= 2
    p, 2.0 - 2 * len(p)
    "pattern_detector.7: The caller still needs p: do not write zeros into it, and mind the coding."
    p[p < 0] = 0
    p, 0.5 - np.sum(p)
    "pattern_detector.8: Two values, in this order: the weights, then the bias."
    1.0 - len(p), p
    "pattern_detector.9: Return the weights and the bias apart: w, then b."
    np.append(p, 1.0 - len(p))


# ------------------------------------------------------------------ boolean_network

network = Exercise(
    reference=boolean.boolean_network,
    lesson=LESSON,
    takes={"X": "m D", "t": "m"},
    returns=Record(W1=Array("D k"), b1=Array("k"), w2=Array("k"), b2=Number()),
)


@network.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, and NOT", (np.array([[-1.0], [1.0]]), np.array([1, 0])))
    yield Case("XOR of two inputs", (SIGNS, np.array(XOR)))
    yield Case("a table of zeros", (boolean.all_patterns(2)[::-1].copy(), np.zeros(4, dtype=int)))
    yield Case("a table of ones", (boolean.all_patterns(3), np.ones(8)))
    yield Case("three inputs, the rows shuffled", _shuffled(rng, 3))
    X, t = _shuffled(rng, 2)
    yield Case("two inputs, shuffled, whole numbers", (X.astype(int), t.astype(int)))
    yield Case("four inputs, the rows shuffled", _shuffled(rng, 4))


@network.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("one input, copied", (np.array([[1.0], [-1.0]]), np.array([1.0, 0.0])))
    X = rng.permutation(boolean.all_patterns(4))
    yield Case("parity of four", (X, (np.sum(X > 0, axis=1) % 2).astype(float)))
    yield Case("a single 1", (X, (np.arange(16) == 5).astype(float)))
    yield Case("a single 0", (X, (np.arange(16) != 5).astype(float)))
    yield Case("five inputs, the rows shuffled", _shuffled(rng, 5))


def _shuffled(rng: np.random.Generator, D: int) -> tuple[Any, Any]:
    """All patterns in a random order, and a table that no other order of the rows would have."""
    m = 2**D
    while True:
        X, t = rng.permutation(boolean.all_patterns(D)), (rng.permutation(m) < m // 2 - 1 + D % 2)
        in_order = np.zeros((2, m))
        for row, value in zip(X > 0, t, strict=True):
            place = int("".join(str(int(sign)) for sign in row), 2)
            backwards = int("".join(str(int(sign)) for sign in row[::-1]), 2)
            in_order[0, place] = in_order[1, backwards] = value
        others = (*in_order, t[::-1], *(1 - in_order))
        if not any(np.array_equal(t, other) for other in others) and t[0] != t[-1]:
            return X, t.astype(float)


@network.seen_as
def _(answer: Any, X: Any, t: Any) -> Any:
    return _net(X, answer)[1]


@network.judged_by
def _(output: Any, X: Any, t: Any) -> str | None:
    wrong = np.flatnonzero(np.abs(output - t) > 1e-6)
    if not len(wrong):
        return None
    i = int(wrong[0])
    row = ", ".join(f"{sign:+g}" for sign in X[i])
    return f"On row {i}, the pattern ({row}), the output is {output[i]:.6g}; that is not t[{i}]."


def _detectors(X: Any, t: Any, **bug: Any) -> Any:
    """The right network with room for one fault, for the wrong answers below."""
    m, D = X.shape
    b1 = np.full(m, 1.0 - D) + bug.get("b1", 0.0)
    return bug.get("W1", X.T), b1, bug.get("w2", t), bug.get("b2", 0.0)


@network.mistakes
def _(X, t):
    "F07.1: Every pattern scores exactly 0 at its own unit, and 0 does not fire."
    _detectors(X, t, b1=-1.0)
    "F07.2: Several hidden units fire at once: b1 is too weak, neighbours score D - 2."
    _detectors(X, t, b1=X.shape[1] - 1.0)
    "F07.2: Several hidden units fire at once: b1 is still too weak."
    _detectors(X, t, b1=2.0)
    "F07.3: Inputs are -1 and +1, not 0 and 1: work out the score of a matching pattern once more."
    X.T, 0.5 - np.sum(X > 0, axis=1), t, 0.0
    (X.T + 1) / 2, 0.5 - np.sum(X > 0, axis=1), t, 0.0
    "F07.4: No absolute value: each unit has the signs of its own pattern."
    _detectors(X, t, W1=np.abs(X).T)
    "boolean_network.2: The rows of X come in any order: row i of X belongs to t[i]."
    _detectors(X, t, W1=boolean.all_patterns(X.shape[1]).T)
    _detectors(X, t, W1=boolean.all_patterns(X.shape[1])[:, ::-1].T)
    _detectors(X, t, w2=t[::-1])
    "boolean_network.3: Where do the answers t come in? They weigh the units."
    _detectors(X, t, w2=np.ones(len(X)))
    "boolean_network.4: The output should be 0 or 1: no coding of t as -1 and +1."
    _detectors(X, t, w2=2 * t - 1)
    "boolean_network.5: The head is linear, it has no threshold: b2 shifts the output."
    _detectors(X, t, b2=-0.5)
    "boolean_network.5: The head is linear: no threshold after it, so b2 counts."
    _detectors(X, t, b2=1.0 - len(X))
    "boolean_network.6: It answers 1 where t is 0: the opposite table."
    _detectors(X, t, w2=1 - t)
    "boolean_network.7: W1 is (D, k): a unit's weights are a column. Transpose."
    _detectors(X, t, W1=X)
    "boolean_network.8: All rows with t = 1 need a unit, the last one too."
    X[:-1].T, np.full(len(X) - 1, 1.0 - X.shape[1]), t[:-1], 0.0
    "boolean_network.8: All rows with t = 1 need a unit, not only the first."
    _detectors(X, t, w2=(np.arange(len(X)) == np.argmax(t)) * t)
    "boolean_network.8: All rows with t = 1 need a unit, the first one too."
    X[1:].T, np.full(len(X) - 1, 1.0 - X.shape[1]), t[1:], 0.0
    "boolean_network.9: Hidden units that copy the inputs leave one linear unit: XOR needs more."
    m, D = X.shape
    fit = np.linalg.lstsq(np.column_stack([X > 0, np.ones(m)]).astype(float), t, rcond=None)[0]
    np.eye(D), np.zeros(D), fit[:-1], fit[-1]
    "boolean_network.10: The bias is added: the sign of b1 is wrong."
    _detectors(X, t, b1=2.0 * X.shape[1] - 2)
    "boolean_network.11: The weights w2 are (k,), one for each hidden unit: not a column."
    _detectors(X, t, w2=t[:, None])
    "boolean_network.12: Each unit fires on minus its pattern: the sign of W1 is wrong."
    _detectors(X, t, W1=-X.T)
    "boolean_network.13: A pattern scores D at its own unit, not the sum of its signs."
    X.T, 1.0 - np.sum(X, axis=1), t, 0.0


for bias in (-3.5, -2.5, -2.0, -1.5, -1.0):
    detector.misconception("pattern_detector.5", NOT_ALL)(lambda p, b=bias: (p, b))
for bias in (-3.5, -2.5, -1.5):
    network.misconception("boolean_network.1", NOT_ALL)(
        lambda X, t, b=bias: (X.T, np.full(len(X), b), t, 0.0)
    )
