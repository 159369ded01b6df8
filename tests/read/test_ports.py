"""Ports: codes everywhere, names in the DPRK."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.read.countries import load_countries
from article41.read.ports import PortCode, load_ports, parse_port

PORTS = load_ports()
COUNTRIES = load_countries()


@pytest.mark.parametrize(
    ("text", "locode"),
    [
        *(("CNDLC", "CNDLC"), ("CN DLC", "CNDLC"), ("kpnam", "KPNAM"), ("XZABC", "XZABC")),
        *(
            ("NAMPO", "KPNAM"),
            ("Nampo", "KPNAM"),
            ("Namp'o", "KPNAM"),
            ("Nampho, DPRK", "KPNAM"),
            ("남포", "KPNAM"),
        ),
        *(
            ("Chinnampo", "KPNAM"),
            ("Port of Wonsan", "KPWON"),
            ("Rajin (Rason)", "KPRJN"),
            ("Najin", "KPRJN"),
        ),
        *(
            ("라진", "KPRJN"),
            ("Ch'ŏngjin", "KPCHO"),
            ("Kimchaek", "KPSON"),
            ("Songnim", "KPSGN"),
            ("SINPO", "KPSIN"),
        ),
    ],
)
def test_reads(text: str, locode: str) -> None:
    assert parse_port(text, PORTS, COUNTRIES) == PortCode(locode)


def test_a_dprk_port_without_a_code_is_still_in_the_dprk() -> None:
    port = parse_port("Sonbong", PORTS, COUNTRIES)
    assert port.locode == "KPZZZ"
    assert port.note is not None
    assert "Sonbong" in port.note


def test_an_unlisted_dprk_code_is_kept_and_noted() -> None:
    assert parse_port("KPABC", PORTS, COUNTRIES) == PortCode("KPABC", "KPABC is not a DPRK port known here")


@pytest.mark.parametrize("text", ["Tokyo", "Dalian", "Busan", "Incheon", "Port Said"])
def test_other_names_stay_unread(text: str) -> None:
    assert parse_port(text, PORTS, COUNTRIES) == PortCode(None)


@pytest.mark.parametrize("text", ["Chongqing", "Gunsan", "Nanjing"])
def test_lookalikes_elsewhere_are_no_mistake(text: str) -> None:
    port = parse_port(text, PORTS, COUNTRIES)
    assert port.locode is not None
    assert not port.locode.startswith("KP")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Wonson", "did you mean Wonsan (KPWON)?"),
        ("Hungham", "did you mean Hungnam (KPHGM)?"),
        ("Nampo, South Korea", "did you mean Nampo (KPNAM)?"),
        ("QQ ABC", "there is no country QQ"),
    ],
)
def test_refuses(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="UN/LOCODE") as caught:
        parse_port(text, PORTS, COUNTRIES)
    assert caught.value.__notes__ == [hint]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        port = parse_port(text, PORTS, COUNTRIES, suggest=False)
    except ValueError:
        return
    assert port.locode is None or len(port.locode) == 5
