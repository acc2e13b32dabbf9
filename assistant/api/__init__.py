"""The assistant over HTTP: the records of the commands, for programs."""
