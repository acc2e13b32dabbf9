"""The optional language model: it chooses what is quoted; what it writes itself is checked."""
