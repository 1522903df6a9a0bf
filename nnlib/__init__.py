"""The fundamentals of neural networks in plain numpy, one idea a module.

The lessons call these modules, the checks compare with them, and you may read any of them in a
few minutes. Start with `activations`, then `mlp`.
"""
