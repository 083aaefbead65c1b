"""The registry on paper: files read, rows checked, files written."""
