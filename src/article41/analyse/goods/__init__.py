"""Which governed goods a shipment is: from an HS code, from words in four languages, or from both."""

from article41.analyse.goods.classify import FITTING, Classifier, GoodsFound
from article41.analyse.goods.lexicon import Term, load_lexicon

__all__ = ["FITTING", "Classifier", "GoodsFound", "Term", "load_lexicon"]
