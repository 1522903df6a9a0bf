"""Other answers to interval_layer: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(low, high, W, b):
    "the weights by their signs"
    plus, minus = np.maximum(W, 0), np.minimum(W, 0)
    low @ plus + high @ minus + b, high @ plus + low @ minus + b
    "each weight takes its better end"
    ends = np.stack([low[:, :, None] * W, high[:, :, None] * W])
    ends.min(axis=0).sum(axis=1) + b, ends.max(axis=0).sum(axis=1) + b
    "loops"
    down, up = np.zeros((2, len(low), len(b)))
    for i in range(len(low)):
        for j in range(len(b)):
            down[i, j] = b[j] + sum(
                min(low[i, k] * W[k, j], high[i, k] * W[k, j]) for k in range(len(W))
            )
            up[i, j] = b[j] + sum(
                max(low[i, k] * W[k, j], high[i, k] * W[k, j]) for k in range(len(W))
            )
    down, up
    "from the low corner and the widths, as lists"
    width = high - low
    down = low @ W + b + width @ np.minimum(W, 0)
    [down.tolist(), (down + width @ np.abs(W)).tolist()]
    "a comparison of signs"
    signs = W > 0
    low @ (W * signs) + high @ (W * ~signs) + b, high @ (W * signs) + low @ (W * ~signs) + b


@wrong
def _(low, high, W, b):
    "a little too narrow"
    middle, half = (low + high) / 2, (high - low) / 2
    reach = 0.99 * half @ np.abs(W)
    middle @ W + b - reach, middle @ W + b + reach
    "a little too wide"
    middle, half = (low + high) / 2, (high - low) / 2
    reach = half @ np.abs(W) + 1e-3
    middle @ W + b - reach, middle @ W + b + reach
    "sampled: a hundred places in the box"
    rng = np.random.default_rng(0)
    seen = [(low + rng.random(low.shape) * (high - low)) @ W + b for _ in range(100)]
    np.min(seen, axis=0), np.max(seen, axis=0)
    "the first example's box for all"
    middle, half = (low + high) / 2, (high - low) / 2
    reach = half[:1] @ np.abs(W)
    middle @ W + b - reach, middle @ W + b + reach
    "the last input's width is forgotten"
    middle, half = (low + high) / 2, (high - low) / 2
    reach = half[:, :-1] @ np.abs(W[:-1])
    middle @ W + b - reach, middle @ W + b + reach


@right
def _(low, high, W, b):
    "from the low end by the whole width"
    least = low @ W + b + (high - low) @ np.minimum(W, 0)
    least, least + (high - low) @ np.abs(W)


@wrong
def _(low, high, W, b):
    "a tenth too wide"
    middle, reach = (low + high) / 2 @ W + b, 1.1 * (high - low) / 2 @ np.abs(W)
    middle - reach, middle + reach
