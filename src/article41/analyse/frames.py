"""A table of transactions to everything a rule may ask, column by column."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from article41.analyse.caps import OWN, SHARE, Act, Totals
from article41.analyse.flow import KINDS, flow_columns, kind_column, law_day_columns, without_goods_column
from article41.analyse.goods import Classifier
from article41.analyse.listed import with_listed
from article41.analyse.records import ITEM
from article41.analyse.register import Register
from article41.model import Fact

DTYPES: Mapping[str, type[pl.DataType]] = {
    "date": pl.Date,
    "date_or_yes": pl.Date,
    "bool": pl.Boolean,
    "number": pl.Float64,
}
KEYS = ("hs", "description", "good")
NEED = "good.need"


def dtype(fact: Fact) -> type[pl.DataType]:
    """How a fact is kept in a column; sets are kept as text until they are derived."""
    return DTYPES.get(fact.type, pl.String)


def prepare(
    frame: pl.DataFrame,
    facts: Mapping[str, Fact],
    classifier: Classifier,
    totals: Totals | None = None,
    register: Register | None = None,
) -> pl.DataFrame:
    """Adds kind, flow.<member>, law_on, good.<code> and good.need to a frame of typed fact columns; fills
    item_value_usd where it can; with a ledger's `totals` fills cap_share, and says in cap_share.is_weighed
    which rows it weighed and in cap_share.needs.<fact> what would settle the unknown ones; with a
    `register` fills what listings make true (see `with_listed`).

    Derived columns are Boolean (null: unknown), `law_on` Date. Facts that derivations read and the frame
    lacks are added as nulls. Raises UnknownName for a `good` that does not exist.
    """
    read = {"kind", "flow", "date", "ship_to_ship", *(f for names in KINDS.values() for f in names)}
    missing = [pl.lit(None, dtype(facts[f])).alias(f) for f in facts if f in read - set(frame.columns)]
    frame = (
        frame.with_columns(missing)
        .with_columns(kind_column())
        .with_columns(without_goods_column().alias("goodless"), *flow_columns())
    )
    flows = [c for c in frame.columns if c.startswith("flow.")]
    goodless = pl.col("goodless")
    frame = frame.with_columns(
        pl.when(goodless).then(pl.col(c).fill_null(False)).otherwise(pl.col(c)).alias(c) for c in flows
    )
    frame = frame.with_columns(law_day_columns())
    frame = _with_goods(_with_item_value(frame), classifier)
    frame = frame if register is None else with_listed(frame, register)
    return frame if totals is None else _with_shares(frame, totals)


def _with_item_value(frame: pl.DataFrame) -> pl.DataFrame:
    """As `_item_value` of records, where the table can say so at all."""
    if not {"value_usd", "quantity", "unit"} <= set(frame.columns):
        return frame
    counts = (pl.col("unit") == "u") & (pl.col("quantity") > 0)
    found = pl.when(counts).then(pl.col("value_usd") / pl.col("quantity"))
    given = [pl.col(ITEM)] if ITEM in frame.columns else []
    return frame.with_columns(pl.coalesce(*given, found).alias(ITEM))


def _with_shares(frame: pl.DataFrame, totals: Totals) -> pl.DataFrame:
    """Weighs the rows that surely have one capped good and its direction and give no share: they are few."""
    asked = {"id": pl.String, "unit": pl.String, "value_usd": pl.Float64, SHARE: pl.Float64}
    frame = frame.with_columns(pl.lit(None, t).alias(c) for c, t in asked.items() if c not in frame.columns)
    surely = {
        good: (pl.col(f"good.{good}") & pl.col(f"flow.{way}")).fill_null(False)
        for good, way in totals.flows.items()
    }
    # two capped goods at once are no one's
    one = pl.sum_horizontal(*surely.values()) == 1 if surely else pl.lit(False)
    good = pl.coalesce(pl.when(sure).then(pl.lit(g)) for g, sure in surely.items()) if surely else pl.lit("")
    rows = (
        frame.lazy()
        .with_row_index("place")  # UInt32
        .filter(one & pl.col(SHARE).is_null())
        .select("place", good.alias("capped"), "law_on", "id", *OWN, "origin", "destination")
        .collect()
    )
    # only what is needed is kept of each: a million records would keep the garbage collector busy
    answers = [
        (True, w.share, w.needs) if (w := totals.weigh(Act._make(row))) is not None else (False, None, ())
        for row in rows.drop("place").iter_rows()
    ]
    found = pl.DataFrame(
        {
            "place": rows["place"],
            "share": pl.Series([share for _, share, _ in answers], dtype=pl.Float64),
            f"{SHARE}.is_weighed": pl.Series([is_weighed for is_weighed, _, _ in answers], dtype=pl.Boolean),
            **{
                f"{SHARE}.needs.{fact}": pl.Series([fact in needs for *_, needs in answers], dtype=pl.Boolean)
                for fact in OWN
            },
        }
    )
    places = pl.DataFrame({"place": pl.int_range(0, len(frame), dtype=pl.UInt32, eager=True)})
    joined = places.join(found, on="place", how="left", maintain_order="left").drop("place")
    frame = pl.concat([frame, joined.drop("share").select(pl.all().fill_null(False))], how="horizontal")
    frame = frame.with_columns(pl.coalesce(pl.col(SHARE), joined["share"]).alias(SHARE))
    own = pl.any_horizontal(f"{SHARE}.needs.{fact}" for fact in OWN)
    return frame.with_columns((pl.col(SHARE).is_null() & ~own).alias(f"{SHARE}.needs.{SHARE}"))


def _with_goods(frame: pl.DataFrame, classifier: Classifier) -> pl.DataFrame:
    """Classifies each distinct (hs, description, good) once; words are dropped where the code decides."""
    codes = frame["hs"].unique().drop_nulls().to_list()
    found = classifier.classify_many((code, None, None) for code in codes)
    decided = [code for code, goods in zip(codes, found, strict=True) if goods.need is None]
    worded = pl.col("hs").is_null() | ~pl.col("hs").is_in(decided)
    keys = frame.select(
        pl.when(pl.col("goodless")).then(None).otherwise(pl.col("hs")).alias("hs"),
        pl.when(worded & ~pl.col("goodless")).then(pl.col("description")).alias("description"),
        pl.when(pl.col("goodless")).then(pl.lit("none")).otherwise(pl.col("good")).alias("good"),
    )
    keys = keys.with_columns(_alike(keys["description"], classifier))
    distinct = keys.unique()
    # few results are distinct objects: their columns are made once and taken by position
    kinds: dict[int, int] = {}
    results = classifier.classify_many(distinct.iter_rows())
    places = [kinds.setdefault(id(result), len(kinds)) for result in results]
    first = dict(zip(reversed(places), reversed(results), strict=True))
    classes = [first[place] for place in range(len(kinds))]
    members = {
        f"good.{code}": pl.Series([c.members[code] for c in classes], dtype=pl.Boolean)
        for code in classifier.goods
    }
    table = pl.DataFrame({**members, NEED: pl.Series([c.need for c in classes], dtype=pl.String)})
    lookup = distinct.with_columns(place=pl.Series(places, dtype=pl.UInt32))
    joined = keys.join(lookup, on=list(KEYS), how="left", nulls_equal=True, maintain_order="left")
    return pl.concat([frame, table[joined["place"]]], how="horizontal")


def _alike(descriptions: pl.Series, classifier: Classifier) -> pl.Series:
    """Each description as the first one that says the same of goods: far fewer pairs with codes."""
    texts = descriptions.unique().drop_nulls()
    alike = pl.Series("alike", classifier.representatives(texts), dtype=pl.String)
    lookup = pl.DataFrame({"description": texts, "alike": alike})
    joined = descriptions.to_frame().join(lookup, on="description", how="left", maintain_order="left")
    return joined["alike"].alias("description")
