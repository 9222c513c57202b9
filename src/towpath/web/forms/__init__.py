"""What a person typed, turned into a value or a list of errors."""
