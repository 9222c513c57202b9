"""Processor time of all statements about one year, in a process of its own, and of SARIMAX on the same diary."""
