"""Acts on the floor, by subject; import the module you need."""
