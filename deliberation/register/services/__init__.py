"""From the declared outcome to the published decision; import the module you need."""
