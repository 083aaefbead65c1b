"""Decisions on their way to those who act on them; import the module you need."""
