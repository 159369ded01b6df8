"""Which governed goods a shipment is: from an HS code, from words in four languages, or from both."""

from article41.analyse.goods.classify import Classifier, GoodsFound
from article41.analyse.goods.lexicon import Term, load_lexicon

__all__ = ["Classifier", "GoodsFound", "Term", "load_lexicon"]
