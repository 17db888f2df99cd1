"""Tables as files and counts as charts. Knows file formats; nothing of pages or the database."""
