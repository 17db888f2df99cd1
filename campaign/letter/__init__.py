"""From a campaign and a supporter's choices to a letter. Pure: no files, no clock, no network."""
