"""Lists, their changes and their entries: for people, as JSON, and in the exchange formats of others."""
