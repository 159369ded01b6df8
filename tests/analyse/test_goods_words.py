"""From words to governed goods, with and without a code beside them."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from article41.analyse.goods import Classifier, GoodsFound, Term, load_lexicon
from article41.analyse.goods.lexicon import read_lexicon
from article41.errors import UnknownName
from article41.read.resolutions.goods import load_goods

TABLE = load_goods((files("article41") / "law" / "goods.csv").read_text(encoding="utf-8"), "goods.csv")[0]
LEXICON = load_lexicon()
CLASSIFIER = Classifier(TABLE, LEXICON)
HEADING = "good,effect,lang,term,hs\n"


def yes(found: GoodsFound) -> set[str]:
    return {good for good, known in found.members.items() if known is True}


def is_all_open(found: GoodsFound) -> bool:
    return set(found.members.values()) == {None} and found.need == "hs"


ALONE = [
    ("coal", "coal", "anthracite coal, 500 t", "무연탄 4,500톤", "煤炭", "уголь"),
    ("iron metal", "pig iron", "iron scrap", "선철", "生铁", "чугун передельный"),
    ("iron_ore", "iron ore (limonite)", "magnetite concentrate", "철광석", "铁矿石", "железная руда"),
    ("seafood", "frozen squid", "seafood", "냉동 오징어", "活雪蟹", "кальмар мороженый"),
    (
        "fishing_rights",
        "squid fishing licences",
        "fishing rights",
        "어업권",
        "捕鱼权",
        "права на рыболовство",
    ),
    ("lead metal", "lead ingots", "lead", "납괴", "铅锭", "свинец"),
    ("lead_ore", "lead concentrate", "galena", "방연광", "铅精矿", "свинцовый концентрат"),
    ("textiles", "T-shirts, cotton", "women's jackets", "임가공 의류", "服装", "одежда"),
    ("condensate", "gas condensate", "condensate", "가스 콘덴세이트", "凝析油", "газовый конденсат"),
    (
        "natural_gas_liquid",
        "natural gas liquids",
        "LNG",
        "액화천연가스",
        "液化天然气",
        "сжиженный природный газ",
    ),
    ("refined_petroleum", "diesel", "gas oil, 2,000 bbl", "디젤유", "柴油", "дизельное топливо"),
    ("crude_oil", "crude oil", "Urals crude", "원유", "原油", "сырая нефть"),
    ("food", "frozen vegetables", "soybeans, 40 t", "송이버섯", "大豆", "соевые бобы"),
    ("machinery", "milling machines", "coal boiler", "공작기계", "缝纫机", "станки"),
    ("electrical", "transformers", "lead-acid batteries", "발전기", "柴油发电机", "трансформаторы"),
    ("earth_stone", "magnesia clinker", "sand", "마그네샤 크링카", "水泥", "магнезит"),
    ("wood", "sawn timber", "charcoal", "원목", "胶合板", "древесный уголь"),
    ("vehicle", "trucks", "wheelchairs", "트랙터", "自行车", "автобусы"),
    ("metal", "aluminium ingots", "kitchen knives", "알루미늄", "铝锭", "алюминий в слитках"),
    ("gold", "gold bars", "gold ore", "금괴", "黄金", "золото в слитках"),
    ("titanium_ore", "ilmenite", "titanium concentrate", "티탄철광", "钛精矿", "ильменитовый концентрат"),
    ("vanadium_ore", "vanadium ore", "vanadium concentrate", "바나듐 광석", "钒矿石", "ванадиевая руда"),
    ("rare_earth", "monazite", "rare-earth ores", "희토류 광석", "稀土精矿", "монацит"),
    ("copper", "copper ore", "copper concentrate", "구리광석", "铜精矿", "медный концентрат"),
    ("nickel", "nickel ore", "nickel concentrate", "니켈 광석", "镍精矿", "никелевая руда"),
    ("silver", "silver", "silver bars", "은괴", "白银", "серебро"),
    ("zinc", "zinc ore", "zinc concentrate", "아연광석", "锌精矿", "цинковая руда"),
    ("zinc metal", "zinc ingots", "zinc", "아연괴", "锌锭", "цинк"),
    ("statue", "bronze statue", "statues", "동상", "铜像", "бронзовая статуя"),
    (
        "new_helicopter vehicle",
        "new helicopter",
        "helicopter, new",
        "새 헬리콥터",
        "全新直升机",
        "новый вертолет",
    ),
    ("new_vessel vessel vehicle", "new ship", "newbuilding", "신조선", "新船", "новое судно"),
    ("vessel vehicle", "used fishing vessel", "barge", "중고 어선", "二手渔船", "судно б/у"),
    ("aviation_fuel refined_petroleum", "jet fuel", "aviation gasoline", "항공유", "航空煤油", "авиакеросин"),
    ("luxury gems_yachts_cars", "pearl jewellery", "diamonds", "다이아몬드", "黄金首饰", "жемчуг"),
    (
        "vehicle luxury gems_yachts_cars",
        "luxury cars",
        "racing car",
        "고급 승용차",
        "豪华轿车",
        "гоночный автомобиль",
    ),
    (
        "luxury watches_crystal_sports",
        "gold watches",
        "tennis rackets",
        "lead crystal vases",
        "골프채",
        "滑雪板",
        "лыжи",
    ),
    (
        "vessel vehicle luxury watches_crystal_sports",
        "jet skis",
        "personal watercraft",
        "제트스키",
        "水上摩托艇",
        "гидроциклы",
    ),
    ("vehicle snowmobile", "snowmobiles", "skidoo", "스노모빌", "雪地摩托", "снегоход"),
    ("textiles rug", "Persian rugs", "hand-knotted carpets", "tapestries", "양탄자", "地毯", "ковры"),
    (
        "porcelain_tableware",
        "porcelain dinner sets",
        "bone china tea set",
        "본차이나 접시",
        "骨瓷餐具",
        "фарфоровая посуда",
    ),
    (
        "vehicle heavy_arms arms",
        "main battle tanks",
        "armoured personnel carriers, used",
        "장갑차",
        "主战坦克",
        "боевые машины пехоты",
    ),
    ("heavy_arms arms", "152 mm howitzers", "multiple rocket launchers", "자행포", "榴弹炮", "гаубица Д-30"),
    (
        "vehicle heavy_arms arms",
        "fighter aircraft",
        "attack helicopter",
        "전투기",
        "武装直升机",
        "истребитель",
    ),
    ("vessel vehicle heavy_arms arms", "warship", "submarines", "잠수함", "导弹艇", "подводная лодка"),
    (
        "heavy_arms arms",
        "ballistic missiles",
        "cruise missile",
        "탄도 미사일",
        "弹道导弹",
        "баллистическая ракета",
    ),
    ("arms small_arms", "assault rifles", "machine guns", "소총", "冲锋枪", "винтовки", "пулемет"),
    ("arms small_arms", "pistols, 50 pcs", "revolver", "권총 10정", "手枪", "пистолет Макарова"),
    ("arms small_arms", "hand grenades", "rifle ammunition", "수류탄", "步枪子弹", "ручные гранаты"),
    ("arms small_arms", "MANPADS", "휴대용 대공 미사일", "便携式防空导弹", "ПЗРК"),
    ("arms", "ammunition", "artillery shells", "surface-to-air missiles", "포탄", "弹药", "боеприпасы"),
]


@pytest.mark.parametrize(
    ("goods", "description"), [(goods, text) for goods, *texts in ALONE for text in texts]
)
def test_words_that_speak_of_one_thing_settle_it_without_a_code(goods: str, description: str) -> None:
    found = CLASSIFIER.classify(None, description)
    assert yes(found) == set(goods.split())
    assert set(goods.split()) & set(found.candidates)
    assert "coal" in goods or found.members["coal"] is False


@pytest.mark.parametrize(
    "description",
    [
        "spare parts for coal mining",
        "coal tar",
        "squid and coal",
        "coal or petroleum",
        "no coal",
        "activated carbon",
        "석탄산",
        "煤气",
        "активированный уголь",
        "lead time",
        "lead time 30 days",
        "leading supplier of the region",
        "lead-free solder",
        "铅笔",
        "납기 30일",
        "ironing board",
        "iron oxide",
        "铁路",
        "지하철",
        "железная дорога",
        "pressure vessel",
        "fish meal",
        "fish oil",
        "鱼粉",
        "wooden pallet packaging",
        "wooden furniture",
        "glass wool",
        "steel and coal",
        "oil",
        "propane",
        "LPG",
        "palm oil",
        "soybean oil",
        "canned peaches",
        "银行",
        "은행",
        "원산지",
        "홍콩",
        "부산 경유",
        "gold-plated watch",
        "zinc oxide",
        "aluminium oxide",
        "tungsten concentrate",
        "wigs",
        "wigs, false beards, eyelashes",
        "rare earth oxides",
        "accordions",
        "various goods, 20 kg",
        "1234",
        "🙂",
        "diamond blades",
        "imitation pearls",
        "watches",
        "rolex",
        "ski jackets",
        "fishing tackle",
        "스키",
        "위스키",
        "carpet tiles",
        "carpet cleaner",
        "tableware",
        "porcelain insulators",
        "ceramic tableware",
        "도자기",
        "陶瓷餐具",
        "фарфоровые изоляторы",
        "tank",
        "tanks, 5 units",
        "T-62 tank",
        "water tank",
        "물탱크",
        "танк-контейнер",
        "rocket",
        "rocket salad",
        "shells",
        "magazine",
        "gun",
        "glue gun",
        "spray guns",
        "글루건",
        "焊枪",
        "клеевой пистолет",
        "toy pistol",
        "장난감 권총",
        "玩具手枪",
        "игрушечный пистолет",
        "手枪钻",
        "torpedo",
        "mine",
        "mining",
        "mortar",
        "cement mortar",
        "cartridges",
        "ink cartridges",
        "токарный патрон",
        "bomb calorimeter",
        "bayonet",
        "무기",
        "무기 화합물",
        "model battle tank",
        "MiG-21",
        "MIG welder",
        "миг",
        "hunting rifles",
        "shotgun cartridges",
        "猎枪",
        "охотничье ружье",
    ],
)
def test_what_words_alone_do_not_settle(description: str) -> None:
    assert is_all_open(CLASSIFIER.classify(None, description))


@pytest.mark.parametrize(
    ("description", "goods"),
    [
        ("coal mining machine", "machinery"),
        ("fishing boat", "vessel vehicle"),
        ("fishing nets", "textiles"),
        ("oil tanker", "vessel vehicle"),
        ("diesel engine", "machinery"),
        ("steel", "metal"),
        ("煤油", "refined_petroleum"),
        ("调料 煤油", ""),
        ("柴油机", "machinery"),
        ("铁路车辆", "vehicle"),
        ("钛铁矿", "titanium_ore"),
        ("铅酸蓄电池", "electrical"),
        ("silver carp", "seafood"),
        ("cotton seed", "food"),
        ("lead crystal", "luxury watches_crystal_sports"),
        ("submarine cable", "electrical"),
        ("radar", "electrical"),
        ("airliner", "vehicle"),
        ("civil helicopter", "vehicle"),
        ("armoured vehicle", "vehicle"),
        ("military helicopter", "vehicle arms"),
        ("patrol boat", "vessel vehicle"),
        ("model ship", ""),
        ("рыболовное судно", "vessel vehicle"),
        ("дизельный двигатель", "machinery"),
    ],
)
def test_the_longer_term_is_the_thing(description: str, goods: str) -> None:
    assert yes(CLASSIFIER.classify(None, description)) == set(goods.split())


def test_what_a_thing_shares_its_code_with_follows_from_the_code_map() -> None:
    yacht = CLASSIFIER.classify(None, "yacht")
    assert yes(yacht) == {"vessel", "vehicle", "luxury", "gems_yachts_cars"}
    assert yacht.members["new_vessel"] is None
    assert CLASSIFIER.classify(None, "iron bars").members["metal"] is True
    # a statue of bronze is of chapter 83 or 97, so whether it is a metal ware stays open
    assert CLASSIFIER.classify(None, "bronze statue").members["metal"] is None


def test_candidates_without_a_code_only() -> None:
    assert CLASSIFIER.classify(None, "propane for boilers").candidates == ("natural_gas_liquid", "machinery")
    assert CLASSIFIER.classify("2711", "propane").candidates == ()
    assert CLASSIFIER.classify(None, None).candidates == ()


def test_fishing_rights_need_no_code_and_a_code_rules_them_out() -> None:
    found = CLASSIFIER.classify(None, "licences to fish, south of the line, with commission")
    assert found.members["fishing_rights"] is True
    assert found.members["coal"] is None
    assert CLASSIFIER.classify("0307", "squid fishing licences").members["fishing_rights"] is False
    assert CLASSIFIER.classify("27", "fishing rights").members["fishing_rights"] is False


@pytest.mark.parametrize(
    ("hs", "description", "good", "known"),
    [
        ("2709", "crude oil", "crude_oil", True),
        ("2709", "crude oil", "condensate", False),
        ("2709", "gas condensate", "condensate", True),
        ("2709", "gas condensate", "crude_oil", False),
        ("270900", "crude oil, excluding condensate", "condensate", False),
        ("2709", "crude oil and condensate", "condensate", True),
        ("2709", "crude oil and condensate", "crude_oil", True),
        ("2709", "oil", "crude_oil", None),
        ("2711.19", "natural gas liquids", "natural_gas_liquid", True),
        ("271112", "propane", "natural_gas_liquid", None),
        ("271119", "LNG", "natural_gas_liquid", None),
        ("8306.29", "bronze statue", "statue", True),
        ("830629", "ornaments", "statue", None),
        ("8802.11", "helicopter", "new_helicopter", None),
        ("880211", "used helicopter", "new_helicopter", False),
        ("880211", "new helicopter", "new_helicopter", True),
        ("880212", "Mi-17, brand new", "new_helicopter", True),
        ("880212", "Ми-8, б/у", "new_helicopter", False),
        ("88", "new aeroplane", "new_helicopter", False),
        ("88", "new aircraft", "new_helicopter", None),
        ("8901", "ferry for New York", "new_vessel", None),
        ("8901", "used tanker", "new_vessel", False),
        ("8901", "全新油轮", "new_vessel", True),
        ("8901", "重庆新加坡航线客船", "new_vessel", None),
        ("271019", "jet fuel", "aviation_fuel", True),
        ("271019", "diesel", "aviation_fuel", False),
        ("271019", "kerosene", "aviation_fuel", None),
        ("7202", "ferrosilicon", "iron", None),
        ("7208", "flat-rolled products of iron or non-alloy steel", "iron", None),
        ("72", "pig iron", "iron", True),
        ("7317", "iron nails", "iron", None),
        ("2704", "coke of coal", "coal", None),
        ("27", "coal tar", "coal", None),
        ("27", "anthracite, 5,000 t", "coal", True),
        ("27", "anthracite, 5,000 t", "crude_oil", False),
        ("27", "frozen squid", "seafood", False),
        ("27", "frozen squid", "coal", None),
        ("26", "lead and zinc ore", "zinc", True),
        ("2615", "vanadium ore", "vanadium_ore", True),
        ("2530", "rare earth ores", "rare_earth", True),
        ("2846", "rare earth compounds", "rare_earth", None),
        ("2701", "crude oil", "crude_oil", False),
        ("2701", "not coal at all", "coal", True),
        ("0307", "wigs", "seafood", True),
        ("7113", "gold rings", "gems_yachts_cars", True),
        ("7113", "imitation jewellery", "gems_yachts_cars", False),
        ("8903", "jet ski", "gems_yachts_cars", False),
        ("8903", "yacht", "gems_yachts_cars", True),
        ("8903", "kayaks", "watches_crystal_sports", None),
        ("9101", "watch with a case of precious metal", "watches_crystal_sports", True),
        ("9506", "badminton rackets and nets", "watches_crystal_sports", True),
        ("9506", "badminton rackets and nets", "luxury", True),
        ("9506", "treadmills", "watches_crystal_sports", None),
        ("9507", "fishing rods", "watches_crystal_sports", None),
        ("870310", "snowmobile", "snowmobile", True),
        ("870310", "snowmobile", "luxury", None),
        ("870310", "golf carts", "snowmobile", False),
        ("8703", "passenger cars", "snowmobile", False),
        ("8703", "passenger cars", "gems_yachts_cars", None),
        ("5703", "tufted carpets of wool", "rug", True),
        ("5703", "tufted carpets of wool", "luxury", None),
        ("5703", "carpet tiles", "rug", None),
        ("5805", "гобелены", "rug", True),
        ("6911", "porcelain plates", "porcelain_tableware", True),
        ("9301", "rifles", "small_arms", True),
        ("9301", "rifles", "heavy_arms", False),
        ("9301", "howitzers", "heavy_arms", True),
        ("9301", "howitzers", "small_arms", False),
        ("9301", "rifles and howitzers", "heavy_arms", True),
        ("9301", "rifles and howitzers", "small_arms", True),
        ("930110", "mortars, 60 mm", "heavy_arms", None),
        ("930110", "mortars, 60 mm", "small_arms", None),
        ("9303", "hunting rifles", "arms", None),
        ("9305", "rifle magazines", "small_arms", True),
        ("9306", "ballistic missile parts", "heavy_arms", True),
        ("9306", "surface-to-air missiles", "arms", True),
        ("9306", "surface-to-air missiles", "heavy_arms", None),
        ("9306", "MANPADS", "heavy_arms", None),
        ("930630", "7.62x39 mm cartridges", "arms", True),
        ("930630", "cartridges for riveting tools", "arms", False),
        ("930621", "shotgun cartridges", "arms", None),
        ("930690", "hand grenades", "small_arms", True),
        ("8802", "MiG-21", "heavy_arms", True),
        ("8802", "Су-25", "heavy_arms", True),
        ("8802", "fighter aircraft", "new_helicopter", False),
        ("8802", "airliner", "arms", False),
        ("880240", "客机", "heavy_arms", False),
        ("880212", "civil helicopter", "arms", False),
        ("880212", "민간 헬리콥터", "heavy_arms", False),
        ("880212", "helicopter", "arms", None),
        ("880212", "боевой вертолет", "heavy_arms", True),
        ("8806", "quadcopters", "arms", False),
        ("8807", "parts of fighter aircraft", "heavy_arms", True),
        ("8906", "warship", "heavy_arms", True),
        ("8906", "lifeboats", "heavy_arms", False),
        ("8906", "patrol boat", "arms", None),
        ("8413", "rifles", "arms", False),
        ("8515", "MIG welder", "arms", False),
        ("8703", "battle tank", "arms", False),
        ("9503", "toy battle tank", "heavy_arms", False),
    ],
)
def test_words_settle_only_what_the_code_leaves_open(
    hs: str, description: str, good: str, known: bool | None
) -> None:
    assert CLASSIFIER.classify(hs, description).members[good] is known


def test_because_quotes_the_words() -> None:
    found = CLASSIFIER.classify("271119", "Natural gas liquids (NGL)")
    assert found.because == ("the description says 'natural gas liquids': natural gas liquids",)


@pytest.mark.parametrize(
    "description", ["ＣＯＡＬ", "COAL", "Coal", "  coal;", "УГОЛЬ", "석탄 (무연탄)", "석탄\n500 톤"]
)
def test_forms_of_writing_are_made_equal(description: str) -> None:
    assert yes(CLASSIFIER.classify(None, description)) == {"coal"}


def test_terms_do_not_reach_across_a_comma() -> None:
    assert CLASSIFIER.classify("27", "coal, tar paper").members["coal"] is True
    assert CLASSIFIER.classify("27", "coal tar, paper").members["coal"] is None


def test_what_is_excepted_is_not_meant() -> None:
    assert CLASSIFIER.classify("27", "fuels other than coal").members["coal"] is None
    assert CLASSIFIER.classify("27", "топливо, кроме угля").members["coal"] is None
    assert CLASSIFIER.classify("27", "fuels (excluding oil), coal").members["coal"] is True
    assert is_all_open(CLASSIFIER.classify(None, "excluding coal"))


def test_a_korean_term_may_be_written_with_or_without_its_spaces() -> None:
    assert yes(CLASSIFIER.classify(None, "액화천연가스")) == yes(CLASSIFIER.classify(None, "액화 천연 가스"))


def test_a_single_syllable_of_hangul_must_stand_alone() -> None:
    assert yes(CLASSIFIER.classify(None, "금 5 kg")) == {"gold"}
    assert "gold" not in CLASSIFIER.classify(None, "대금 송금").candidates


def test_every_good_has_words_in_four_languages() -> None:
    assert LEXICON
    terms = Counter((term.good, term.lang) for term in LEXICON if term.effect == "is")
    for good in CLASSIFIER.goods:
        for lang in ("en", "ko", "zh", "ru"):
            least = 4 if good == "snowmobile" else 14  # one thing, with few names in any language
            assert terms[good, lang] >= least, (good, lang)


def test_what_an_annex_names_without_an_amount_is_a_luxury() -> None:
    """A rug, a snowmobile or a plate is one only above an amount that words do not tell."""
    luxuries = {term.term for term in LEXICON if term.good == "luxury" and term.effect == "is"}
    for term in LEXICON:
        if term.effect == "is" and term.good in {"gems_yachts_cars", "watches_crystal_sports"}:
            assert term.term in luxuries, term
        if term.effect == "is" and term.good in {"rug", "snowmobile", "porcelain_tableware"}:
            assert term.term not in luxuries, term


def test_every_arm_of_the_register_is_an_arm() -> None:
    arms = {term.term for term in LEXICON if term.good == "arms" and term.effect == "is"}
    for term in LEXICON:
        if term.effect == "is" and term.good in {"heavy_arms", "small_arms"}:
            assert term.term in arms, term


def test_codes_in_the_lexicon_do_not_contradict_the_table() -> None:
    without_code = {"fishing_rights"}
    for term in LEXICON:
        if term.effect == "is" and term.good not in without_code:
            assert term.hs, term
            assert any(CLASSIFIER.classify(hs, None).members[term.good] is not False for hs in term.hs), term


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ("coal,names,en,coal,2701", "effect", "names"),
        ("coal,is,de,kohle,2701", "lang", "de"),
        ("coal,neutral,en,coal,", "good", "coal"),
        (",is,en,coal,", "good", ""),
        ("coal,is,en,coal,270", "hs", None),
        ("coal,is,en,coal,27x", "hs", "27x"),
        ("coal,is,en,co*al,2701", "term", "co*al"),
        ("coal,is,en,*,2701", "term", "*"),
        ("coal,is,en,coal|,2701", "term", ""),
        ("coal,is,zh,t恤,2701", "term", "t恤"),
        ("coal,is,en,coal|coal,2701", "term", "coal"),
    ],
)
def test_a_bad_row_of_the_lexicon(row: str, column: str, found: str | None) -> None:
    _, problems = read_lexicon(HEADING + row, "lexicon.csv")
    if found is None:
        assert problems == []
    else:
        assert [(p.row, p.column, p.found) for p in problems] == [(2, column, found)]


def test_a_good_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(UnknownName, match="did you mean coal"):
        Classifier(TABLE, [Term("coall", "is", "en", "coal", ("2701",))])


@pytest.mark.parametrize(
    "words",
    [
        *(
            "nuts",
            "M8 nuts",
            "nuts M12 500 pcs",
            "wood chipper",
            "wood chippers",
            "mobile crane",
            "rope",
            "cloth",
        ),
        *(
            "car parts",
            "auto parts",
            "tractor parts",
            "motorcycle parts",
            "aircraft parts",
            "helicopter parts",
        ),
        *("apple", "자동차 부품", "汽车零件", "автозапчасти"),
    ],
)
def test_words_that_may_be_two_things_settle_nothing_alone(words: str) -> None:
    """Nuts are eaten or threaded, parts lie in many chapters: only a code can tell."""
    assert is_all_open(CLASSIFIER.classify(None, words))


def test_parts_under_a_code_follow_the_code() -> None:
    assert yes(CLASSIFIER.classify("8708", "car parts")) == {"vehicle"}
    assert yes(CLASSIFIER.classify("0802", "nuts")) == {"food"}
