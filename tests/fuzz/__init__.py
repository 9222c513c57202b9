"""Inputs made by chance and guided by coverage, for everything that reads bytes that anyone may have written."""
