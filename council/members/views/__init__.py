"""Pages of the registry: the back office, and what is public of it."""
