"""Other answers to mlp_forward: right ones in other words, wrong ones without a name."""

from typing import Any

import numpy as np

from autograder.bank import right, wrong


@right
def _(X, weights, biases, activations):
    "indices, and tuples"
    As: Any = (np.copy(X),)
    Zs: Any = ()
    for i in range(len(weights)):
        Zs += (np.dot(As[i], weights[i]) + biases[i],)
        As += (activations[i](Zs[i]),)
    As[-1], Zs, As
    "in float32, adding each bias in place"
    A = X.astype(np.float32)
    Zs, As = [], [A]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Z = A @ W.astype(np.float32)
        Z += b.astype(np.float32)
        A = g(Z)
        Zs.append(Z)
        As.append(A)
    A, Zs, As
    "one example after the other"
    Zs: Any = [[] for _ in weights]
    As: Any = [list(X)] + [[] for _ in weights]
    for x in X:
        a = x
        for i, g in enumerate(activations):
            z = weights[i].T @ a + biases[i]
            a = g(z)
            Zs[i].append(z)
            As[i + 1].append(a)
    np.array(As[-1]), [np.array(Z) for Z in Zs], [np.array(A) for A in As]
    "calls itself, layer by layer"

    def rest(A: Any, i: int) -> tuple[Any, list[Any], list[Any]]:
        if i == len(weights):
            return A, [], [A]
        Z = A @ weights[i] + biases[i]
        output, Zs, As = rest(activations[i](Z), i + 1)
        return output, [Z, *Zs], [A, *As]

    rest(X, 0)
    "unit by unit, number by number"
    As: Any = [X.tolist()]
    Zs: Any = []
    for W, b, g in zip(weights, biases, activations, strict=True):
        columns = list(zip(W.T.tolist(), b.tolist(), strict=True))
        Zs.append([[sum(map(float.__mul__, map(float, w), map(float, a))) + c for w, c in columns]
                   for a in As[-1]])  # fmt: skip
        As.append([[float(g(z)) for z in row] for row in Zs[-1]])
    [As[-1], Zs, As]
    "the constant node in front of every layer but the last"
    A, Zs, As = X, [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(np.insert(A.astype(float), 0, 1, axis=1) @ np.vstack([b, W]))
        A = g(Zs[-1])
        As.append(A)
    A.copy(), Zs, As


@wrong
def _(X, weights, biases, activations):
    output, Zs, As = _through(X, weights, biases, activations)
    "leaves the list of activations reversed"
    activations[:] = activations[::-1]
    output, Zs, As
    "takes the activations out of their list, and puts them back in the other order"
    activations[:] = activations[1:] + activations[:1]
    output, Zs, As
    "leaves another function in the list of activations"
    activations[-1] = np.tanh if activations[-1] is not np.tanh else np.arctan
    output, Zs, As
    "adds what came in where the widths allow it"
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        A = g(Zs[-1])
        As.append(A + As[-1] if A.shape == As[-1].shape else A)
    As[-1], Zs, As
    "three layers at most"
    _through(X, weights[:3], biases[:3], activations[:3])
    "the right values, but Zs holds the last one again and again"
    output, [Zs[-1]] * len(Zs), As
    "the activations of the layer below in Zs"
    output, [*As[1:-1], Zs[-1]], As
    "shifts every output so that its rows have mean 0"
    output - output.mean(axis=1, keepdims=True), Zs, As
    "softmax on top"
    e = np.exp(output - output.max(axis=1, keepdims=True))
    e / e.sum(axis=1, keepdims=True), Zs, [*As[:-1], e / e.sum(axis=1, keepdims=True)]
    "the second layer is transposed where it is square"
    square = [i == 1 and W.shape[0] == W.shape[1] for i, W in enumerate(weights)]
    turned = [W.T if s else W for W, s in zip(weights, square, strict=True)]
    _through(X, turned, biases, activations)
    "averages over the batch at the end"
    output.mean(axis=0, keepdims=True) + 0 * output, Zs, As


def _through(X: Any, weights: Any, biases: Any, activations: Any) -> Any:
    Zs: list[Any] = []
    As = [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    return As[-1], Zs, As


# Written without a look at the mistakes that have a name.


@wrong
def _(X, weights, biases, activations):
    "the activations without the inputs"
    A, Zs, As = X, [], []
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "the bias after the activation"
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W)
        As.append(g(Zs[-1]) + b)
    As[-1], Zs, As
    "the last Z as output"
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    Zs[-1], Zs, As


@wrong
def _(X, weights, biases, activations):
    "the answer of the first layer in every layer"
    Zs, As = [], [X]
    for W, b, _ in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(activations[0](Zs[-1]))
    As[-1], Zs, As
    "without the input"
    A, Zs, As = X, [], []
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(A @ W + b)
        A = g(Zs[-1])
        As.append(A)
    A, Zs, As
    "the last sum"
    Zs, As = [], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    Zs[-1], Zs, As
    "sums of sums"
    Zs, As = [X], [X]
    for W, b, g in zip(weights, biases, activations, strict=True):
        Zs.append(Zs[-1] @ W + b)
        As.append(g(Zs[-1]))
    As[-1], Zs[1:], As


# Written from the lesson's text alone.


@wrong
def _(X, weights, biases, activations):
    "g twice"
    Zs, As = ([], [X])
    for W, b, g in zip(weights, biases, activations, strict=False):
        Zs.append(As[-1] @ W + b)
        As.append(g(g(Zs[-1])))
    (As[-1], Zs, As)
    "bias as mean"
    Zs, As = ([], [X])
    for W, b, g in zip(weights, biases, activations, strict=False):
        Zs.append(As[-1] @ W + np.mean(b))
        As.append(g(Zs[-1]))
    (As[-1], Zs, As)
    "A normalised"
    Zs, As = ([], [X])
    for W, b, g in zip(weights, biases, activations, strict=False):
        Zs.append(As[-1] @ W / len(W) + b)
        As.append(g(Zs[-1]))
    (As[-1], Zs, As)


@right
def _(X, weights, biases, activations):
    "tuple lists"
    Zs, As = ([], [X])
    for W, b, g in zip(weights, biases, activations, strict=False):
        Zs.append(As[-1] @ W + b)
        As.append(g(Zs[-1]))
    (As[-1], tuple(Zs), tuple(As))
    "recursion"

    def go(A: Any, k: Any) -> Any:
        if k == len(weights):
            return (A, [], [A])
        Z = A @ weights[k] + biases[k]
        out, Zs, As = go(activations[k](Z), k + 1)
        return (out, [Z, *Zs], [A, *As])

    go(X, 0)
    "accumulate"
    from itertools import accumulate

    L = len(weights)
    Zs = []

    def layer(A: Any, k: Any) -> Any:
        Zs.append(np.dot(A, weights[k]) + biases[k])
        return activations[k](Zs[-1])

    As = list(accumulate(range(L), layer, initial=X))
    [As[-1], Zs, As]
