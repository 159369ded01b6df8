"""A report of the monitor: trade statistics read, counted, held against the law, and written as pages."""
