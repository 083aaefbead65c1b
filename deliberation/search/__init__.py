"""Search over all that the public can read."""
