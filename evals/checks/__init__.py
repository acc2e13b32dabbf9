"""The checks, one property of an answer a function, each without a model and without the index."""
