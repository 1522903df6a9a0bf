"""02_perceptron: one step, the whole training, the margin, the bound, and the proof's trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Endless, Exercise
from autograder.check.forms import Array, Number, Record
from nnlib import perceptron

LESSON = "02_perceptron"
XOR = np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1]]), np.array([-1, 1, 1, -1])

# ------------------------------------------------------------------ perceptron_step

step = Exercise(
    reference=perceptron.perceptron_step,
    lesson=LESSON,
    takes={"w": "n", "b": "", "x": "n", "y": ""},
    returns=Record(w=Array("n"), b=Number()),
)


@step.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.uniform(0.5, 2.0, 3)
    for y in (1, -1):
        yield Case("the start, w = 0 and b = 0", (np.zeros(3), 0.0, x, y))
        w = y * rng.uniform(0.5, 2.0, 3)
        yield Case("an example on its right side", (w, 0.1 * y, x, y))
        yield Case("an example on the wrong side", (-w, -0.1 * y, x, y))
        yield Case("an example just on its right side", (y * x / (4 * x @ x), 0.25 * y, x, y))
        yield Case("a last input that decides", (y * np.array([1.0, 1.0, -9.0]), 0.0, x, y))
        yield Case("a bias that decides against w", (w, -20.0 * y, x, y))
        yield Case("a bias that outweighs w", (-w, 20.0 * y, x, y))
    yield Case("whole numbers in w", (np.zeros(2, dtype=int), 0.0, np.array([0.5, -1.5]), 1))
    yield Case("a score of exactly 0", (np.array([1.0, -1.0]), 0.0, np.array([2.0, 2.0]), -1))


@step.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    w, x = np.array([3.0]), np.array([2.0])
    yield Case("a score of exactly 0 with a bias", (w, -6.0, x, -1))
    for _ in range(6):
        n = int(rng.integers(1, 8))
        args = rng.normal(size=n), float(rng.normal()), rng.normal(size=n), int(rng.choice([-1, 1]))
        yield Case("a random example", args)


@step.mistakes
def _(w, b, x, y):
    "F01.1: A score of exactly 0 is a mistake: a start from zero would never learn otherwise."
    (w + y * x, b + y) if y * (w @ x + b) < 0 else (w, b)
    "F01.2: The score that is tested includes the bias b."
    (w + y * x, b + y) if y * (w @ x) <= 0 else (w, b)
    "F01.3: The bias learns too: it is the weight of an input that is always 1."
    (w + y * x, b) if y * (w @ x + b) <= 0 else (w, b)
    "F01.4: The labels are -1 and +1. With y = -1 a mistake moves w by -x, and b by -1."
    fires = 1 if w @ x + b > 0 else 0
    target = 1 if y == 1 else 0
    w + (target - fires) * x, b + (target - fires)
    "F01.5: The caller still needs the old w: build a new array (w = w + …, not w += …)."
    if y * (w @ x + b) <= 0:
        np.add(w, y * x, out=w, casting="unsafe")
        b = b + y
    w, b
    "F01.6: A w of whole numbers cuts off the fractions of x. Let the sum make a new float array."
    ((w + y * x).astype(w.dtype), b + y) if y * (w @ x + b) <= 0 else (w, b)
    "perceptron_step.1: Only a mistake moves w and b. A point on its right side is left alone."
    w + y * x, b + y
    "perceptron_step.2: The label decides which way w moves: add y x, not x."
    (w + x, b + 1) if y * (w @ x + b) <= 0 else (w, b)
    "perceptron_step.3: Move towards the example: w + y x, not w - y x."
    (w - y * x, b - y) if y * (w @ x + b) <= 0 else (w, b)
    "E1: The test needs the label: y (w·x + b). Without y, half of the mistakes go unseen."
    (w + y * x, b + y) if w @ x + b <= 0 else (w, b)


# The rule as one lecture printed it, and the ways to it half mended (the bug hunt).


@step.mistakes
def _(w, b, x, y):
    "E1+E2+E3: This is the rule as printed. First fault: the test does not look at the label y."
    (w + y * x, b) if w @ x + b < 0 else (w, b)
    "E1+E3: Two faults are left. The test does not look at the label y; and what of the bias?"
    (w + y * x, b) if w @ x + b <= 0 else (w, b)
    "E1+E2: Two faults are left. The test does not look at the label y; and what of a score 0?"
    (w + y * x, b + y) if w @ x + b < 0 else (w, b)
    "E2+E3: Two faults are left. What is a score of exactly 0? And does the bias never learn?"
    (w + y * x, b) if y * (w @ x + b) < 0 else (w, b)


# ------------------------------------------------------------------ perceptron_train

train = Exercise(
    reference=perceptron.perceptron_train,
    lesson=LESSON,
    takes={"X": "m n", "y": "m", "max_sweeps": ""},
    returns=Record(w=Array("n"), b=Number(), mistakes=Number(whole=True)),
)


@train.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.integers(2, 9, size=(1, 3)) / 8
    yield Case("a single example", (np.repeat(x, 4, axis=0), np.ones(4, dtype=int), 1000))
    yield Case("two classes with a gap between them", (*_separable(rng, 30, 0.15), 400))
    yield Case("two classes that almost touch", (*_separable(rng, 40, 0.04), 400))
    yield Case("two far-off clouds: the bias has a long way to go", (*_far_off(rng), 100))
    yield Case("XOR, which no line separates", (*XOR, 20))
    yield Case("one sweep and no more", (*_far_off(rng), 1))


@train.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (1, 2, 5):
        yield Case(f"{n} inputs", (*_separable(rng, 25, 0.1, n), 400))
    yield Case("XOR for a few sweeps", (*XOR, 7))


@train.judged_by
def _(answer: Any, X: Any, y: Any, max_sweeps: int) -> str | None:
    w, b, mistakes = answer["w"], float(answer["b"]), float(answer["mistakes"])
    w_star, b_star, reference_mistakes = perceptron.perceptron_train(X, y, max_sweeps)
    separable = bool(np.all(y * (X @ w_star + b_star) > 0))
    if separable and not np.all(y * (X @ w + b) > 0):
        return "Your w and b leave at least one example on the wrong side."
    if mistakes < 1:
        return "The third value is the number of mistakes made, and a start from 0 makes one."
    if mistakes == reference_mistakes:
        return None
    return _impossible_count(
        w, b, mistakes, X, y, (w_star, b_star) if separable else None, max_sweeps
    )


def _impossible_count(
    w: Any, b: float, t: float, X: Any, y: Any, star: Any, max_sweeps: int
) -> str | None:
    """Another visiting order may make another number of mistakes, but the proof binds them all.

    Each adds y x to w and y to b: so b has the parity of t, ||(w, b)||^2 <= t (C^2 + 1), and a
    separator's <w_star, w> >= t rho.
    """
    told = "That cannot be the number of mistakes that led to this w and b."
    ones = perceptron.with_ones(X)
    long = np.append(w, b)
    if abs(b - round(b)) < 1e-9 and (round(b) - t) % 2:
        return told
    if long @ long > t * np.max(np.sum(ones**2, axis=1)) * (1 + 1e-9):
        return told
    if t > len(X) * max_sweeps:
        return told
    if star is None:
        return None if t >= max_sweeps else told
    w_star = np.append(*star)
    rho = np.min(y * (ones @ w_star))
    return told if w_star @ long < t * rho * (1 - 1e-9) else None


def _separable(rng: np.random.Generator, m: int, margin: float, n: int = 2) -> tuple[Any, Any]:
    """m points in the cube [-1, 1]^n, none closer than `margin` to a random plane; both sides."""
    while True:
        w = rng.normal(size=n)
        b = rng.uniform(-0.3, 0.3)
        X = rng.uniform(-1, 1, size=(40 * m, n))
        distance = (X @ w + b) / np.linalg.norm(w)
        X = X[np.abs(distance) > margin][:m]
        y = np.where(X @ w + b > 0, 1, -1)
        if len(X) == m and 2 < np.sum(y == 1) < m - 2:
            return X, y


def _far_off(rng: np.random.Generator) -> tuple[Any, Any]:
    """Two clouds on the same side of the origin: only a large bias separates them."""
    X = np.concatenate([rng.uniform(2, 3, (8, 2)), rng.uniform(4, 5, (8, 2))])
    order = rng.permutation(16)
    return X[order], np.repeat([-1, 1], 8)[order]


def _sweeps(X: Any, y: Any, max_sweeps: Any, **bug: Any) -> Any:
    """The right loop with room for one fault, for the wrong answers below."""
    w, b, mistakes, old = np.zeros(X.shape[1]), 0.0, 0, (np.zeros(X.shape[1]), 0.0)
    for _ in range(bug.get("sweeps", max_sweeps)):
        before = mistakes
        order = np.random.permutation(len(X)) if bug.get("shuffle") else range(len(X))  # noqa: NPY002
        for i in order:
            score = X[i] @ w + b
            wrong = y[i] * score < 0 if bug.get("strict") else y[i] * score <= 0
            if wrong:
                old = (w, b)
                w, mistakes = w + y[i] * X[i], mistakes + 1
                b = b if bug.get("no_bias") else b + y[i]
        if mistakes == before:
            break
        if bug.get("count") == "last sweep":
            mistakes, before = mistakes - before, 0
    else:
        if bug.get("no_cap"):
            raise Endless
    return (*(old if bug.get("old") else (w, b)), mistakes)


@train.mistakes
def _(X, y, max_sweeps=1000):
    "F02.1: One sweep is rarely enough: go on until a sweep has no mistake."
    _sweeps(X, y, max_sweeps, sweeps=1)
    "F02.2: Return the newest w and b, those after the last update."
    _sweeps(X, y, max_sweeps, old=True)
    "F02.3: Some data no line separates: stop after max_sweeps sweeps, whatever happens."
    _sweeps(X, y, 1000, no_cap=True)
    "F02.4: The order of your sweeps is random and no seed fixes it. Visit the rows in order."
    _sweeps(X, y, max_sweeps, shuffle=True)
    "perceptron_train.1: A score of exactly 0 is a mistake: from w = 0 yours never moves."
    _sweeps(X, y, max_sweeps, strict=True)
    "perceptron_train.2: The bias learns too: b grows by y at every mistake."
    _sweeps(X, y, max_sweeps, no_bias=True)
    "perceptron_train.3: Count the mistakes, not the sweeps."
    run = perceptron.run(X, y, max_sweeps)
    run.w[-1], run.b[-1], run.sweeps
    "perceptron_train.4: Count the mistakes of all sweeps, not of the last one."
    _sweeps(X, y, max_sweeps, count="last sweep")


# ------------------------------------------------------------------ margin

margin = Exercise(
    reference=perceptron.margin,
    lesson=LESSON,
    takes={"w": "n", "b": "", "X": "m n", "y": "m"},
    returns=Number(),
)


@margin.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for n in (2, 3):
        w = rng.normal(size=n) * 3
        X = _off_the_line(rng, w, 0.5, 7)
        y = np.where(X @ w + 0.5 > 0, 1, -1)
        y[0] = y[0] if np.any(y != y[0]) else -y[0]
        yield Case("a line that separates", (w, 0.5, X, np.where(X @ w + 0.5 > 0, 1, -1)))
        yield Case("the same line, w and b ten times as long", (10 * w, 5.0, X, y))
        flipped = y.copy()
        flipped[np.argmax(np.abs(X @ w + 0.5))] *= -1
        yield Case("a point on the wrong side", (w, 0.5, X, flipped))
        yield Case("a large bias", (w, 40.0, X, np.ones(7, dtype=int)))


@margin.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case(
        "one point in one dimension", (np.array([-2.0]), 1.0, np.array([[3.0]]), np.array([-1]))
    )
    for _ in range(5):
        m, n = int(rng.integers(2, 9)), int(rng.integers(1, 5))
        w, b = rng.normal(size=n), float(rng.normal())
        args = w, b, _off_the_line(rng, w, b, m)
        yield Case("random points", (*args, rng.choice([-1, 1], size=m)))


def _off_the_line(rng: np.random.Generator, w: Any, b: float, m: int) -> Any:
    """m points so far from the line that their distance is no difference of two near numbers."""
    X = rng.normal(size=(50 * m, len(w)))
    return X[np.abs(X @ w + b) > 0.1 * np.linalg.norm(w)][:m]


@margin.mistakes
def _(w, b, X, y):
    "F03.1: A distance does not depend on how long w is: divide by its norm."
    np.min(y * (X @ w + b))
    "F03.2: Keep the sign: a point on the wrong side has a negative margin."
    np.min(np.abs(X @ w + b)) / np.linalg.norm(w)
    "F03.3: Only w is normal to the line: b does not belong in the norm."
    np.min(y * (X @ w + b)) / np.linalg.norm(np.append(w, b))
    "F03.4: The margin belongs to the closest point: the minimum, not the mean."
    np.mean(y * (X @ w + b)) / np.linalg.norm(w)
    "margin.1: The line is w·x + b = 0: the bias shifts it, so b counts."
    np.min(y * (X @ w)) / np.linalg.norm(w)
    "margin.2: The norm is a length: sqrt(w·w), not w·w."
    np.min(y * (X @ w + b)) / (w @ w)
    "margin.3: Multiply by the label: only y tells which side is the right one."
    np.min(X @ w + b) / np.linalg.norm(w)
    "margin.4: The closest point counts, not the farthest: min, not max."
    np.max(y * (X @ w + b)) / np.linalg.norm(w)


# ------------------------------------------------------------------ mistake_bound

bound = Exercise(
    reference=perceptron.mistake_bound,
    lesson=LESSON,
    takes={"X": "m n", "y": "m", "w_star": "n"},
    returns=Number(),
)


@bound.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    X, y, w_star = _with_separator(rng)
    yield Case("points and a separator", (X, y, w_star))
    yield Case("the same separator, twice as long", (X, y, 2 * w_star))
    far = int(np.argmax(y * (X @ w_star)))
    yield Case(
        "one point far from the others", (np.vstack([X, 6 * X[far]]), np.append(y, y[far]), w_star)
    )
    yield Case("unit vectors", (np.eye(5), np.ones(5, dtype=int), np.ones(5)))
    y_wrong = y.copy()
    y_wrong[far] *= -1
    yield Case("a w_star that does not separate", (X, y_wrong, w_star), may_refuse=True)


@bound.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(4):
        yield Case("other points", _with_separator(rng))
    X, y, w_star = _with_separator(rng)
    on_the_line = X[0] - (X[0] @ w_star) / (w_star @ w_star) * w_star
    args = np.vstack([X, 0 * on_the_line]), np.append(y, 1), w_star
    yield Case("a point exactly on the line of w_star", args, may_refuse=True)


def _with_separator(rng: np.random.Generator) -> tuple[Any, Any, Any]:
    X, y = _separable(rng, 12, 0.1)
    X = perceptron.with_ones(3 * X)
    w, b, _ = perceptron.perceptron_train(X[:, :2], y, 10_000)
    noise = rng.normal(size=3)
    w_star = np.append(w, b)
    while np.min(y * (X @ (w_star + noise))) <= 0:
        noise = noise / 2
    return X, y, w_star + noise


def _bound(X: Any, y: Any, w_star: Any, C: Any = None, rho: Any = None) -> float:
    """The formula with one ingredient exchanged; inf where it makes no sense, as it should be."""
    lengths, scores = np.linalg.norm(X, axis=1), y * (X @ w_star)
    C, rho = lengths.max() if C is None else C, scores.min() if rho is None else rho
    return float((C * np.linalg.norm(w_star) / rho) ** 2) if scores.min() > 0 else np.inf


@bound.mistakes
def _(X, y, w_star):
    "F04.1: C is the length of the longest example, not the mean length."
    _bound(X, y, w_star, C=np.linalg.norm(X, axis=1).mean())
    "F04.2: Measure rho with the w_star you are given, not with a w that you trained."
    if np.min(y * (X @ w_star)) <= 0:
        return np.inf
    w = perceptron.run(X, y).w[-1]
    w = w if np.min(y * (X @ w)) > 0 else w_star
    _bound(X, y, w)
    "F04.3: rho keeps its sign: a w_star that does not separate gives no bound. Raise ValueError."
    rho = np.min(np.abs(X @ w_star))
    float((np.linalg.norm(X, axis=1).max() * np.linalg.norm(w_star) / rho) ** 2)
    "F04.4: rho grows with w_star. Without ||w_star|| the bound would change too."
    _bound(X, y, w_star) / float(w_star @ w_star)
    "mistake_bound.1: A w_star that does not separate gives no bound: raise ValueError."
    rho = np.min(y * (X @ w_star))
    float((np.linalg.norm(X, axis=1).max() * np.linalg.norm(w_star) / rho) ** 2)
    "mistake_bound.2: The whole fraction is squared: (C ||w_star|| / rho)^2."
    np.sqrt(_bound(X, y, w_star))
    "mistake_bound.3: rho is the smallest of the y <w_star, x>, not their mean."
    _bound(X, y, w_star, rho=np.mean(y * (X @ w_star)))
    "mistake_bound.4: C is the length of the longest row of X, not the norm of the whole table."
    _bound(X, y, w_star, C=np.linalg.norm(X))


# ------------------------------------------------------------------ proof_trace

trace = Exercise(
    reference=perceptron.proof_trace,
    lesson=LESSON,
    takes={"X": "m n", "y": "m", "w_star": "n", "max_sweeps": ""},
    returns=Record(along=Array("t"), squared=Array("t")),
)


@trace.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(3):
        yield Case("points and a separator", (*_with_separator(rng), 1000))
    yield Case("unit vectors", (np.eye(4), np.ones(4, dtype=int), np.arange(1.0, 5.0), 1000))
    X, y = XOR
    yield Case("XOR, which no line separates", (perceptron.with_ones(X), y, np.ones(3), 5))


@trace.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for _ in range(4):
        X, y, w_star = _with_separator(rng)
        yield Case("other points, another w_star", (X, y, w_star + rng.normal(size=3), 50))


def _walk(X: Any, y: Any, w_star: Any, max_sweeps: Any, **bug: Any) -> Any:
    """The right loop with room for one fault, for the wrong answers below."""
    w, along, squared = np.zeros(X.shape[1]), [], []
    for _ in range(bug.get("sweeps", max_sweeps)):
        clean = True
        for x, label in zip(X, y, strict=True):
            score = label * (x @ w)
            wrong = score < 0 if bug.get("strict") else score <= 0
            if wrong and bug.get("early"):
                along.append(w_star @ w)
                squared.append(w @ w)
            if wrong:
                w, clean = w + label * x, False
            if (wrong and not bug.get("early")) or bug.get("every"):
                along.append(w_star @ w)
                squared.append(w @ w)
        if clean:
            break
    return np.array(along), np.array(squared)


@trace.mistakes
def _(X, y, w_star, max_sweeps=1000):
    """proof_trace.1: Your first entry is 0. Record after the update: the proof speaks of what w
    has become."""
    _walk(X, y, w_star, max_sweeps, early=True)
    "proof_trace.2: Record after every mistake, not after every example that you look at."
    _walk(X, y, w_star, max_sweeps, every=True)
    "proof_trace.3: The second value is the squared length of w: no root."
    along, squared = _walk(X, y, w_star, max_sweeps)
    along, np.sqrt(squared)
    "proof_trace.4: First along = <w_star, w>, then squared = ||w||^2."
    _walk(X, y, w_star, max_sweeps)[::-1]
    "proof_trace.5: One sweep is rarely enough: go on until a sweep is clean."
    _walk(X, y, w_star, max_sweeps, sweeps=1)
    "proof_trace.6: A score of exactly 0 is a mistake: from w = 0 yours never moves."
    _walk(X, y, w_star, max_sweeps, strict=True)
    "proof_trace.7: Take <w_star, w> as it is: w_star keeps its length, do not normalise it."
    along, squared = _walk(X, y, w_star, max_sweeps)
    along / np.linalg.norm(w_star), squared
    """proof_trace.8: This run goes through the origin: X has its column of ones, there is no
    separate bias."""
    run = perceptron.run(X, y, max_sweeps)
    run.w @ w_star, np.sum(run.w**2, axis=1)
