"""13_regularisation: the squared penalty and its slope, the L1 subgradient, soft thresholding."""

ORDER = ("l2_penalty", "weight_decay_grad", "l1_subgrad", "soft_threshold")
