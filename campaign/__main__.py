"""`python -m campaign`: what `bin/campaign` and `bin/run` start."""

from campaign.cli import main

main(prog_name="bin/campaign")
