"""Elections as one reader may see them; import the module you need."""
