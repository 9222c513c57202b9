"""What a person does with Towpath: one module for each thing, plain functions over what the notebook holds."""
