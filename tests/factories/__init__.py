"""Makers of test data with dull defaults: a test states only what it is about."""
