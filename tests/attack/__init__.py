"""What `bin/attack` runs: hostile requests that once stopped the server, each with its figure."""
