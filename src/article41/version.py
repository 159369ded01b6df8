"""The version of the package, and of the law it ships."""

__version__ = "0.1.0"
