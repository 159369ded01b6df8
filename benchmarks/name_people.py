"""Names of people and companies that nobody listed: clean Koreans and Chinese, and a list of any size.

Tables of our own: common family and given names, in the spellings of passports.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

KOREAN_FAMILIES = (
    "Kim Ri Pak Choe Jong Kang Jo Yun Jang Lee Park Choi Jung Han O Rim Sin So Kwon Hwang".split()
)
KOREAN_GIVEN = """Min-jun Seo-jun Do-yun Ye-jun Si-u Ha-jun Ji-ho Ju-won Ji-hu Jun-seo Hyun-woo Ji-hun Dong-hyun
Jun-ho Sang-hun Seong-min Jae-hyun Young-ho Young-su Jung-ho Sung-ho Kyung-su Myung-su Ji-woo Seo-yeon Seo-yun
Ha-eun Min-seo Su-bin Ji-min Ye-jin Hye-jin Eun-ji Mi-kyung Young-hee Sun-hee Jung-sook Mi-sook Eun-young Kyung-hee
Chol-su Yong-su Yong-ho Song-min Kwang-su Myong-su Un-ju Hyon-u Hye-song Sol-ju Un-hui Kum-hui Song-hui Chun-hui
Myong-hui Kyong-il Chang-ho Tae-song Hak-chol Nam-su""".split()
CHINESE_FAMILIES = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo".split()
)
CHINESE_GIVEN = """Wei Fang Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xia Ping Gang Xiuying
Guiying Jianhua Jianguo Jianjun Zhiqiang Haiyan Xiaoming Xiaoli Yufen Guihua Yulan Xinyi Zihan Haoran Yuxuan Zixuan
Mengyao Yuhan Jiahao Junjie Xueying Weiwei Lijuan Chunmei Shufen Guifang Haibo Wenjing Yuanyuan Dandan Tingting
Jiaqi Siyuan Zhihao Minghao Tianyu Ruoxi Shihan Kaiwen Peng Bin Bo Hui""".split()

TRADES = "Trading Shipping Energy Holdings Logistics Mining Textile Pharma Steel Foods Marine Capital".split()
ONSETS = "b d f g h k l m n p r s t v z ch sh br kr st".split()
CODAS = ["", "", "", "n", "r", "l", "s", "m", "k", "t"]
FORMS = "Ltd LLC GmbH SA Inc JSC Co".split()


def koreans() -> list[str]:
    """Every family name with every given name, Northern and Southern spellings mixed as passports mix them."""
    return [f"{family} {given}" for family, given in product(KOREAN_FAMILIES, KOREAN_GIVEN)]


def chinese() -> list[str]:
    """Every family name with every given name, in pinyin."""
    return [f"{family} {given}" for family, given in product(CHINESE_FAMILIES, CHINESE_GIVEN)]


def clean(count: int, seed: int) -> list[str]:
    """So many of both, drawn with `seed`."""
    everybody = koreans() + chinese()
    rnd = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    return [rnd.choice(everybody) for _ in range(count)]


def entities(count: int, seed: int) -> Iterator[tuple[str, str, list[str]]]:
    """(id, schema, names): so many entities with three names each; four in five are persons.

    Words are made of syllables, 60,000 family and 15,000 given names, some far more frequent than others. The words
    are the same for every seed, who bears them is not.
    """
    families, given = _words(60_000, 1), _words(15_000, 2)
    rnd = random.Random(seed)  # noqa: S311

    def draw(words: list[str]) -> str:
        return words[int(len(words) * rnd.random() ** 2)]

    for number in range(count):
        if rnd.random() < 0.8:
            first, middle, last = draw(given), draw(given), draw(families)
            names = [
                f"{first} {middle} {last}",
                f"{last.upper()}, {first}",
                f"{first} {middle} {draw(families)}",
            ]
            yield f"e{number}", "Person", names
        else:
            head, trade = f"{draw(families)} {draw(families)}", rnd.choice(TRADES)
            names = [f"{head} {trade} {rnd.choice(FORMS)}", f"{head} {trade}", f"{head} {rnd.choice(TRADES)}"]
            yield f"e{number}", "Company", names


def _words(count: int, seed: int) -> list[str]:
    rnd = random.Random(seed)  # noqa: S311
    syllables = [a + b + c for a, b, c in product(ONSETS, "aeiou", CODAS)]
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rnd.choice(syllables) for _ in range(rnd.choice((2, 2, 3)))).capitalize()] = None
    return list(found)
