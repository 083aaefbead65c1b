"""Many sockets at one server: ours, the tutorial's, and what there is without Django."""
