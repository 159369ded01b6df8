"""A list over the network: asked for only if it has changed, whole and checked, or not at all."""

from __future__ import annotations

from article41.keep.watchlists.fetching.asking import fetch
from article41.keep.watchlists.fetching.terms import Conditional, Fetched, FetchOptions

__all__ = ["Conditional", "FetchOptions", "Fetched", "fetch"]
