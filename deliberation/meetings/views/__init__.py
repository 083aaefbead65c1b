"""Pages and posts of meetings, by subject."""
