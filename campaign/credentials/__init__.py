"""How organizers prove who they are. Knows cryptography; knows nothing of pages or the database."""
