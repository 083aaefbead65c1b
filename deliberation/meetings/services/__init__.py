"""Acts in and around a meeting, by subject; import the module you need."""
