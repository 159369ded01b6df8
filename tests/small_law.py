"""A small law with what the real one may lack at any time: a paragraph without rules, owed duties, a cap with notices."""

from __future__ import annotations

import shutil
from pathlib import Path

from article41.read.resolutions import law_folder

SMALL = {
    "1718": """\
resolution: 1718
adopted: 2006-10-14
provisions:
- id: 1718/op11
  label: Reports of States on what they have done
  force: calls_upon
  measure: reporting.national
  in_force: [{from: 2006-10-14, cites: 1718/op11}]
  owed:
    - {duty: national_report, by: 2006-11-13}
    - {duty: report_supplies, every: 30}
  reading:
    - {what: "thirty days from adoption", why: "counted from 14 October", status: recalled}
  checked: {on: 2026-11-23, against: recalled, source: no page seen}
""",
    "2321": """\
resolution: 2321
adopted: 2016-11-30
provisions:
- id: 2321/op26
  label: Coal leaving the DPRK beyond a limit
  force: decides
  measure: commodity.export_ban
  in_force: [{from: 2016-11-30, cites: 2321/op26}]
  caps:
    - id: 2321/op26#coal
      goods: [coal]
      aggregate: all_states
      notices: [75, 90, 95]
      periods:
        - {from: 2016-11-30, until: 2017-01-01, limits: {usd: 53_495_894, t: 1_000_866}, rule: first_reached}
        - {from: 2017-01-01, every_months: 12, limits: {usd: 400_870_018, t: 7_500_000}, rule: first_reached}
  rules:
    - id: 2321/op26#ban
      effect: prohibits
      kind: ban
      when: {all: [{fact: flow, is: from_dprk}, {fact: good, is: coal}]}
    - id: 2321/op26#within_cap
      effect: permits
      kind: quota
      defeats: [2321/op26#ban]
      when: {fact: cap_share, at_most: 1}
  checked: {on: 2026-11-23, against: seen, source: a page}
""",
    "2371": """\
resolution: 2371
adopted: 2017-08-05
provisions:
- id: 2371/op8
  label: Coal leaving the DPRK
  force: decides
  measure: commodity.export_ban
  in_force: [{from: 2017-08-05, until: 2020-01-01, cites: 2371/op8}]
  replaces: [{id: 2321/op26}]
  rules:
    - id: 2371/op8#ban
      effect: prohibits
      kind: ban
      when: {all: [{fact: flow, is: from_dprk}, {fact: good, is: coal}]}
    - id: 2371/op8#tail
      effect: permits
      kind: wind_down
      defeats: [2371/op8#ban]
      in_force: [{from: 2017-08-05, until: 2017-09-05, cites: 2371/op8}]
      when: {fact: contract_date, before: 2017-08-05}
      then: [{duty: notify_committee, fact: notified_on, by: 2017-09-19}]
  reading:
    - {what: "the tail", why: "a | b * c <d>", status: contested, see: 2321/op26}
    - {what: "the tail", why: "asked twice", status: seen}
  checked: {on: 2026-11-23, against: seen, source: a page}
""",
}
COVERAGE = """\
record,status,provision,reason,about,from,until
1718:11,encoded,1718/op11,,,,
2321:26,encoded,2321/op26,,,,
2371:8,encoded,2371/op8,,,,
2371:3,pending,2371/op3,names are missing,,,
"""


LISTED = ("listings.csv", "listing_names.csv", "listing_identifiers.csv", "vessels.csv")


def without_listings(folder: Path) -> None:
    """Leaves the lists their headings: a small law lacks the paragraphs behind them."""
    for name in LISTED:
        heading = (folder / name).read_text(encoding="utf-8").partition("\n")[0]
        (folder / name).write_text(heading + "\n", encoding="utf-8")


def write_small_law(where: Path) -> Path:
    """The packaged tables with the small law's resolutions, in a folder `law` below `where`."""
    folder = where / "law"
    shutil.copytree(str(law_folder()), folder)
    for file in (folder / "resolutions").glob("*.yaml"):
        file.unlink()
    for number, text in SMALL.items():
        (folder / "resolutions" / f"{number}.yaml").write_text(text, encoding="utf-8")
    without_listings(folder)
    (folder / "coverage.csv").write_text(COVERAGE, encoding="utf-8")
    return folder
