"""Pages and posts about elections; import the module you need."""
