"""00_start_here: lengths of rows, one example as a batch, and the residual that broadcasts."""

ORDER = ("row_norms", "as_batch", "mean_squared_residual")
