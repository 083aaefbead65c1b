"""Forms about decisions on their way; import the module you need."""
