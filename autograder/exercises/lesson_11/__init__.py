"""11_initialisation: starts that part equal units and keep the signal, and what became of it."""

ORDER = (
    "zero_start_grads",
    "sign_means",
    "he_init",
    "glorot_init",
    "delta_norms",
    "dead_units",
    "permute_hidden",
    "mended_start",
)
