"""15_depth: folds and the pieces they draw, the width of doing without, and tied weights."""

ORDER = (
    "tent_net",
    "count_pieces",
    "least_width",
    "shallow_net",
    "cyclic_filter",
    "mended_grid",
)
