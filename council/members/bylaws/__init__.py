"""By-laws on paper: the form they are written in, the sentences they are read in."""
