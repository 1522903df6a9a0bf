"""12_many_classes: the largest score wins, scores as shares, their price, its slope, confusions."""

ORDER = (
    "predict_class",
    "softmax",
    "cross_entropy",
    "one_hot",
    "softmax_jacobian",
    "softmax_ce_grad",
    "confusion",
)
