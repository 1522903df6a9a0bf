"""06_forward: one layer, the constant node, a whole network, the linear collapse, and its cost."""

ORDER = (
    "affine_forward",
    "augment",
    "split_augmented",
    "mlp_forward",
    "collapse_linear",
    "count_params",
)
