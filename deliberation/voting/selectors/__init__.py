"""Reading polls, by subject; import the module you need."""
