"""10_training: steps, mini-batches, a run of steps, momentum, and two ways to know when to stop."""

ORDER = (
    "sgd_step",
    "minibatches",
    "sgd_run",
    "momentum_step",
    "early_stopping",
    "should_stop",
)
