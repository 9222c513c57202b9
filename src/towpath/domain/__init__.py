"""What a person writes down: frozen types that know no file, clock, web or store."""
