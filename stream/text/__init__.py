"""Offsets first: sentences, tokens, furniture and language of a story, every one a span of the text as received."""
