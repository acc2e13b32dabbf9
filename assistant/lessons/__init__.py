"""Lessons: questions in an order that teaches, each with the passage that should be found."""
