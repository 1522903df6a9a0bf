"""The multilayer perceptron: forward with a trace, backward along it.

Layer l takes the activations below and answers

    Z[l] = A[l-1] @ W[l] + b[l],    A[l] = g(Z[l]),    A[0] = X.

Backward, `delta[l]` is the slope of the loss in Z[l]. It starts at the head, where the mean
over examples is taken, and every other one follows from the one above:

    dW[l] = A[l-1].T @ delta[l],    db[l] = sum of delta[l]'s rows,
    delta[l-1] = (delta[l] @ W[l].T) * g'(Z[l-1]).

Those two lines, once per layer, are the whole algorithm. The head is linear: it gives logits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import activations, losses
from nnlib.activations import Activation
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["MLP", "Gradients", "Trace", "affine", "backward", "forward"]


@dataclass(frozen=True)
class Trace:
    """What a forward pass leaves behind and the backward pass needs.

    Zs : L pre-activations, Zs[l] of shape (m, n_l)
    As : L + 1 activations, As[0] is X and As[L] the output

    It unpacks in that order: Zs, As = forward(...).
    """

    Zs: list[Array]
    As: list[Array]

    @property
    def output(self) -> Array:
        """The head's answer, (m, n_out)."""
        return self.As[-1]

    def __iter__(self) -> Iterator[list[Array]]:
        return iter((self.Zs, self.As))


@dataclass(frozen=True)
class Gradients:
    """The slope of the loss in every parameter, each in its parameter's shape."""

    weights: list[Array]
    biases: list[Array]


def affine(A: Array, W: Array, b: Array) -> Array:
    """Weighted sums of a whole layer, one row per example.

    Parameters
    ----------
    A : (m, n_in)      activations of the layer below
    W : (n_in, n_out)  W[i, j] is the weight from unit i to unit j
    b : (n_out,)

    Returns
    -------
    Z : (m, n_out)
    """
    A, W, b = as_float("affine", "A", A), as_float("affine", "W", W), as_float("affine", "b", b)
    check_shapes("affine", A=(A, "m n_in"), W=(W, "n_in n_out"), b=(b, "n_out"))
    return np.asarray(A @ W + b)


def forward(
    X: Array, weights: Sequence[Array], biases: Sequence[Array], units: Sequence[Activation]
) -> Trace:
    """Run X (m, n_0) through every layer and keep what each one computed.

    The inner loop of training: it trusts its arrays, all of one dtype. `MLP.forward` checks.
    """
    Zs: list[Array] = []
    As = [X]
    for W, b, unit in zip(weights, biases, units, strict=True):
        Z = As[-1] @ W
        Z += b
        Zs.append(Z)
        As.append(unit(Z))
    return Trace(Zs, As)


def backward(
    trace: Trace, delta: Array, weights: Sequence[Array], units: Sequence[Activation]
) -> Gradients:
    """Send delta (m, n_out), the slope of the loss in Zs[-1], back through every layer.

    It trusts its arrays too. `MLP.loss_and_gradients` checks.
    """
    dWs: list[Array] = []
    dbs: list[Array] = []
    for layer in reversed(range(len(weights))):
        dWs.append(trace.As[layer].T @ delta)
        dbs.append(np.add.reduce(delta))
        if layer > 0:
            delta = delta @ weights[layer].T
            delta *= units[layer - 1].prime(trace.Zs[layer - 1])
    return Gradients(dWs[::-1], dbs[::-1])


@dataclass(frozen=True, eq=False)
class MLP:
    """A network as a value: its arrays never change, a training step makes the next network.

    Parameters
    ----------
    weights : L arrays, weights[l] of shape (n_l, n_{l+1})
    biases : L arrays, biases[l] of shape (n_{l+1},)
    hidden : the name of the hidden units' activation; the head is linear
    """

    weights: Sequence[Array]
    biases: Sequence[Array]
    hidden: str = "relu"

    def __post_init__(self) -> None:
        weights = [as_float("MLP", f"weights[{i}]", W) for i, W in enumerate(self.weights)]
        biases = [as_float("MLP", f"biases[{i}]", b) for i, b in enumerate(self.biases)]
        if not weights or len(weights) != len(biases):
            raise ValueError(
                f"MLP: {len(weights)} weight arrays and {len(biases)} bias arrays, expected "
                "one of each per layer and at least one layer."
            )
        arrays: dict[str, Any] = {}
        for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
            arrays[f"weights[{i}]"] = (W, f"n_{i} n_{i + 1}")
            arrays[f"biases[{i}]"] = (b, f"n_{i + 1}")
        check_shapes("MLP", **arrays)
        dtype = weights[0].dtype
        for name, (array, _) in arrays.items():
            if array.dtype != dtype:
                raise TypeError(
                    f"MLP: {name} holds {array.dtype} values, expected {dtype} as in weights[0]. "
                    f"Try {name}.astype(np.{dtype})."
                )
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "biases", biases)
        activations.named(self.hidden)

    @property
    def units(self) -> list[Activation]:
        """The activation of every layer: L - 1 times the hidden one, then the linear head."""
        hidden = activations.named(self.hidden)
        return [hidden] * (len(self.weights) - 1) + [activations.named("identity")]

    @property
    def sizes(self) -> list[int]:
        """The widths n_0 ... n_L."""
        return [len(W) for W in self.weights] + [len(self.biases[-1])]

    def forward(self, X: ArrayLike) -> Trace:
        """Everything the network computes on X (m, n_0)."""
        return forward(self._rows("MLP.forward", X), self.weights, self.biases, self.units)

    def predict(self, X: ArrayLike) -> Array:
        """The head's output (m, n_L) for X (m, n_0): numbers or logits, as the loss has it."""
        return self.forward(X).output

    def loss_and_gradients(self, X: ArrayLike, Y: ArrayLike, loss: str) -> tuple[float, Gradients]:
        """The mean loss on (X, Y) and its slope in every parameter.

        Parameters
        ----------
        X : (m, n_0)
        Y : (m, n_L) for "square" and "logistic", (m,) class numbers for "softmax"
        """
        X, rule = self._rows("MLP.loss_and_gradients", X), losses.named(loss)
        trace = forward(X, self.weights, self.biases, self.units)
        _, targets = rule.prepare(trace.output, Y)
        value, delta = rule.value_and_grad(trace.output, targets)
        return value, backward(trace, delta, self.weights, self.units)

    def _rows(self, who: str, X: ArrayLike) -> Array:
        X = as_float(who, "X", X)
        check_shapes(who, W=(self.weights[0], "n_in n_out"), X=(X, "m n_in"))
        return X.astype(self.weights[0].dtype, copy=False)
