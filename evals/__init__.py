"""Answers to evidence: question sets, checks, gates and reports."""
