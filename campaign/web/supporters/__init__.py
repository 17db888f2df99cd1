"""Supporters' pages: to choose whom to write to, write, check and take a letter. No cookie."""
