"""Hits to a cited answer: quotations, the chain, follow-ups, the command and the chat."""
