"""Country names: the two Koreas above all."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.read.countries import load_countries, parse_country

COUNTRIES = load_countries()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "KP",
            "kp",
            "PRK",
            "408",
            "North Korea",
            "NORTH KOREA",
            "DPRK",
            "D.P.R.K.",
            "N. Korea",
            "Korea, North",
        ),
        *(
            "Korea, Dem. People's Rep.",
            "Korea (Democratic People's Republic of)",
            "Dem. People's Rep. of Korea",
        ),
        *("Democratic People's Republic of Korea", "the Democratic People’s Republic of Korea"),
        *(
            "朝鲜",
            "朝鮮",
            "北朝鮮",
            "북한",
            "조선",
            "КНДР",
            "Corée du Nord",
            "COREE DU NORD",
            "Corea del Norte",
        ),
    ],
)
def test_north_korea(text: str) -> None:
    assert parse_country(text, COUNTRIES) == "KP"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "KR",
            "KOR",
            "410",
            "ROK",
            "South Korea",
            "Republic of Korea",
            "Rep. of Korea",
            "Korea, Republic of",
        ),
        *("Korea, Rep.", "대한민국", "한국", "韩国", "Corée du Sud", "Южная Корея"),
    ],
)
def test_south_korea(text: str) -> None:
    assert parse_country(text, COUNTRIES) == "KR"


@pytest.mark.parametrize("text", ["Korea", "KOREA", "Corea", "Corée", "Корея"])
def test_korea_alone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"one country: .*\(KP\) or .*\(KR\)"):
        parse_country(text, COUNTRIES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("NO", "NO"), ("NA", "NA"), ("Norway", "NO"), ("Namibia", "NA"), ("4", "AF"), ("004", "AF")),
        *(
            ("Russia", "RU"),
            ("Russian Federation", "RU"),
            ("Vietnam", "VN"),
            ("Viet Nam", "VN"),
            ("UK", "GB"),
        ),
        *(
            ("Great Britain", "GB"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("842", "US"),
            ("Iran", "IR"),
            ("Syria", "SY"),
        ),
        *(
            ("Laos", "LA"),
            ("Tanzania", "TZ"),
            ("Ivory Coast", "CI"),
            ("cote d'ivoire", "CI"),
            ("Hong Kong", "HK"),
        ),
        *(
            ("Macau", "MO"),
            ("Taiwan", "TW"),
            ("The Gambia", "GM"),
            ("Trinidad & Tobago", "TT"),
            ("中国", "CN"),
        ),
    ],
)
def test_others(text: str, code: str) -> None:
    assert parse_country(text, COUNTRIES) == code


def test_unknown_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="ISO code or English name") as caught:
        parse_country("Nort Korea", COUNTRIES)
    assert caught.value.__notes__ == ["did you mean Democratic People's Republic of Korea (KP)?"]


def test_every_name_and_code_finds_its_own_country() -> None:
    assert len(COUNTRIES.names) == 250
    for code, name in COUNTRIES.names.items():
        assert parse_country(code, COUNTRIES) == code
        assert parse_country(name, COUNTRIES) == code


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_country(text, COUNTRIES, suggest=False) in COUNTRIES.names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("North Korea (KP)", "KP"),
        ("KP - North Korea", "KP"),
        ("DPRK (North Korea)", "KP"),
        ("China [CN]", "CN"),
    ],
)
def test_a_country_said_twice_is_one(text: str, code: str) -> None:
    assert parse_country(text, load_countries()) == code


@pytest.mark.parametrize(
    "text", ["South Korea / North Korea", "KR (North Korea)", "Nampo (KP)", "()", "Korea (KP)"]
)
def test_a_cell_whose_parts_disagree_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="country"):
        parse_country(text, load_countries())
