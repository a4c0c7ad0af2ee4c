"""The command `newswire`: one file per subcommand."""
