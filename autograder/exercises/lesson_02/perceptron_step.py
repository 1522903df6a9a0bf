"""Look at one example: (w + y x, b + y) after a mistake, (w, b) otherwise, always new."""

from collections.abc import Iterator

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Number, Record
from nnlib import perceptron

exercise = Exercise(
    reference=perceptron.perceptron_step,
    lesson="02_perceptron",
    takes={"w": "n", "b": "", "x": "n", "y": ""},
    returns=Record(w=Array("n"), b=Number()),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.uniform(0.5, 2.0, 3)
    for y in (1, -1):
        yield Case("the start, a score of exactly 0: always a mistake", (np.zeros(3), 0.0, x, y))
        w = y * rng.uniform(0.5, 2.0, 3)
        yield Case("an example on its right side", (w, 0.1 * y, x, y))
        yield Case("an example on the wrong side", (-w, -0.1 * y, x, y))
        yield Case("an example just on its right side", (y * x / (4 * x @ x), 0.25 * y, x, y))
        yield Case("a last input that decides", (y * np.array([1.0, 1.0, -9.0]), 0.0, x, y))
        yield Case("a bias that decides against w", (w, -20.0 * y, x, y))
        yield Case("a bias that outweighs w", (-w, 20.0 * y, x, y))
        yield Case("w is right against a small bias", (w, -0.1 * y, x, y))
        yield Case("w is wrong against a small bias", (-w, 0.1 * y, x, y))
    zero = "a score of exactly 0: always a mistake"
    args = np.zeros(2, dtype=int), 0.0, np.array([0.5, -1.5]), 1
    yield Case(f"whole numbers in w, and {zero}", args)
    yield Case(zero, (np.array([1.0, -1.0]), 0.0, np.array([2.0, 2.0]), -1))
    whole = rng.integers(1, 5, 3), 1, rng.integers(1, 5, 3), -1
    yield Case("whole numbers everywhere", whole)
    yield Case("whole numbers in x alone", (rng.uniform(0.1, 0.9, 3), 0.5, whole[2], -1))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    w, x = np.array([3.0]), np.array([2.0])
    yield Case("a score of exactly 0 with a bias: always a mistake", (w, -6.0, x, -1))
    for _ in range(6):
        n = int(rng.integers(1, 8))
        args = rng.normal(size=n), float(rng.normal()), rng.normal(size=n), int(rng.choice([-1, 1]))
        yield Case("a random example", args)


# The rule as one lecture printed it, and the ways to it half mended (the bug hunt).


@exercise.mistakes(rate=(0.01, 0.1, 0.5, 2.0))
def _(w, b, x, y, *, rate):
    "F01.1: A score of exactly 0 is a mistake: a start from zero would never learn otherwise."
    (w + y * x, b + y) if y * (w @ x + b) < 0 else (w, b)
    "F01.2: The score that is tested includes the bias b."
    (w + y * x, b + y) if y * (w @ x) <= 0 else (w, b)
    "F01.3: The bias learns too: it is the weight of an input that is always 1."
    (w + y * x, b) if y * (w @ x + b) <= 0 else (w, b)
    "F01.4: Labels are -1 and +1, yours answers 0 or 1: with y = -1 it moves where it was right."
    fires = 1 if w @ x + b > 0 else 0
    w + (y - fires) * x, b + (y - fires)
    fires = 1 if w @ x + b > 0 else 0
    (w + y * x, b + y) if fires != y else (w, b)
    "F01.5: The caller still needs the old w: build a new array (w = w + …, not w += …)."
    if y * (w @ x + b) <= 0:
        np.add(w, y * x, out=w, casting="unsafe")
        b = b + y
    w, b
    if y * (w @ x + b) <= 0:
        w += y * x
        b += y
    w, b
    "F01.6: A w of whole numbers cuts off the fractions of x. Let the sum make a new float array."
    ((w + y * x).astype(w.dtype), b + y) if y * (w @ x + b) <= 0 else (w, b)
    "F01.6: With += a w of whole numbers takes no fractions: w = w + y * x makes a new float array."
    w = w.copy()
    if y * (w @ x + b) <= 0:
        w += y * x
        b = b + y
    w, b
    "perceptron_step.1: Only a mistake moves w and b. A point on its right side is left alone."
    w + y * x, b + y
    "perceptron_step.2: The label decides which way w moves: add y x, not x."
    (w + x, b + 1) if y * (w @ x + b) <= 0 else (w, b)
    "perceptron_step.3: Move towards the example: w + y x, not w - y x."
    (w - y * x, b - y) if y * (w @ x + b) <= 0 else (w, b)
    """perceptron_step.4: A score of exactly 0 is always a mistake, whatever y is: ask for
    y (w·x + b) <= 0."""
    predicted = 1 if w @ x + b > 0 else -1
    (w + y * x, b + y) if predicted != y else (w, b)
    predicted = 1 if w @ x + b >= 0 else -1
    (w + y * x, b + y) if predicted != y else (w, b)
    "perceptron_step.5: The label belongs before the whole score, in brackets: y * (w @ x + b)."
    (w + y * x, b + y) if y * w @ x + b <= 0 else (w, b)
    "perceptron_step.6: After a mistake y minus the prediction is 2 or -2; the step is y x."
    step = y - (1 if w @ x + b > 0 else -1)
    w + step * x, b + step
    step = y - (1 if w @ x + b >= 0 else -1)
    w + step * x, b + step
    step = y - np.sign(w @ x + b)
    w + step * x, b + step
    "perceptron_step.7: The step is y x as it is: no learning rate here."
    (w + rate * y * x, b + rate * y) if y * (w @ x + b) <= 0 else (w, b)
    "E1: The test needs the label: y (w·x + b). Without y, half of the mistakes go unseen."
    (w + y * x, b + y) if w @ x + b <= 0 else (w, b)
    "E1+E2+E3: This is the rule as remembered. First fault: the test does not look at the label y."
    (w + y * x, b) if w @ x + b < 0 else (w, b)
    "E1+E3: Two faults are left. The test does not look at the label y; and what of the bias?"
    (w + y * x, b) if w @ x + b <= 0 else (w, b)
    "E1+E2: Two faults are left. The test does not look at the label y; and what of a score 0?"
    (w + y * x, b + y) if w @ x + b < 0 else (w, b)
    "E2+E3: Two faults are left. What is a score of exactly 0? And does the bias never learn?"
    (w + y * x, b) if y * (w @ x + b) < 0 else (w, b)
    "perceptron_step.8: A mistake is a score on the wrong side, or 0: no margin of 1 is asked."
    (w + y * x, b + y) if y * (w @ x + b) <= 1 else (w, b)
    "perceptron_step.9: Yours moves where it was right: a mistake is y (w·x + b) <= 0."
    (w + y * x, b + y) if y * (w @ x + b) > 0 else (w, b)
    "perceptron_step.10: The score is w·x + b: b is added."
    (w + y * x, b + y) if y * (w @ x - b) <= 0 else (w, b)
    "perceptron_step.10: The score is w·x + b, and b moves by y: it is added, both times."
    (w + y * x, b - y) if y * (w @ x - b) <= 0 else (w, b)
    "perceptron_step.3: Move towards the example: w + y x; and a score of exactly 0 is a mistake."
    (w - y * x, b - y) if y * (w @ x + b) < 0 else (w, b)
    "perceptron_step.11: The label goes with x; b moves by y too, not by 1."
    (w + y * x, b + 1) if y * (w @ x + b) <= 0 else (w, b)
    "perceptron_step.2: The label decides which way w moves: add y x, as you do with b."
    (w + x, b + y) if y * (w @ x + b) <= 0 else (w, b)
