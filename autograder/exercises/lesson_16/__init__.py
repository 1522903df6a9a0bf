"""16_project: train and count, name the worst mistake, bound a layer, and fit with few units."""

ORDER = (
    "accuracy",
    "train_classifier",
    "largest_confusion",
    "interval_layer",
    "fit_within",
)
