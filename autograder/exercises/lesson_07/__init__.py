"""07_loss_and_gradient: fixed features, two losses with their gradients, and one step downhill."""

ORDER = (
    "polynomial_features",
    "logistic_loss",
    "logistic_grad",
    "square_loss",
    "square_loss_grad",
    "gd_step",
)
