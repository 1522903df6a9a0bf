"""05_universal_approximation: two bricks, the nets that they build, and how many it takes."""

ORDER = (
    "step_rectangle",
    "relu_rectangle",
    "build_step_net",
    "build_relu_net",
    "width_for_tolerance",
)
