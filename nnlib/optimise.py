"""Ways down: plain steps, momentum, Adam, and step sizes that change with time.

A step takes parameters and gradients, both as lists of arrays in the same order, and returns
new parameters. `lr` is the step size. The three pure functions are the formulas; the three
small classes remember what the formulas carry from step to step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from nnlib.arguments import check_count, check_number, check_positive
from nnlib.shapes import Array

__all__ = [
    "SGD",
    "Adam",
    "Decayed",
    "Momentum",
    "Optimiser",
    "Schedule",
    "adam_step",
    "constant",
    "cosine",
    "decay",
    "momentum_step",
    "sgd_run",
    "sgd_step",
    "step_drops",
]

Arrays = Sequence[Array]
Schedule = Callable[[int], float]
Slope = Callable[[Array, Any], Array]  # where one is, and a batch


def sgd_step(params: Arrays, grads: Arrays, lr: float) -> list[Array]:
    """w - lr g for every parameter w and its gradient g, shape by shape."""
    _check_alike("sgd_step", params, grads=grads)
    return _descend(params, grads, lr)


def momentum_step(
    params: Arrays, velocity: Arrays, grads: Arrays, lr: float, mu: float
) -> tuple[list[Array], list[Array]]:
    """v = mu v - lr g, then w = w + v: returns the new parameters and the new velocity."""
    _check_alike("momentum_step", params, velocity=velocity, grads=grads)
    mu, lr = float(mu), float(lr)
    velocity = [mu * v - lr * g for v, g in zip(velocity, grads, strict=True)]
    return [w + v for w, v in zip(params, velocity, strict=True)], velocity


def sgd_run(grad: Slope, w: Array, batches: Iterable[Any], lr: float) -> Array:
    """w before a run of steps and after each of them, w - lr grad(w, batch): (steps + 1, n)."""
    places = [np.asarray(w, dtype=float)]
    for batch in batches:
        places.append(places[-1] - lr * grad(places[-1], batch))
    return np.array(places)


def adam_step(
    params: Arrays,
    mean: Arrays,
    square: Arrays,
    grads: Arrays,
    t: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[list[Array], list[Array], list[Array]]:
    """One step of Adam, the t-th (from 1): returns parameters, running mean, running square.

    Each entry moves by lr times mean / (sqrt(square) + eps). Both averages start at 0 and are
    therefore too small in the first steps; dividing by 1 - beta^t mends that.
    """
    _check_alike("adam_step", params, mean=mean, square=square, grads=grads)
    check_count("adam_step", "t", t)
    t, lr, beta1, beta2, eps = int(t), float(lr), float(beta1), float(beta2), float(eps)
    mean = [beta1 * a + (1 - beta1) * g for a, g in zip(mean, grads, strict=True)]
    square = [beta2 * a + (1 - beta2) * g * g for a, g in zip(square, grads, strict=True)]
    rate, root = lr / (1 - beta1**t), 1 / (1 - beta2**t)
    moved = [
        w - rate * a / (np.sqrt(root * s) + eps)
        for w, a, s in zip(params, mean, square, strict=True)
    ]
    return moved, mean, square


class Optimiser(Protocol):
    """What the training loop asks of any of them: the next parameters."""

    def update(self, params: Arrays, grads: Arrays) -> list[Array]: ...


@dataclass
class SGD:
    """Plain steps against the gradient.  lr is a number, or a schedule of the step number."""

    lr: float | Schedule
    taken: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        _check_rate("SGD", self.lr)

    def update(self, params: Arrays, grads: Arrays) -> list[Array]:
        """The parameters after one more step."""
        lr = _rate(self.lr, self.taken)
        self.taken += 1
        return _descend(params, grads, lr)  # the hot path: backward's shapes are right


@dataclass
class Momentum:
    """Steps that keep part mu of their speed: a ball rather than a walker."""

    lr: float | Schedule
    mu: float = 0.9
    taken: int = field(default=0, init=False)
    velocity: list[Array] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        _check_rate("Momentum", self.lr)
        check_number("Momentum", "mu", self.mu, 0, 1)

    def update(self, params: Arrays, grads: Arrays) -> list[Array]:
        """The parameters after one more step."""
        velocity = self.velocity or _zeros_like(params)
        lr = _rate(self.lr, self.taken)
        params, self.velocity = momentum_step(params, velocity, grads, lr, self.mu)
        self.taken += 1
        return params


@dataclass
class Adam:
    """A step size for every entry of its own, from running averages of g and g squared."""

    lr: float | Schedule = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    taken: int = field(default=0, init=False)
    mean: list[Array] = field(default_factory=list, init=False, repr=False)
    square: list[Array] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        _check_rate("Adam", self.lr)
        for name, beta in (("beta1", self.beta1), ("beta2", self.beta2)):
            check_number("Adam", name, beta, 0)
            if beta >= 1:
                raise ValueError(f"Adam: {name} is {beta!r}, expected below 1. Try {name}=0.9.")
        check_positive("Adam", "eps", self.eps)

    def update(self, params: Arrays, grads: Arrays) -> list[Array]:
        """The parameters after one more step."""
        mean, square = self.mean or _zeros_like(params), self.square or _zeros_like(params)
        lr = _rate(self.lr, self.taken)
        self.taken += 1
        betas = (self.beta1, self.beta2, self.eps)
        params, self.mean, self.square = adam_step(
            params, mean, square, grads, self.taken, lr, *betas
        )
        return params


@dataclass
class Decayed:
    """Another way down with a price on the squared weights: lam W joins the slope of every W.

    Weights are the arrays with two axes; biases cost nothing.
    """

    optimiser: Optimiser
    lam: float

    def __post_init__(self) -> None:
        check_number("Decayed", "lam", self.lam, low=0)

    def update(self, params: Arrays, grads: Arrays) -> list[Array]:
        """The parameters after one more step."""
        pairs = zip(params, grads, strict=True)
        priced = [g + self.lam * p if p.ndim == 2 else g for p, g in pairs]
        return self.optimiser.update(params, priced)


def constant(lr: float) -> Schedule:
    """The same step size for ever."""
    check_number("constant", "lr", lr, 0)
    return lambda step: lr


def decay(lr: float, rate: float) -> Schedule:
    """lr / (1 + rate * step): falls like one over time, and its sum still diverges."""
    check_number("decay", "lr", lr, 0)
    check_number("decay", "rate", rate, 0)
    return lambda step: lr / (1 + rate * step)


def step_drops(lr: float, every: int, factor: float = 0.1) -> Schedule:
    """lr, multiplied by factor after every `every` steps."""
    check_number("step_drops", "lr", lr, 0)
    check_count("step_drops", "every", every)
    check_number("step_drops", "factor", factor, 0, 1)
    return lambda step: lr * factor ** (step // every)


def cosine(lr: float, steps: int) -> Schedule:
    """From lr down to 0 along half a cosine over `steps` steps, then 0."""
    check_number("cosine", "lr", lr, 0)
    check_count("cosine", "steps", steps)
    return lambda step: float(lr * (1 + np.cos(np.pi * min(step / steps, 1))) / 2)


def _descend(params: Arrays, grads: Arrays, lr: float) -> list[Array]:
    rate = -float(lr)  # a plain float leaves float32 alone, an np.float64 would not
    moved = [rate * g for g in grads]
    for i, w in enumerate(params):
        moved[i] += w  # in place: a second large array would cost more than the sum
    return moved


def _check_alike(who: str, params: Arrays, **others: Arrays) -> None:
    """A wrong shape would broadcast: a (m, n) slope turns b (n,) into m rows, unnoticed."""
    expected = [w.shape for w in params]
    for name, arrays in others.items():
        shapes = [a.shape for a in arrays]
        if shapes != expected:
            raise ValueError(
                f"{who}: {name} has shapes {shapes}, expected {expected} from params. "
                "Give one array per parameter, in its shape."
            )


def _zeros_like(params: Arrays) -> list[Array]:
    return [np.zeros_like(w) for w in params]


def _rate(lr: float | Schedule, step: int) -> float:
    return lr(step) if callable(lr) else lr


def _check_rate(who: str, lr: Any) -> None:
    if not callable(lr):
        check_number(who, "lr", lr, 0)
