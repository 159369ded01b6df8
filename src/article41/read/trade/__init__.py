"""Trade statistics as States and others publish them: UN Comtrade, BACI, FAOSTAT, China's customs."""

from __future__ import annotations

from article41.read.trade.areas import WORLD
from article41.read.trade.assumed import read_assumed
from article41.read.trade.opening import TradeFile, open_trade
from article41.read.trade.reading import TradeRead, read_trade

__all__ = ["WORLD", "TradeFile", "TradeRead", "open_trade", "read_assumed", "read_trade"]
