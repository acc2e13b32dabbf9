"""The gates of the suite as tests, for `pytest evals -m gates`."""
