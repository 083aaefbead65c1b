"""What the minutes of a meeting say: facts compiled from what was done, never written by hand."""
