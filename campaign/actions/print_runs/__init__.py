"""Print runs: letters by the thousand from a table, in runs that go on after a stop."""
