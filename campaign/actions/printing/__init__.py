"""What organizers print by the hundred: letters, and all that goes with them on their way."""
