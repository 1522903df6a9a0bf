"""Other answers to weight_decay_grad: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(dWs, weights, lam):
    "a loop with append, returned as a tuple"
    new = []
    for i in range(len(weights)):
        new.append(lam * weights[i] + dWs[i])
    tuple(new)
    "copies first and changes the copies"
    new = [np.array(dW, dtype=float) for dW in dWs]
    for dW, W in zip(new, weights, strict=True):
        dW += lam * W
    new
    "lists of lists of floats"
    [
        [[g + lam * w for g, w in zip(*rows, strict=True)] for rows in zip(dW, W, strict=True)]
        for dW, W in zip(dWs, weights, strict=True)
    ]
    "in float32"
    single = np.float32
    [dW.astype(single) + single(lam) * W.astype(single) for dW, W in zip(dWs, weights, strict=True)]
    "leaves early where lambda is 0"
    if lam == 0:
        return dWs
    [dW - (-lam) * W for dW, W in zip(dWs, weights, strict=True)]


@right
def _(dWs, weights, lam=0.01):
    "map with a default argument and np.multiply"
    list(map(lambda dW, W: np.add(dW, np.multiply(W, lam)), dWs, weights))


@wrong
def _(dWs, weights, lam):
    "leaves the biggest layer alone"
    most = max(W.size for W in weights)
    [dW + lam * W * (W.size < most) for dW, W in zip(dWs, weights, strict=True)]
    "clips the slope at 3"
    [np.clip(dW + lam * W, -3, 3) for dW, W in zip(dWs, weights, strict=True)]
    "the last layer first"
    [dW + lam * W for dW, W in zip(dWs, weights, strict=True)][::-1]
    "does nothing where the slope of the loss is 0"
    [np.where(dW == 0, 0, dW + lam * W) for dW, W in zip(dWs, weights, strict=True)]


# Written without a look at the mistakes that have a name.


@wrong
def _(dWs, weights, lam):
    "the penalty alone"
    [lam * W for W in weights]
    "lam on both"
    [lam * (dW + W) for dW, W in zip(dWs, weights, strict=True)]
    "the weights as they are"
    [dW + W for dW, W in zip(dWs, weights, strict=True)]
