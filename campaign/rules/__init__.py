"""Rules that judge facts: who can be written to on a day, what is stale, what a launch still wants.

Pure: values in, values out. Knows no file, no database and no page.
"""
