"""09_autodiff: an order for any graph, what each box sends back, both walks, on any numbers."""

ORDER = (
    "mul_back",
    "log_back",
    "topological_order",
    "backward",
    "matmul_back",
    "unbroadcast",
    "forward_mode",
    "mended_chain",
)
