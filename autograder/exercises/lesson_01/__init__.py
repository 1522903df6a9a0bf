"""01_learning: loss, risk and its estimates, the best rule, a family's best, what is left over."""

ORDER = (
    "zero_one",
    "empirical_risk",
    "monte_carlo_risk",
    "bayes_classifier",
    "bayes_risk",
    "best_threshold",
    "excess_risk",
)
