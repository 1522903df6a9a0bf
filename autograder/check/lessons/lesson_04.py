"""04_neurons: six activations and slopes, right everywhere: at 0, far out, and at z = ±1000."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.compare import Tolerance
from autograder.check.exercise import Answer, Case, Exercise
from autograder.check.forms import Like
from nnlib import activations
from nnlib.shapes import Array, as_float

LESSON = "04_neurons"
LARGE = "large inputs"
KINDS = "whole and single numbers"

# 1 - g(z), 1 - g(z)^2 and 1 + tanh(z) lose up to 1e-15 of the largest value where g is nearly 1,
# and must pass; a clipped exponent is wrong by 1e-13 and more, and must not.
CANCELS = Tolerance(absolute=1e-14)

# One hint each for mistakes that may happen in every function of the lesson.
CLIPPED = "Clipping z is another function: far out it stands still. Which exponent never overflows?"


def exercise(reference: Answer, *shortcuts: str, **options: Any) -> Exercise:
    """One function of z, with an answer of exactly the shape of z."""
    return Exercise(
        reference=reference,
        lesson=LESSON,
        takes={"z": ""},
        returns=Like("z"),
        shortcuts=("nnlib.activations.named", *shortcuts),
        **options,
    )


def signed(rng: np.random.Generator, *shape: int) -> Any:
    """Numbers of both signs between 0.3 and 3 in size; the first is negative."""
    sign = np.where(np.arange(np.prod(shape)) % 2, 1.0, -1.0)
    sign[1:] = rng.permutation(sign[1:])
    return (sign * rng.uniform(0.3, 3.0, sign.size)).reshape(shape)


def every_kind(rng: np.random.Generator) -> Iterator[Case]:
    """Moderate numbers in every shape and dtype, for all functions of the lesson."""
    near = rng.uniform(1, 9, 5) * [-1e-9, 1e-30, -1e-5, 1e-3, 0.0]
    yield Case("numbers of both signs", (signed(rng, 7),))
    yield Case("0, and numbers close to it", (np.append(near, signed(rng, 3)),))
    yield Case("a table", (signed(rng, 3, 4),))
    yield Case("a square table", (signed(rng, 3, 3),))
    yield Case("single precision", (signed(rng, 5).astype(np.float32),))
    yield Case("whole numbers", (rng.permutation([-2, -1, 0, 1, 2, 3]),), aspect=KINDS)
    yield Case("a single number", (np.array(signed(rng, 3).max()),), aspect=KINDS)
    yield Case("a single negative number", (np.array(signed(rng, 3).min()),), aspect=KINDS)


def far_out(rng: np.random.Generator) -> Iterator[Case]:
    """Where the curves are nearly flat, and where e^z is no longer a number."""
    tails = np.append(rng.uniform([-34, -28, -23, -18, -13], [-32, -26, -21, -16, -11.5]), -0.5)
    yield Case("far to the left of 0", (np.append(tails, 0.4),), aspect=LARGE)
    yield Case("far to the right of 0", (np.append(-tails, [6.5, -0.4]),), aspect=LARGE)
    huge = rng.uniform(0.9, 1.1, 4) * [-1.2, 0.6, 400.0, 1000.0]
    yield Case("very large numbers", (huge,), aspect=LARGE)
    yield Case("very negative numbers", (-huge,), aspect=LARGE)


def more(rng: np.random.Generator) -> Iterator[Case]:
    """Further shapes, and further out, for the hidden suites."""
    yield Case("three axes", (signed(rng, 2, 3, 4),))
    yield Case("one row", (signed(rng, 1, 5),))
    yield Case("one column", (signed(rng, 4, 1),))
    yield Case("nothing negative", (np.append(0.0, np.abs(signed(rng, 4))),))
    yield Case("nothing positive", (np.append(0.0, -np.abs(signed(rng, 4))),))
    yield Case("whole numbers in a table", (rng.integers(-3, 4, (2, 6)),), aspect=KINDS)
    wide = rng.uniform(0.95, 1.3, 7) * [-1e5, -800, -0.9, 0.3, 0.8, 800, 1e5]
    yield Case("a wide range", (wide,), aspect=LARGE)


def _clips(inner: Answer, bound: float) -> Answer:
    return lambda z: inner(np.clip(z, -bound, bound))


def _logistic(z: Any) -> Any:
    """The stable sigmoid once more: calling nnlib's would count as a shortcut below."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


# ------------------------------------------------------------------ step

step = exercise(
    activations.step, "nnlib.approximate.step", "nnlib.boolean.step", "nnlib.circuits.step"
)
step.cases(every_kind)
step.hidden_cases(more)


@step.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("numbers between 0 and 1", (rng.uniform([-0.9, 0.1, 0.6], [-0.6, 0.4, 0.9]),))
    yield Case("very large numbers", (rng.uniform(0.9, 1.1, 4) * [-1000.0, -30.0, 30.0, 1000.0],))


@step.mistakes
def _(z):
    "F08.1: What happens at exactly 0? The unit fires above 0, not at it."
    np.where(z >= 0, 1.0, 0.0)
    "F08.2: True and False are not numbers yet: turn the comparison into floats."
    z > 0
    "F08.3: An `if` wants one True or False, and z holds many: decide entry by entry, without `if`."
    if z > 0:
        return 1.0
    0.0
    "F08.3: Python's int() and float() take one value at a time: try .astype(float)."
    int(z > 0)
    "F08.4: Where the unit does not fire it answers 0, never -1."
    np.sign(z)
    "F08.4: Its two answers are 0 and 1, not -1 and +1."
    np.where(z > 0, 1, -1)
    "F08.4: Its two answers are 0 and 1; and at exactly 0 it does not fire."
    np.where(z >= 0, 1, -1)
    "F08.5: At exactly 0 the answer is 0, not one half: it has not fired yet."
    np.heaviside(z, 0.5)
    "step.1: The other way round: the unit fires where z is above 0."
    np.where(z < 0, 1.0, 0.0)
    "step.1: The other way round: the unit fires where z is above 0, not below."
    np.where(z <= 0, 1.0, 0.0)
    "step.2: Where it fires the answer is 1, however large z is: that is a ReLU."
    np.maximum(z, 0)
    "step.3: The threshold stands at 0: a small positive z fires too."
    np.where(z > 0.5, 1.0, 0.0)
    "step.3: The threshold stands at 0, not at 1: every positive z fires."
    np.where(z > 1, 1.0, 0.0)
    "step.3: The threshold stands at 0, not at 1: a fraction fires too."
    np.where(z >= 1, 1.0, 0.0)
    "step.4: The caller still needs z: put the result into a new array, and leave z as it came."
    z[z > 0] = 1
    z[z <= 0] = 0
    z
    "step.4: A mask changes z itself, even through another name: copy z first."
    a = z
    a[a >= 0] = 1
    a[a < 0] = 0
    a
    "step.5: Every entry of z gets an answer of its own: do not reduce z to one."
    float(np.any(z > 0))
    "step.6: With one argument np.where tells positions: give it three."
    np.where(z > 0)
    "step.6: A mask picks entries out: the answer must keep the shape of z."
    np.ones_like(z[z > 0])
    "step.7: That is the sigmoid, a softened step: this one jumps from 0 to 1."
    _logistic(z)
    "step.8: Between 0 and 1 yours climbs like a ramp: a step jumps."
    np.clip(z, 0, 1)
    "step.9: At z = 0 yours divides 0 by 0: a comparison needs no division."
    0.5 * (1 + z / np.abs(z))
    """step.10: A loop over z meets whole rows in a table, and a lone number has no entries: use
    numpy."""
    np.array([1.0 if v > 0 else 0.0 for v in z])


# ------------------------------------------------------------------ sigmoid

sigmoid = exercise(
    activations.sigmoid,
    "nnlib.activations.softplus_prime",
    "nnlib.approximate.sigmoid",
    tolerance=CANCELS,
)
sigmoid.cases(every_kind)
sigmoid.cases(far_out)
sigmoid.hidden_cases(more)


for _bound in (5, 10, 15, 20, 25, 30):
    sigmoid.misconception("F09.3", CLIPPED)(_clips(_logistic, _bound))


@sigmoid.mistakes
def _(z):
    "F09.2: An `if` wants one True or False, and z holds many: decide entry by entry, without `if`."
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    np.exp(z) / (1 + np.exp(z))
    "F09.4: The functions of `math` take one number at a time; those of numpy take whole arrays."
    1 / (1 + math.exp(-z))
    "sigmoid.1: It falls where it should rise: look at the sign in front of z."
    _logistic(-z)
    "sigmoid.1: It falls where it should rise: look at the sign of z in e^z."
    np.exp(-z) / (1 + np.exp(-z))
    "sigmoid.2: Far to the right yours is inf / inf = nan: there, write it with e^-z."
    np.exp(z) / (1 + np.exp(z))
    "sigmoid.3: Mind the brackets: 1/1 + x is 1 + x, not 1/(1 + x)."
    1 / 1 + np.exp(-z)
    "sigmoid.4: The sigmoid lies between 0 and 1; this is tanh, from -1 to 1."
    np.tanh(z)
    "sigmoid.5: Nearly: yours is twice as steep at 0. A factor of 2 too many in the exponent?"
    0.5 * (1 + np.tanh(z))
    "sigmoid.6: With -|z| nothing overflows, but where z < 0 the form is another one."
    1 / (1 + np.exp(-np.abs(z)))
    "sigmoid.6: The two forms are exchanged: which belongs to z < 0?"
    small = np.exp(-np.abs(z))
    np.where(z >= 0, small, 1 / (1 + small))
    "sigmoid.6: At z = 0 neither of your two cases applies: let one include 0."
    out = np.zeros(np.shape(z))
    out[z > 0] = _logistic(z[z > 0])
    out[z < 0] = _logistic(z[z < 0])
    out
    """sigmoid.7: Whole numbers in z make your result whole too, and cut its fractions off. Make
    it float."""
    out = np.zeros_like(z)
    out[...] = _logistic(z)
    out
    "sigmoid.8: The caller still needs z: put the result into a new array, and leave z as it came."
    z *= -1
    1 / (1 + np.exp(z))


@sigmoid.misconception("sigmoid.8", "Clipping with out=z changes the caller's array.")
def _(z: Any) -> Any:
    np.clip(z, -500, 500, out=z)
    return 1 / (1 + np.exp(-z))


@sigmoid.mistakes
def _(z):
    "sigmoid.9: That is the slope s (1 - s) of the sigmoid, not its value."
    s = _logistic(z)
    s * (1 - s)
    "sigmoid.10: That is softmax: here every entry is answered alone, nothing is summed."
    e = np.exp(z - np.max(z))
    e / np.sum(e)
    "sigmoid.11: Your denominator is 0 at z = 0: is there a sign to look at?"
    1 / (1 - np.exp(-z))
    "sigmoid.12: The sigmoid is smooth: do not round it, or compare with 0.5."
    np.round(_logistic(z))
    "sigmoid.4: Yours runs from -1 to 1, the sigmoid from 0 to 1."
    2 * _logistic(z) - 1
    "sigmoid.5: Yours is half as steep at 0 as it should be: is z halved?"
    _logistic(z / 2)
    "sigmoid.6: One form serves z >= 0, the other z < 0: yours uses the second for both."
    small = np.exp(-np.abs(z))
    small / (1 + small)
    "sigmoid.13: The quotient is missing: e^-z alone is no sigmoid."
    np.exp(-z)
    "sigmoid.13: One over the whole of it is missing at the end; and e^z alone has no upper end."
    np.exp(z)
    "sigmoid.14: The factor z does not belong there: a sigmoid stays between 0 and 1."
    z * _logistic(z)
    """sigmoid.15: A loop over z meets whole rows in a table, and a lone number has no entries:
    use numpy."""
    np.array([float(_logistic(float(v))) for v in z])
    np.array([_logistic(v) for v in z])


# ------------------------------------------------------------------ tanh_from_exp


def tanh_from_exp(z: Any) -> Array:
    """(e^z - e^-z) / (e^z + e^-z), written with e^(-2|z|), which never overflows."""
    z = as_float("tanh_from_exp", "z", z)
    less = np.expm1(-2 * np.abs(z))  # e^(-2|z|) - 1
    return np.asarray(-np.sign(z) * less / (2 + less))


tanh = exercise(
    tanh_from_exp,
    "numpy.tanh",
    "math.tanh",
    "cmath.tanh",
    "nnlib.activations.tanh",
    "nnlib.activations.tanh_prime",
    tolerance=CANCELS,
)
tanh.cases(every_kind)
tanh.cases(far_out)
tanh.hidden_cases(more)


@tanh.mistakes
def _(z):
    "F10.1: At z = 400 yours is inf / inf = nan. Which sign of the exponent never overflows?"
    (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
    "F10.1: At z = -400 yours is nan: let the exponent be negative there too."
    (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))
    "F10.2: At z = 1000 yours is inf / inf = nan. Divide by e^|z| above and below."
    (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    "F10.3: That is tanh(z/2), only half as steep at 0: a factor of 2 in the exp?"
    2 * _logistic(z) - 1
    "F10.3: Two things: a factor of 2 in the exponent, and nan where e^z overflows."
    (np.exp(z) - 1) / (np.exp(z) + 1)
    "F10.3: Two things: a factor of 2 in the exponent, and nan where e^-z overflows."
    (1 - np.exp(-z)) / (1 + np.exp(-z))
    "F10.4: With |z| the sign got lost, but tanh is odd: tanh(-z) = -tanh(z)."
    small = np.exp(-2 * np.abs(z))
    (1 - small) / (1 + small)
    "tanh_from_exp.1: It falls where it should rise: e^z comes first, then e^-z."
    -_tanh(z)
    "tanh_from_exp.1: It falls where it should rise; and at z = ±1000 it is inf / inf = nan."
    (np.exp(-z) - np.exp(z)) / (np.exp(z) + np.exp(-z))
    "tanh_from_exp.2: Above stands the difference, below the sum: yours is 1/tanh."
    (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))
    "tanh_from_exp.3: That is sinh, which grows without end: divide by cosh."
    (np.exp(z) - np.exp(-z)) / 2
    "tanh_from_exp.3: Half of it is there: below stands e^z + e^-z, not 2."
    np.exp(z) - np.exp(-z)
    "tanh_from_exp.4: Mind the brackets: division binds more tightly than + and -."
    np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)
    "tanh_from_exp.5: Yours runs from 0 to 1: stretch it to run from -1 to 1."
    _logistic(2 * z)
    "tanh_from_exp.5: Yours runs from 0 to 2: it must pass through 0 at z = 0."
    2 * _logistic(2 * z)
    "tanh_from_exp.5: That is the sigmoid: stretch it twice, in z and in height."
    _logistic(z)
    """tanh_from_exp.6: Whole numbers in z make your result whole too, and cut its fractions off.
    Make it float."""
    out = np.zeros_like(z)
    out[...] = _tanh(z)
    out
    """tanh_from_exp.7: The caller still needs z: put the result into a new array, and leave z as
    it came."""
    z *= 2
    2 * _logistic(z) - 1
    """tanh_from_exp.8: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    if z >= 0:
        return (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))
    (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
    """tanh_from_exp.9: The functions of `math` take one number at a time; those of numpy take
    whole arrays."""
    (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z))
    "tanh_from_exp.10: The slope is not asked for here: this is 1 - tanh(z)^2."
    1 - _tanh(z) ** 2
    "tanh_from_exp.11: At z = 0 yours is 0 / 0: which function of numpy gives the sign?"
    z / np.abs(z) * _tanh(np.abs(z))


for _bound in (1, 2, 3, 5):
    tanh.misconception("tanh_from_exp.12", CLIPPED)(_clips(tanh_from_exp, _bound))


def _tanh(z: Any) -> Any:
    return 2 * _logistic(2 * z) - 1


@tanh.mistakes
def _(z):
    "tanh_from_exp.13: Twice as steep at 0 as it should be: a factor of 2 too many."
    _tanh(2 * z)
    "tanh_from_exp.13: A factor of 2 too many in the exponents; and for large z it is nan."
    (np.exp(2 * z) - np.exp(-2 * z)) / (np.exp(2 * z) + np.exp(-2 * z))
    """tanh_from_exp.14: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([float(_tanh(float(v))) for v in z])
    np.array([_tanh(v) for v in z])


# ------------------------------------------------------------------ relu

relu = exercise(activations.relu, "nnlib.approximate.relu", "nnlib.generalise.relu")
relu.cases(every_kind)
relu.cases(far_out)
relu.hidden_cases(more)


@relu.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("minus infinity", (np.append(signed(rng, 3), -np.inf),), aspect=LARGE)


@relu.mistakes
def _(z):
    "F11.1: Which function of numpy compares two numbers entry by entry? np.max takes one array."
    np.max(0, z)
    "F11.1: Python's max compares whole arrays at once; np has one entry by entry."
    max(0, z)
    "F11.1: That is one number, the largest of z: every entry needs an answer."
    max(0.0, np.max(z))
    "F11.1: The second argument of np.max is an axis, not a number to compare."
    np.max(z, 0)
    "F11.2: At z = -inf a product or a difference of infinities gives nan; a choice does not."
    z * (z > 0)
    "F11.5: The caller still needs z: put the result into a new array, and leave z as it came."
    z[z < 0] = 0
    z


@relu.misconception(
    "F11.5", "The product is written into the caller's z; and what is -inf times 0?"
)
def _(z: Any) -> Any:
    np.multiply(z, z > 0, out=z)
    return z


@relu.mistakes
def _(z):
    "F11.6: Your result is of whole numbers: 0.5 must stay 0.5."
    np.maximum(z, 0).astype(int)
    "F11.6: The first entry fixes the type of a np.vectorize: 0.0 instead of 0?"
    np.vectorize(lambda v: v if v > 0 else 0)(z)
    "relu.1: That is the negative half, min(z, 0): keep the other one."
    np.minimum(z, 0)
    "relu.1: A negative z is not turned round, it gives 0."
    np.maximum(-z, 0)
    "relu.2: The absolute value lets the negative half through: there it is 0."
    np.where(z > 0, z, -z)
    "relu.3: That is the step: where z is positive, z itself goes through."
    np.where(z > 0, 1.0, 0.0)
    "relu.4: That is a leaky ReLU: this one is exactly 0 on the left."
    np.where(z > 0, z, 0.01 * z)
    "relu.4: That is a leaky ReLU: no slope at all is left where z is negative."
    np.where(z > 0, z, 0.1 * z)
    "relu.4: That is a leaky ReLU, or a parametric one: on the left this is 0."
    np.where(z > 0, z, 0.2 * z)
    "relu.5: It has no upper end: a large z goes through as it is."
    np.clip(z, 0, 1)
    "relu.5: It has no upper end, not even at 6."
    np.clip(z, 0, 6)
    "relu.6: A mask picks entries out: the answer must keep the shape of z."
    z[z > 0]
    """relu.7: An `if` wants one True or False, and z holds many: decide entry by entry, without
    `if`."""
    z if (z > 0).all() else 0 * z
    "relu.8: That is softplus, the rounded corner: the ReLU has a sharp one."
    np.logaddexp(0, z)
    "relu.9: The threshold stands at 0: numbers between 0 and 1 go through too."
    np.where(z > 1, z, 0)
    "relu.9: The comparison is with 0: yours never answers less than 1."
    np.maximum(z, 1)
    "relu.10: How large is z + |z| where z is positive? A factor is missing."
    z + np.abs(z)
    """relu.11: A loop over z meets whole rows in a table, and a lone number has no entries: use
    numpy."""
    np.array([max(0.0, v) for v in z])


# ------------------------------------------------------------------ relu_prime

relu_prime = exercise(activations.relu_prime, "nnlib.activations.step")
relu_prime.cases(every_kind)
relu_prime.cases(far_out)
relu_prime.hidden_cases(more)


@relu_prime.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("nothing but 0", (np.zeros(int(rng.integers(2, 6))),))


@relu_prime.seen_as
def _(slope: Any, z: Any) -> Any:
    """At the kink any slope from 0 to 1 is right: there they are all seen as 0."""
    return np.where((z == 0) & (slope >= 0) & (slope <= 1), 0, slope)


@relu_prime.mistakes
def _(z):
    "F11.3: That is the ReLU itself: how steep is it at z = 2?"
    np.maximum(z, 0)
    "F11.4: Yours is 1 on the left too: a >= 0 holds for every a = relu(z), a > 0 does not."
    np.where(np.maximum(z, 0) >= 0, 1.0, 0.0)
    "relu_prime.1: On the left the ReLU is flat: its slope is 0, not -1."
    np.where(z > 0, 1.0, -1.0)
    "relu_prime.1: On the left the ReLU is flat: its slope there is not -1."
    np.sign(z)
    "relu_prime.2: True and False are not numbers yet: turn the comparison into floats."
    z > 0
    "relu_prime.3: The other way round: the ReLU climbs where z > 0."
    np.where(z < 0, 1.0, 0.0)
    "relu_prime.3: It climbs, so its slope is positive: +1 on the right."
    np.where(z > 0, -1.0, 0.0)
    """relu_prime.4: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    1.0 if z > 0 else 0.0
    "relu_prime.4: Python's int() and float() take one value at a time: try .astype(float)."
    float(z > 0)
    "F11.5: The caller still needs z: put the result into a new array, and leave z as it came."
    z[z > 0] = 1
    z[z <= 0] = 0
    z
    "relu_prime.5: That is the slope of a leaky ReLU: on the left it is 0."
    np.where(z > 0, 1.0, 0.01)
    "relu_prime.5: A leaky slope: on the left the ReLU is quite flat."
    np.where(z > 0, 1.0, 0.1)
    "relu_prime.6: At z = 0 yours is 0 / 0, which is nan: a comparison needs no division."
    np.maximum(z, 0) / z
    "relu_prime.7: That is the slope of softplus: the ReLU has a sharp kink."
    _logistic(z)
    "relu_prime.8: The kink is at 0, not at 1: a small positive z counts too."
    np.where(z > 1, 1.0, 0.0)
    "relu_prime.8: The kink is at 0, not at 0.5."
    np.where(z > 0.5, 1.0, 0.0)
    "relu_prime.9: The slope is 1 wherever z > 0, however large z is: no z."
    np.clip(z, 0, 1)
    "relu_prime.10: Every entry of z has a slope of its own: one is too few."
    1.0 * np.any(z > 0)
    """relu_prime.11: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([1.0 if v > 0 else 0.0 for v in z])


# ------------------------------------------------------------------ sigmoid_prime

sigmoid_prime = exercise(activations.sigmoid_prime, tolerance=CANCELS)
sigmoid_prime.cases(every_kind)
sigmoid_prime.cases(far_out)
sigmoid_prime.hidden_cases(more)

for _bound in (5, 10, 15, 20, 25, 30):
    sigmoid_prime.misconception("sigmoid_prime.1", CLIPPED)(
        _clips(activations.sigmoid_prime, _bound)
    )


@sigmoid_prime.mistakes
def _(z):
    "F12.1: You get z, not s: apply the sigmoid first, then s (1 - s)."
    z * (1 - z)
    "F12.2: That is the value; the slope has its peak, 1/4, at z = 0."
    _logistic(z)
    "F12.3: The sigmoid is applied twice: you get z, so once is enough."
    s = _logistic(_logistic(z))
    s * (1 - s)
    "F12.4: At z = -1000 yours is inf / inf = nan: use a stable sigmoid."
    np.exp(-z) / (1 + np.exp(-z)) ** 2
    "F12.4: At z = 1000 yours is inf / inf = nan: use a stable sigmoid."
    np.exp(z) / (1 + np.exp(z)) ** 2
    "sigmoid_prime.2: That is the pattern of tanh: here it is s - s^2."
    1 - _logistic(z) ** 2
    "sigmoid_prime.3: Slopes of a rising curve are positive: a sign?"
    s = _logistic(z)
    s * (s - 1)
    "sigmoid_prime.4: Only one factor: s (1 - s) has two."
    1 - _logistic(z)
    "sigmoid_prime.4: Only one of the two factors, squared."
    _logistic(z) ** 2
    "sigmoid_prime.4: The second factor is 1 - s, not 1 + s."
    s = _logistic(z)
    s * (1 + s)
    "sigmoid_prime.5: Both factors are made of s: one of yours has z."
    _logistic(z) * (1 - z)
    "sigmoid_prime.5: Both factors are made of s: there is no z in them."
    z * (1 - _logistic(z))
    """sigmoid_prime.6: Whole numbers in z make your result whole too, and cut its fractions off.
    Make it float."""
    out = np.zeros_like(z)
    out[...] = _logistic(z) * _logistic(-z)
    out
    """sigmoid_prime.7: The caller still needs z: put the result into a new array, and leave z as
    it came."""
    z *= -1
    s = 1 / (1 + np.exp(z))
    s * (1 - s)
    "sigmoid_prime.8: That is the slope of tanh, four times as steep at 0."
    1 - np.tanh(z) ** 2
    """sigmoid_prime.9: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    s = 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))
    s * (1 - s)
    """sigmoid_prime.9: The functions of `math` take one number at a time; those of numpy take
    whole arrays."""
    s = 1 / (1 + math.exp(-z))
    s * (1 - s)
    "sigmoid_prime.10: That is the slope of the ReLU or the step."
    np.where(z > 0, 1.0, 0.0)
    "sigmoid_prime.3: Slopes of a rising curve are positive; and at z = -1000 it is nan."
    -np.exp(-z) / (1 + np.exp(-z)) ** 2
    "sigmoid_prime.4: The denominator is squared in the slope; and at z = -1000 it is nan."
    np.exp(-z) / (1 + np.exp(-z))
    "sigmoid_prime.4: The two factors differ: s and 1 - s, not one of them twice."
    (1 - _logistic(z)) ** 2
    "sigmoid_prime.5: The factor z does not belong there: the slope is largest at z = 0."
    z * _logistic(z) * _logistic(-z)
    """sigmoid_prime.11: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([float(_logistic(float(v)) * _logistic(-float(v))) for v in z])
    np.array([_logistic(v) * _logistic(-v) for v in z])


# ------------------------------------------------------------------ tanh_prime

tanh_prime = exercise(activations.tanh_prime, tolerance=CANCELS)
tanh_prime.cases(every_kind)
tanh_prime.cases(far_out)
tanh_prime.hidden_cases(more)

for _bound in (1, 2, 3, 5, 10, 15):
    tanh_prime.misconception("tanh_prime.1", CLIPPED)(_clips(activations.tanh_prime, _bound))


@tanh_prime.mistakes
def _(z):
    "F12.1: You get z, not a = tanh(z): apply tanh first, then 1 - a^2."
    1 - z**2
    "F12.2: That is the value; the slope has its peak, 1, at z = 0."
    np.tanh(z)
    "F12.3: Here tanh is applied twice: you get z, so once is enough."
    1 - np.tanh(np.tanh(z)) ** 2
    "F12.4: At z = 1000 yours is inf / inf = nan: use a stable tanh."
    4 * np.exp(2 * z) / (np.exp(2 * z) + 1) ** 2
    "F12.4: At z = -1000 yours is inf / inf = nan: use a stable tanh."
    4 * np.exp(-2 * z) / (np.exp(-2 * z) + 1) ** 2
    "F12.4: The tanh inside is inf / inf = nan at z = ±1000."
    1 - ((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))) ** 2
    "tanh_prime.2: The square is missing: (tanh z)^2."
    1 - np.tanh(z)
    "tanh_prime.2: The square belongs to tanh(z) alone, not to the difference."
    (1 - np.tanh(z)) ** 2
    "tanh_prime.2: The square is of tanh(z), not of z inside it."
    1 - np.tanh(z**2)
    "tanh_prime.2: The absolute value of tanh(z) is not its square: the slope is smooth at 0."
    1 - np.abs(np.tanh(z))
    "tanh_prime.3: Slopes of a rising curve are positive: a sign?"
    np.tanh(z) ** 2 - 1
    "tanh_prime.3: The flatter the tail, the smaller the slope: 1 minus, not plus."
    1 + np.tanh(z) ** 2
    "tanh_prime.4: That is the pattern of the sigmoid: here it is 1 - a^2."
    np.tanh(z) * (1 - np.tanh(z))
    "tanh_prime.4: That is the slope of the sigmoid: tanh is steeper at 0."
    activations.sigmoid_prime(z)
    "tanh_prime.5: With tanh(z) = 2 s(2z) - 1 two factors of 2 come in: yours has one of them."
    2 * activations.sigmoid_prime(2 * z)
    "tanh_prime.5: At 0 it is right, but away from 0 the 2 inside s(2z) is missing."
    4 * activations.sigmoid_prime(z)
    "tanh_prime.5: Half way: the inner factor of 2 is there, the outer not."
    activations.sigmoid_prime(2 * z)
    """tanh_prime.6: Whole numbers in z make your result whole too, and cut its fractions off.
    Make it float."""
    out = np.zeros_like(z)
    out[...] = 1 - np.tanh(z) ** 2
    out
    """tanh_prime.7: The caller still needs z: put the result into a new array, and leave z as it
    came."""
    z[...] = np.tanh(z)
    1 - z**2
    "tanh_prime.7: With `*=` the caller's z changes: put the result into a new array."
    z *= 2
    4 * activations.sigmoid_prime(z)
    """tanh_prime.8: The functions of `math` take one number at a time; those of numpy take whole
    arrays."""
    1 - math.tanh(z) ** 2
    "tanh_prime.9: Nearly: the slope is the square of 1 / cosh(z)."
    1 / np.cosh(z)
    "tanh_prime.9: Half of it: what is missing from 1 - a^2?"
    np.tanh(z) ** 2
    "tanh_prime.2: Squared, not doubled: tanh(z)^2 is not 2 tanh(z)."
    1 - 2 * np.tanh(z)
    """tanh_prime.10: A loop over z meets whole rows in a table, and a lone number has no
    entries: use numpy."""
    np.array([1 - math.tanh(v) ** 2 for v in z])
    np.array([1 - np.tanh(v) ** 2 for v in z])


# ------------------------------------------------------------------ softplus

softplus = exercise(activations.softplus)


def _softplus(z: Any) -> Any:
    return np.logaddexp(0, z)


softplus.cases(every_kind)
softplus.cases(far_out)
softplus.hidden_cases(more)

for _bound in (5, 10, 15, 20, 25, 30, 50, 100, 500, 700, 709):
    softplus.misconception("softplus.1", CLIPPED)(_clips(_softplus, _bound))


@softplus.mistakes
def _(z):
    "F13.1: Mind the brackets: the 1 and the e^z are added inside the log."
    np.log(1) + np.exp(z)
    "F13.2: At z = 1000 e^z is inf. There log(1 + e^z) is nearly z: how can you write that?"
    np.log(1 + np.exp(z))
    "F13.3: It falls where it should rise: look at the sign of z in e^z."
    np.logaddexp(0, -z)
    "F13.3: A sign: it falls, and at z = -1000 it is inf."
    np.log1p(np.exp(-z))
    "F13.4: That is the ReLU with its corner; softplus is log 2 at z = 0."
    np.maximum(z, 0)
    "softplus.2: That is log(e^z) = z: what became of the 1?"
    z + 0.0
    "softplus.2: The 1 is added to e^z, before the log: not to z."
    1 + z
    "softplus.3: That is only the small part: max(z, 0) must be added to it."
    np.log1p(np.exp(-np.abs(z)))
    "softplus.3: Only where z is positive z itself is added."
    z + np.log1p(np.exp(-np.abs(z)))
    "softplus.3: Too much on the left: nothing is added to the small part where z is negative."
    np.abs(z) + np.log1p(np.exp(-np.abs(z)))
    "softplus.3: The exponent beside max(z, 0) must be negative: -|z|."
    np.maximum(z, 0) + np.log1p(np.exp(np.abs(z)))
    "softplus.3: The exponent beside max(z, 0) must be -|z|, for either sign."
    np.maximum(z, 0) + np.log1p(np.exp(-z))
    "softplus.3: One 1 too many: log1p(x) is log(1 + x) already."
    np.maximum(z, 0) + np.log1p(1 + np.exp(-np.abs(z)))
    "softplus.4: Natural logarithms, please: np.log. And e^1000 is inf."
    np.log2(1 + np.exp(z))
    "softplus.4: Natural logarithms, please: np.log, not log10. e^1000 is inf."
    np.log10(1 + np.exp(z))
    "softplus.4: One 1 too many: log1p(x) is log(1 + x) already."
    np.log1p(1 + np.exp(z))
    "softplus.5: That is the slope of softplus, the sigmoid, not its value."
    _logistic(z)
    """softplus.6: Whole numbers in z make your result whole too, and cut its fractions off. Make
    it float."""
    out = np.zeros_like(z)
    out[...] = np.logaddexp(0, z)
    out
    "softplus.7: The caller still needs z: put the result into a new array, and leave z as it came."
    less = np.log1p(np.exp(-np.abs(z)))
    z[z < 0] = 0
    z + less
    "softplus.8: For a large z 1 - sigmoid(z) has no digits left, and then its log is -inf."
    -np.log(1 - _logistic(z))
    "softplus.9: For a small positive z the 1 still counts: z alone will not do."
    np.where(z > 0, z, np.log1p(np.exp(np.minimum(z, 0))))
    "softplus.9: You switch to z too early: there e^-z is not yet negligible."
    np.where(z > 5, z, np.log1p(np.exp(np.minimum(z, 5))))
    "softplus.9: You switch to z too early: e^-10 still shows in the digits."
    np.where(z > 10, z, np.log1p(np.exp(np.minimum(z, 10))))
    """softplus.10: An `if` wants one True or False, and z holds many: decide entry by entry,
    without `if`."""
    z if z > 20 else np.log1p(np.exp(z))
    """softplus.10: The functions of `math` take one number at a time; those of numpy take whole
    arrays."""
    math.log(1 + math.exp(z))
    "softplus.2: That is log(e^z) = z, as far as e^z can be held: what became of the 1?"
    np.log(np.exp(z))
    "softplus.2: The exponential is missing: log(1 + z) has no value below -1."
    np.log(1 + z)
    """softplus.11: A loop over z meets whole rows in a table, and a lone number has no entries:
    use numpy."""
    np.array([float(_softplus(float(v))) for v in z])
    np.array([_softplus(v) for v in z])
