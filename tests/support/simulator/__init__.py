"""A council at work over real connections, for tests and measurements of what faults do to it."""
