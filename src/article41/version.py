"""The version of the package, and of the law it ships; it stands in rust/Cargo.toml."""

from article41._core import __version__

__all__ = ["__version__"]
