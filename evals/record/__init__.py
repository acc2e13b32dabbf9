"""The record as it stands in its source files, worked out anew for the checks."""
