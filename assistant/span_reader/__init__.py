"""A small model that reads a question beside a passage, and says which sentences answer it."""
