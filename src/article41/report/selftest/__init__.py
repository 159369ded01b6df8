"""What the thematic test found: on a terminal, as JSON and CSV, as a page to print."""
