"""OParl 1.1: what German councils serve, and programs read; one module for each group of types."""
