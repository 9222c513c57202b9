"""Measurements: each prints the command that repeats it."""
