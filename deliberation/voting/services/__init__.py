"""Putting questions and taking ballots, by stage; import the module you need."""
