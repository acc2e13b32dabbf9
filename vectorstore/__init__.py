"""Passages to ranked hits: embedding, Chroma, BM25, fusion and the index on disk."""
