"""The values that travel between rooms: frozen, without I/O, knowing nothing of any other room."""
