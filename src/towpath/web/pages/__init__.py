"""One module for each page: what it shows, and what it does when it is sent back."""
