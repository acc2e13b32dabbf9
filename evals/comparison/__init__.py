"""Two runs of the suite, held side by side."""
