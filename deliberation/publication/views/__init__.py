"""What programs fetch, format by format."""
