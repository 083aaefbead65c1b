"""Akoma Ntoso 3.0: what parliaments, gazettes and archives keep of decisions and minutes."""
