"""What a person does with Towpath: one module for each thing, functions over ports."""
