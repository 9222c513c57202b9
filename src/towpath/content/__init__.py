"""Content packs: the words and facts a person reads, as data."""
