"""Handouts: a lesson or a conversation as a text to keep, to print and to write on."""
