"""Forms of the back office: what a clerk enters, checked and turned into facts."""
