"""The world map of the monitor: outlines, small States as dots, five classes."""
