"""A council of a thousand, served by the real server, and a driver that plays its members."""
