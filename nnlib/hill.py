"""A loss as a hill over one long vector of weights, so that any way down can be walked on it.

A network keeps its parameters in a list of arrays; a walker wants a place. `Hill` strings them
together, weights first and then biases, and answers at any place with height and slope, seen by
all examples or by a batch of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import losses
from nnlib.mlp import MLP, backward, forward
from nnlib.optimise import Schedule, decay
from nnlib.shapes import Array, as_float, check_shapes
from nnlib.train import minibatches

__all__ = ["Hill", "five_ways"]


class Hill:
    """The loss of one network on one set of examples, over all its parameters in a row.

    Parameters
    ----------
    model : the network whose parameters are the start
    X : (m, n_0)
    Y : (m, n_L) for "square" and "logistic", (m,) class numbers for "softmax"
    """

    def __init__(self, model: MLP, X: ArrayLike, Y: ArrayLike, loss: str) -> None:
        self.model, self._rule = model, losses.named(loss)
        self._X, self._units = as_float("Hill", "X", X), model.units
        _, self._targets = self._rule.prepare(model.predict(self._X), Y)
        self._shapes = [w.shape for w in (*model.weights, *model.biases)]
        ends = np.cumsum([0, *(int(np.prod(shape)) for shape in self._shapes)])
        self._spans = [slice(*span) for span in pairwise(ends)]
        self.start: Array = np.concatenate([w.ravel() for w in (*model.weights, *model.biases)])

    @property
    def examples(self) -> int:
        """How many examples there are."""
        return len(self._X)

    def loss(self, w: Array, batch: NDArray[Any] | None = None) -> float:
        """The mean loss at w (n,), of all examples or of those in `batch`."""
        X, targets, _, params = self._at(w, batch)
        L = len(self._units)
        output = forward(X, params[:L], params[L:], self._units).output
        return float(self._rule.value_and_grad(output, targets)[0])

    def slope(self, w: Array, batch: NDArray[Any] | None = None) -> Array:
        """Its slope in every entry of w, (n,)."""
        X, targets, weights, params = self._at(w, batch)
        trace = forward(X, weights, params[len(weights) :], self._units)
        delta = self._rule.value_and_grad(trace.output, targets)[1]
        back = backward(trace, delta, weights, self._units)
        return np.concatenate([g.ravel() for g in (*back.weights, *back.biases)])

    def heights(
        self,
        batches: Sequence[NDArray[Any]],
        lr: float | Schedule,
        mu: float = 0.0,
        every: int = 1,
    ) -> Array:
        """The loss of all examples at the start and after every so many steps, one for a batch.

        Parameters
        ----------
        lr : the step size, or a schedule of the step number
        mu : what is kept of the speed from step to step
        """
        w, v, seen = self.start, np.zeros_like(self.start), [self.loss(self.start)]
        for k, batch in enumerate(batches):
            v = mu * v - (lr(k) if callable(lr) else lr) * self.slope(w, batch)
            w = w + v
            if (k + 1) % every == 0:
                seen.append(self.loss(w))
        return np.array(seen)

    def network(self, w: Array) -> MLP:
        """The network whose parameters are w."""
        *_, weights, params = self._at(w, None)
        return MLP(weights, params[len(weights) :], self.model.hidden)

    def _at(
        self, w: Array, batch: NDArray[Any] | None
    ) -> tuple[Array, NDArray[Any], list[Array], list[Array]]:
        w = as_float("Hill", "w", w)
        check_shapes("Hill", start=(self.start, "n"), w=(w, "n"))
        rows = slice(None) if batch is None else batch
        spans = zip(self._spans, self._shapes, strict=True)
        params = [w[span].reshape(shape) for span, shape in spans]
        return self._X[rows], self._targets[rows], params[: len(self._units)], params


def five_ways(hill: Hill) -> dict[str, Array]:
    """The loss after each of 20 epochs, for five ways down; the letters tell nobody which is which.

    All examples a step, twenty, one; one with shrinking steps; twenty with momentum.
    """
    m = hill.examples
    ones, whole, twenties = (_twenty_epochs(m, size) for size in (1, m, 20))
    per_epoch = len(twenties) // 20
    return {
        "A": hill.heights(ones, 0.5, every=m),
        "B": hill.heights(whole, 0.5),
        "C": hill.heights(twenties, 0.5, mu=0.9, every=per_epoch),
        "D": hill.heights(ones, decay(0.5, 1 / 400), every=m),
        "E": hill.heights(twenties, 0.5, every=per_epoch),
    }


def _twenty_epochs(m: int, size: int) -> list[NDArray[Any]]:
    rng = np.random.default_rng(0)
    return [batch for _ in range(20) for batch in minibatches(m, size, rng)]
