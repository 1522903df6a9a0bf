"""The training loop: shuffle, cut into mini-batches, step, and keep a record.

`step` is one turn of the crank: forward, loss, backward, update. `fit` turns it until the
epochs are used up or the validation loss has not improved for `patience` epochs, and returns
the network that was best, not the last one. `restarts` does that from several random starts.
`descend` is the plainest loop: every step sees all examples, and a penalty may join in.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, TextIO

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib import losses
from nnlib.activations import Activation
from nnlib.arguments import check_count, check_positive, check_rng
from nnlib.losses import Loss
from nnlib.mlp import MLP, backward, forward
from nnlib.optimise import Optimiser, sgd_step
from nnlib.shapes import Array, as_float, check_shapes

__all__ = ["Fit", "History", "descend", "fit", "minibatches", "progress_bar", "restarts", "step"]


def step(
    params: Sequence[Array],
    units: Sequence[Activation],
    X: Array,
    targets: NDArray[Any],
    loss: Loss,
    optimiser: Optimiser,
) -> tuple[list[Array], float]:
    """One training step: the next parameters, and the loss of those that came in.

    Parameters
    ----------
    params : the L weight arrays, then the L bias arrays
    units : the L activations
    X : (m, n_0), in the dtype of the parameters
    targets : m rows, as `loss.prepare` returns them
    """
    L = len(units)
    weights, biases = params[:L], params[L:]
    trace = forward(X, weights, biases, units)
    value, delta = loss.value_and_grad(trace.output, targets)
    grads = backward(trace, delta, weights, units)
    return optimiser.update(params, grads.weights + grads.biases), value


def minibatches(m: int, batch_size: int, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """One epoch: every index 0 ... m-1 exactly once, shuffled, the last batch may be short."""
    check_count("minibatches", "batch_size", batch_size)
    check_rng("minibatches", rng)
    order = rng.permutation(m)
    for start in range(0, m, batch_size):
        yield order[start : start + batch_size]


@dataclass
class History:
    """What `fit` saw, one entry an epoch.

    loss : mean training loss over the epoch's batches, each before its step
    validation : validation loss after the epoch (empty where no validation set was given)
    best : the epoch whose network is returned, counted from 0; -1 is the start
    """

    loss: list[float] = field(default_factory=list)
    validation: list[float] = field(default_factory=list)
    best: int = -1


@dataclass(frozen=True)
class Fit:
    """The trained network and the record of how it came to be."""

    model: MLP
    history: History


def fit(
    model: MLP,
    X: ArrayLike,
    Y: ArrayLike,
    *,
    loss: str,
    optimiser: Optimiser,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    patience: int | None = None,
    on_epoch: Callable[[int, History], None] | None = None,
) -> Fit:
    """Train on (X, Y) and return the best network with its history.

    `model` and `optimiser` are left as they were: what Momentum or Adam remember belongs to one
    run, so two calls with the same arguments and equally seeded generators agree.

    Parameters
    ----------
    X : (m, n_0)
    Y : (m, n_L) for "square" and "logistic", (m,) class numbers for "softmax"
    validation : (X, Y) never trained on; with it, the network of the best epoch is returned
    patience : stop after that many epochs without a better validation loss
    on_epoch : called as on_epoch(epoch, history), for instance `progress_bar(epochs)`
    """
    check_count("fit", "epochs", epochs)
    check_count("fit", "batch_size", batch_size)
    check_rng("fit", rng)
    if patience is not None:
        check_count("fit", "patience", patience)
        if validation is None:
            raise ValueError("fit: patience needs a validation set. Try validation=(X_val, Y_val).")
    if validation is not None and not (
        isinstance(validation, tuple | list) and len(validation) == 2
    ):
        raise ValueError("fit: validation has to be a pair. Try validation=(X_val, Y_val).")
    if not hasattr(optimiser, "update"):
        raise TypeError(
            f"fit: optimiser is {optimiser!r}, expected an object with update(params, grads). "
            "Try optimiser=SGD(lr=0.1)."
        )
    rule, units, optimiser = losses.named(loss), model.units, deepcopy(optimiser)
    X, targets = _prepared("X", model, rule, X, Y)
    held_out = None if validation is None else _prepared("validation[0]", model, rule, *validation)

    history, params = History(), [*model.weights, *model.biases]
    best, best_value = params, np.inf
    for epoch in range(epochs):
        total = 0.0
        for rows in minibatches(len(X), batch_size, rng):
            params, value = step(params, units, X[rows], targets[rows], rule, optimiser)
            total += value * len(rows)
        history.loss.append(total / len(X))
        if held_out is not None:
            output = forward(held_out[0], params[: len(units)], params[len(units) :], units).output
            history.validation.append(rule.value_and_grad(output, held_out[1])[0])
        if held_out is None or history.validation[-1] < best_value:
            best, history.best = params, epoch
            best_value = history.validation[-1] if held_out is not None else np.inf
        if on_epoch is not None:
            on_epoch(epoch, history)
        if patience is not None and epoch - history.best >= patience:
            break
    trained = MLP(best[: len(units)], best[len(units) :], model.hidden)
    return Fit(trained, history)


def descend(
    model: MLP,
    X: ArrayLike,
    Y: ArrayLike,
    *,
    loss: str,
    lr: float,
    steps: int,
    penalty: Callable[[list[Array], list[Array]], list[Array]] | None = None,
) -> MLP:
    """Step down the slopes of all examples together, and return where that ends.

    Parameters
    ----------
    X, Y : as for `fit`
    penalty : takes the slopes of the loss and the weights, a list of one array per layer each,
        and returns the slopes to follow; biases are not shown to it
    """
    check_count("descend", "steps", steps)
    check_positive("descend", "lr", lr)
    rule, units = losses.named(loss), model.units
    X, targets = _prepared("X", model, rule, X, Y, who="descend")
    weights, biases = list(model.weights), list(model.biases)
    for _ in range(steps):
        trace = forward(X, weights, biases, units)
        delta = rule.value_and_grad(trace.output, targets)[1]
        slopes = backward(trace, delta, weights, units)
        dWs = slopes.weights if penalty is None else penalty(slopes.weights, weights)
        weights, biases = sgd_step(weights, dWs, lr), sgd_step(biases, slopes.biases, lr)
    return MLP(weights, biases, model.hidden)


def restarts(run: Callable[[np.random.Generator], Fit], k: int, rng: np.random.Generator) -> Fit:
    """The best of k independent runs: lowest validation loss, else lowest training loss.

    Every run gets a generator of its own, so run number 3 is the same whatever k is.
    """
    check_count("restarts", "k", k)
    check_rng("restarts", rng)
    return min((run(child) for child in rng.spawn(k)), key=_final_loss)


def progress_bar(epochs: int, stream: TextIO | None = None) -> Callable[[int, History], None]:
    """An `on_epoch` that redraws one line: how far, and the losses so far."""
    check_count("progress_bar", "epochs", epochs)
    out = stream if stream is not None else sys.stdout

    def show(epoch: int, history: History) -> None:
        filled = round(20 * (epoch + 1) / epochs)
        line = f"[{'#' * filled:<20}] {epoch + 1}/{epochs}  loss {history.loss[-1]:.4f}"
        if history.validation:
            line += f"  validation {history.validation[-1]:.4f}"
        # padded, so that a shorter line leaves no digit of a longer one standing
        out.write(f"\r{line:<78}" + ("\n" if epoch + 1 == epochs else ""))
        out.flush()

    return show


def _prepared(
    name: str, model: MLP, rule: Loss, X: ArrayLike, Y: ArrayLike, who: str = "fit"
) -> tuple[Array, NDArray[Any]]:
    """X in the network's dtype and Y in the loss's working form, both checked."""
    X = as_float(who, name, X)
    check_shapes(who, W=(model.weights[0], "n_0 n_1"), **{name: (X, "m n_0")})
    dtype = model.weights[0].dtype
    _, targets = rule.prepare(np.zeros((len(X), model.sizes[-1]), dtype), Y)
    return X.astype(dtype, copy=False), targets


def _final_loss(run: Fit) -> float:
    seen = run.history.validation or run.history.loss
    value = seen[run.history.best]
    return value if np.isfinite(value) else np.inf
