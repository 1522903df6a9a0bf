"""Other answers to mended_chain: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(v, Js):
    "the row from the left"
    for J in reversed(Js):
        v = v @ J
    v
    "the whole Jacobian first"
    whole = np.eye(len(v))
    for J in Js[::-1]:
        whole = whole @ J
    whole.T @ v
    "einsum"
    for J in Js[::-1]:
        v = np.einsum("ij,i->j", J, v)
    v


@wrong
def _(v, Js):
    "the first function alone"
    np.resize(Js[0].T @ np.ones(len(Js[0])), Js[0].shape[1])
    "signs of the slopes"
    for J in Js[::-1]:
        v = np.sign(J).T @ v
    v
    "zeros"
    np.zeros(Js[0].shape[1])
    "half"
    for J in Js[::-1]:
        v = J.T @ v / 2
    v


# Written without a look at the mistakes that have a name.


@wrong
def _(v, Js):
    "from the front"
    for J in Js:
        v = J.T @ v
    v
    "without the transpose"
    for J in Js[::-1]:
        v = J @ v
    v
