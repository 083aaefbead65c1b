"""Pages of what became of decisions: for everybody, for the clerk, for who was asked."""
