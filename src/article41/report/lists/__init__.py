"""Listings in the exchange formats of others."""
