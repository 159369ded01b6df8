"""The open thematic test: listed names changed as supervisors change them, and clean names.

Pure: no files of the user's, no clock. The same lists, seed and number give the same cases. What each
manipulation does: docs/selftest.md.
"""
