"""08_backprop: blame by hand, the judge, four formulas, the whole pass, repairs, costs."""

ORDER = (
    "backward_by_hand",
    "numeric_gradient",
    "gradient_check",
    "delta_output",
    "delta_hidden",
    "weight_grad",
    "bias_grad",
    "backprop",
    "mended_hidden_grad",
    "mended_deltas",
    "count_macs",
    "cache_bytes",
)
