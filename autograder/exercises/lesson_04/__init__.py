"""04_neurons: six activations and slopes, right everywhere: at 0, far out, and at z = ±1000."""

ORDER = (
    "step",
    "sigmoid",
    "tanh_from_exp",
    "relu",
    "relu_prime",
    "sigmoid_prime",
    "tanh_prime",
    "softplus",
)
