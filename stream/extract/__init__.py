"""Story -> entities and reports, every field with the words that prove it."""
