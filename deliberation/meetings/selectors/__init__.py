"""Reading meetings, by subject; import the module you need."""
