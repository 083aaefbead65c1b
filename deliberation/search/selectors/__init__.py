"""What can be found, and what a search finds."""
