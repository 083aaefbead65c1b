"""What may be read of lots, and by whom."""
