"""Planted faults: does the suite notice when something breaks?"""
