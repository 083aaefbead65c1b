"""What people send in an election; import the module you need."""
