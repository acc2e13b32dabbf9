"""Questions about documents by their place, generated with their answers from the record."""
