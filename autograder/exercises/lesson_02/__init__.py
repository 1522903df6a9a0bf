"""02_perceptron: one step, the whole training, the margin, the bound, and the proof's trace."""

ORDER = ("perceptron_step", "perceptron_train", "margin", "mistake_bound", "proof_trace")
