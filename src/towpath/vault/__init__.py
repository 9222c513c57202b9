"""The encrypted notebook."""
