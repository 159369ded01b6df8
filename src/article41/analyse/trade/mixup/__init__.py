"""How likely a flow with the DPRK was recorded for the wrong Korea, and the reverse. See docs/mixup.md."""

from article41.analyse.trade.mixup.reverse import reverse_mixups
from article41.analyse.trade.mixup.score import LIKELY, score_mixups

__all__ = ["LIKELY", "reverse_mixups", "score_mixups"]
