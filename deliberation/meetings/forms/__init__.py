"""What people send to a meeting; the fields are named as the services' arguments."""
