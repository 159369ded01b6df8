"""A file of customers, parties or vessels held against the lists: stretch by stretch, in bounded memory, and
to be taken up again where it was interrupted."""
