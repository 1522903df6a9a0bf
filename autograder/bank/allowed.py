"""Library calls that answer an exercise and are welcome, each with the reason.

Whatever else answers one in a single call is a shortcut, on the list of its exercise. The machine
of `by_library` finds them both; a test compares.
"""

from __future__ import annotations

__all__ = ["ALLOWED", "allowed"]

# reason -> {exercise: dotted names}
ALLOWED: dict[str, dict[str, tuple[str, ...]]] = {
    "a product or a sum under another name: whoever writes @ or .sum() writes as much": {
        "affine_forward": (
            "nnlib.graph.Node",
            "nnlib.graph_boxes._matmul",
            "numpy.dot",
            "numpy.linalg.matmul",
            "numpy.matmul",
            "numpy.tensordot",
            "numpy.vecmat",
        ),
        "delta_hidden": ("nnlib.graph_boxes._matmul", "numpy.inner", "numpy.matvec"),
        "weight_grad": ("nnlib.graph.Node", "nnlib.graph_boxes._matmul"),
        "bias_grad": (
            "nnlib.graph_boxes._sum",
            "numpy.add.reduce",
            "numpy.average",
            "numpy.cumsum",
            "numpy.mean",
            "numpy.nancumsum",
            "numpy.nanmean",
            "numpy.nansum",
            "numpy.polynomial.polynomial.polyval",
            "numpy.polyval",
            "numpy.sum",
        ),
    },
    "arithmetic in other clothes, - and * by name: the formula is still to be known": {
        "square_loss_grad": (
            "nnlib.regularise.prox_step",
            "numpy.polysub",
            "numpy.subtract",
        ),
        "gd_step": (
            "numpy.convolve",
            "numpy.dot",
            "numpy.inner",
            "numpy.kron",
            "numpy.multiply",
            "numpy.outer",
            "numpy.polymul",
            "numpy.polynomial.polynomial.polymul",
        ),
    },
    "its numbers happen to fit; nobody gets there without knowing the answer": {
        "gate_not": ("nnlib.boolean.gate_and",),
        "relu_prime": ("scipy.special.comb", "scipy.special.perm"),
        "sigmoid": ("scipy.special.tklmbda",),
    },
    "numpy and scipy are welcome, and to know which function does it is worth the points": {
        "row_norms": ("numpy.linalg.norm", "numpy.hypot.reduce", "scipy.linalg.norm"),
        "as_batch": (
            "numpy.asmatrix",
            "numpy.atleast_2d",
            "numpy.atleast_3d",
            "numpy.bmat",
            "numpy.diag_indices",
            "scipy.linalg.block_diag",
        ),
        "step": ("numpy.heaviside",),
        "relu": ("numpy.clip", "numpy.fmax", "numpy.maximum"),
        "relu_prime": ("numpy.heaviside",),
        "sigmoid": ("scipy.special.expit",),
        "softplus": ("numpy.logaddexp", "scipy.special.log_expit", "scipy.special.softplus"),
        "augment": ("numpy.insert",),
        "l1_subgrad": ("numpy.copysign",),
        "polynomial_features": ("numpy.polynomial.polynomial.polyvander",),
    },
}


def allowed(exercise: str) -> set[str]:
    """The dotted names that may be called for an exercise, and answer it."""
    return {name for names in ALLOWED.values() for name in names.get(exercise, ())}
