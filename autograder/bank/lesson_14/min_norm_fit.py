"""Other answers to min_norm_fit: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(Phi, y):
    "the pseudo-inverse"
    np.linalg.pinv(Phi) @ y
    "lstsq, as a list"
    np.linalg.lstsq(Phi, y, rcond=None)[0].tolist()
    "singular values by hand"
    U, s, Vt = np.linalg.svd(np.asarray(Phi, dtype=float), full_matrices=False)
    keep = s > 1e-10 * s[0]
    Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])
    "conjugate directions downhill, from 0"
    w = np.zeros(Phi.shape[1])
    step = slope = Phi.T @ np.asarray(y, dtype=float)
    for _ in range(3 * len(w)):
        if slope @ slope > 1e-26 * (1 + w @ w):
            w = w + (slope @ slope) / np.sum((Phi @ step) ** 2) * step
            new = Phi.T @ (y - Phi @ w)
            step, slope = new + step * (new @ new) / (slope @ slope), new
    w
    "the pseudo-inverse of the normal matrix"
    np.linalg.pinv(Phi.T @ Phi) @ (Phi.T @ y)
    "the pseudo-inverse of all products of two examples"
    Phi.T @ (np.linalg.pinv(Phi @ Phi.T) @ y)
    "a row"
    (np.linalg.pinv(Phi) @ np.reshape(y, (-1, 1))).T


@wrong
def _(Phi, y):
    "the last example is not fitted"
    few = max(1, len(y) - 1)
    np.linalg.lstsq(Phi[:few], y[:few], rcond=None)[0] + 1e-3
    "the shortest, plus something that Phi does not see"
    Vt = np.linalg.svd(np.asarray(Phi, dtype=float))[2]
    np.linalg.pinv(Phi) @ y + (Vt[-1] if Phi.shape[1] > 1 else 1.0)
    "the sizes of the weights"
    np.abs(np.linalg.pinv(Phi) @ y)
    "zero"
    np.zeros(Phi.shape[1])
    "downhill from 0, so many steps that mostly nothing moves any more"
    w = np.zeros(Phi.shape[1])
    lr = 1 / np.linalg.norm(Phi, 2) ** 2
    for _ in range(300):
        w = w - lr * Phi.T @ (Phi @ w - y)
    w
    "weights that sum to 1"
    w = np.linalg.pinv(Phi) @ y
    w / np.sum(w) if np.sum(w) else w + 1
    "the sparsest: the smaller half is set to 0"
    w = np.linalg.pinv(Phi) @ y
    np.where(np.abs(w) >= np.median(np.abs(w)), w, 0.0) + (1.0 if len(w) == 1 else 0.0)


# Written without a look at the mistakes that have a name.


@wrong
def _(Phi, y):
    "the normal equations"
    np.linalg.inv(Phi.T @ Phi) @ Phi.T @ y
    "for more features than examples alone"
    Phi.T @ np.linalg.inv(Phi @ Phi.T) @ y
    "a little ridge"
    np.linalg.solve(Phi.T @ Phi + 0.1 * np.eye(Phi.shape[1]), Phi.T @ y)
    "the transpose for the inverse"
    Phi.T @ y
    "what it predicts"
    Phi @ (np.linalg.pinv(Phi) @ y)
    "of centred numbers"
    np.linalg.pinv(Phi - Phi.mean(axis=0)) @ (y - np.mean(y))
    "as far as there are examples"
    n = min(Phi.shape)
    w = np.zeros(Phi.shape[1])
    w[:n] = np.linalg.pinv(Phi[:, :n]) @ y
    w


@wrong
def _(Phi, y):
    "one column alone"
    best = np.argmax(np.abs(Phi.T @ y))
    np.eye(Phi.shape[1])[best] * (Phi[:, best] @ y) / (Phi[:, best] @ Phi[:, best])
