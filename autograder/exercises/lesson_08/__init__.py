"""08_backprop: the numeric gradient and its check, the four formulas, the whole pass, the costs."""

ORDER = (
    "numeric_gradient",
    "gradient_check",
    "delta_output",
    "delta_hidden",
    "weight_grad",
    "bias_grad",
    "backprop",
    "count_macs",
    "cache_bytes",
)
