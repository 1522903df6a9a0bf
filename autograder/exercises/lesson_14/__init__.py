"""14_generalisation: splits and folds, what is learned from training alone, bias and variance."""

ORDER = (
    "bias_variance",
    "split_indices",
    "standardise",
    "kfold",
    "select_alpha",
    "random_features",
    "min_norm_fit",
    "mended_folds",
)
