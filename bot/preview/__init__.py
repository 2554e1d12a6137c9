"""Picture and facts of a part, made in a child process that limits itself."""
