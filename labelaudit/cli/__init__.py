"""The only place with a person: commands, exit codes, progress."""
