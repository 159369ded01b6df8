"""Names of people and companies that nobody listed: clean Koreans and Chinese, and a list of any size.

Tables of our own: common family and given names, in the spellings of passports.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

KOREAN_FAMILIES = "Kim Ri Pak Choe Jong Kang Jo Yun Jang Lee Park Choi Jung Han O Rim Sin So Kwon Hwang".split()
KOREAN_GIVEN = """Min-jun Seo-jun Do-yun Ye-jun Si-u Ha-jun Ji-ho Ju-won Ji-hu Jun-seo Hyun-woo Ji-hun Dong-hyun
Jun-ho Sang-hun Seong-min Jae-hyun Young-ho Young-su Jung-ho Sung-ho Kyung-su Myung-su Ji-woo Seo-yeon Seo-yun
Ha-eun Min-seo Su-bin Ji-min Ye-jin Hye-jin Eun-ji Mi-kyung Young-hee Sun-hee Jung-sook Mi-sook Eun-young Kyung-hee
Chol-su Yong-su Yong-ho Song-min Kwang-su Myong-su Un-ju Hyon-u Hye-song Sol-ju Un-hui Kum-hui Song-hui Chun-hui
Myong-hui Kyong-il Chang-ho Tae-song Hak-chol Nam-su""".split()
CHINESE_FAMILIES = "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo".split()
CHINESE_GIVEN = """Wei Fang Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xia Ping Gang Xiuying
Guiying Jianhua Jianguo Jianjun Zhiqiang Haiyan Xiaoming Xiaoli Yufen Guihua Yulan Xinyi Zihan Haoran Yuxuan Zixuan
Mengyao Yuhan Jiahao Junjie Xueying Weiwei Lijuan Chunmei Shufen Guifang Haibo Wenjing Yuanyuan Dandan Tingting
Jiaqi Siyuan Zhihao Minghao Tianyu Ruoxi Shihan Kaiwen Peng Bin Bo Hui""".split()

FIRST = """James Maria Ahmed Olga Wei Jose Fatima Ivan Anna Mohammed John Elena Carlos Aisha David Sofia Omar Natalia
Peter Laura Ali Irina Thomas Carmen Hassan Tatiana Daniel Lucia Ibrahim Yulia Michael Isabel Yusuf Svetlana Robert
Rosa Khalid Marina Paul Elisa Tariq Galina George Marta Salim Vera Simon Clara Rashid Nina Victor Julia Karim""".split()
PARTS = ["ba", "ko", "ra", "mi", "sten", "ov", "del", "ha", "ri", "mann", "son", "ez", "ka", "tor", "vel", "shi", "na"]
PARTS += ["zan", "gor", "lin", "der", "pa", "tu", "ber", "wick", "sa", "ford", "lo", "mar", "ten", "ic", "dov", "el"]
TRADES = "Trading Shipping Energy Holdings Logistics Mining Textile Pharma Steel Foods Marine Capital".split()
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
    """(id, schema, names): so many entities with three names each; four in five are persons."""
    rnd = random.Random(seed)  # noqa: S311
    for number in range(count):
        if rnd.random() < 0.8:
            first, middle, last = rnd.choice(FIRST), rnd.choice(FIRST), _word(rnd)
            names = [f"{first} {last}", f"{last.upper()}, {first} {middle}", f"{first} {middle} {_word(rnd)}"]
            yield f"e{number}", "Person", names
        else:
            head, trade = f"{_word(rnd)} {_word(rnd)}", rnd.choice(TRADES)
            names = [f"{head} {trade} {rnd.choice(FORMS)}", f"{head} {trade}", f"{head} {rnd.choice(TRADES)}"]
            yield f"e{number}", "Company", names


def _word(rnd: random.Random) -> str:
    return "".join(rnd.choice(PARTS) for _ in range(rnd.choice((2, 3, 3, 4)))).capitalize()
