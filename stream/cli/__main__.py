"""`python -m stream.cli`: how one newswire process starts another."""

from stream.cli.program import main

main()
