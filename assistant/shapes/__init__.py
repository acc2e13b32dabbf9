"""The shapes of the records that are printed and sent as JSON: fields, and words for each."""
