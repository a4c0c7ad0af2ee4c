"""The demo: a feed of short stories that tells what it must give, and the check that it gave it."""
