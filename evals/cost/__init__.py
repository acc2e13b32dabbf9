"""What an answer costs: time and memory, from cold and warm, and as the corpus grows."""
