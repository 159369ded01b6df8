"""Figures that others published on trade and petroleum, each with its source and how it is known."""
