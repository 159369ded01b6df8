"""Official lists as they are published: one reader a format, one record for all of them."""
