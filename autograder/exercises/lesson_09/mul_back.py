"""What the two factors of a product are sent, when the product was sent g."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Like, Record
from autograder.exercises.lesson_09.shared import WALKS, away


def mul_back(g: Any, a: Any, b: Any) -> tuple[Any, Any]:
    """What the two factors of a product are sent, when the product was sent g."""
    return g * b, g * a


exercise = Exercise(
    reference=mul_back,
    lesson="09_autodiff",
    takes={"g": "...", "a": "...", "b": "..."},
    returns=Record(ga=Like("a"), gb=Like("b")),
    shortcuts=WALKS,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three numbers", tuple(float(x) for x in away(rng, 3)))
    yield Case("whole numbers", (5, -2, 7))
    yield Case("a factor of 0", (float(away(rng, ())), 0.0, float(away(rng, ()))))
    yield Case("three rows", tuple(away(rng, 4) for _ in range(3)))
    yield Case("square matrices", tuple(away(rng, (3, 3)) for _ in range(3)))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("matrices", tuple(away(rng, (2, 5)) for _ in range(3)))
    yield Case(
        "numbers of very different size", tuple(away(rng, 3) * [1e-6, 1, 1e6] for _ in "gab")
    )


@exercise.mistakes
def _(g, a, b):
    "F41.2: What came back from the output counts as well: each is multiplied by g."
    b, a
    "F41.2: The first of the two is multiplied by g as well."
    b, g * a
    "F41.2: The second of the two is multiplied by g as well."
    g * b, a
    "F41.3: One more in a is b more in the product: the other factor, not its own."
    g * a, g * b
    "mul_back.1: One factor for each: the other one, not the whole product."
    g * a * b, g * a * b
    "mul_back.2: A sum hands g on as it is; in a product the other factor comes in."
    g, g
    "mul_back.3: The first is right; the second is multiplied by a."
    g * b, g * b
    "mul_back.4: The second is right; the first is multiplied by b."
    g * a, g * a
    "mul_back.5: Blame is multiplied by the other factor, not divided by it."
    g / np.where(np.equal(b, 0), 1, b), g / np.where(np.equal(a, 0), 1, a)
    "mul_back.6: Both factors pull the same way: there is no minus here."
    g * b, -g * a
    "mul_back.7: One factor for each, times what came back: the other one, not the sum of the two."
    g * (a + b), g * (a + b)
