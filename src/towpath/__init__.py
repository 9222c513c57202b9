"""Towpath: a private notebook for one hard question about a relationship."""

__version__ = "0.1.0"
