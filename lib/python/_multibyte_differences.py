"""Where Python's character sets of several bytes differ from the C library's.

Codes are written in hexadecimal. Of each set: the characters from a code on, in the order of the
codes; the codes that are no characters; what characters are encoded as (None: they are not) where
that does not follow from the first; and the codes that are preferred to others of a character.
"""

# kana, Cyrillic and numbers, as the ETEN system has them in Big5
_ETEN = ("ヾゝゞ々ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつ"
         "づてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれ"
         "ろゎわゐゑをんァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチ"
         "ヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラ"
         "リルレロヮワヰヱヲンヴヵヶДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвг"
         "деёжзийклмнопрстуфхцчшщъыьэюя①②③④⑤⑥⑦⑧⑨⑩⑴"
         "⑵⑶⑷⑸⑹⑺⑻⑼⑽")

DIFFERENCES = {
    "big5": (
        {"a145": "•", "a14e": "､", "a1c2": "‾", "a1e3": "∼", "a1f2": "♁☉", "a241": "／＼",
         "a244": "\xa5", "a246": "\xa2\xa3",
         "c6a1": _ETEN},
        ["80", "a3e1", "c7fd-c8fe", "f9d6-f9fe"],
        {"／": "a241", "＼": "a242"},
        []),
    "big5hkscs": (
        {"a15a": "╴", "a1c3": "￣", "a1c5": "ˍ", "a1fe": "／＼", "a2cc": "十", "a2ce": "卅"},
        ["80", "877a-87df"],
        {},
        []),
    "cp950": (
        {"c6a1": _ETEN},
        ["80", "c7fd-c8fe"],
        {"\xa2": "a246", "\xa3": "a247", "\xa5": "a244", "•": "a145", "‾": "a1c2", "∼": "a1e3",
         "☉": "a1f3", "♁": "a1f2", "､": "a14e"},
        []),
    "gbk": (
        {},
        ["80"],
        {},
        []),
    "gb18030": (
        {"a6d9": "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793", "a6ec": "\ue794\ue795",
         "a6f3": "\ue796", "a8bc": "\ue7c7", "fe51": "\ue816\ue817\ue818", "fe59": "\ue81e",
         "fe61": "\ue826", "fe66": "\ue82b\ue82c", "fe6c": "\ue831\ue832", "fe76": "\ue83b",
         "fe7e": "\ue843", "fe90": "\ue854\ue855", "fea0": "\ue864", "8135f437": "ḿ",
         "82359037": "龴龵龶", "82359130": "龷龸龹龺龻", "84318236": "\ufe10\ufe11\ufe12\ufe13",
         "84318330": "\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19", "95329031": "\U00020087",
         "95329033": "\U00020089", "95329730": "\U000200cc", "9536b937": "\U000215d7",
         "9630ba35": "\U0002298f", "9635b630": "\U000241fe"},
        [],
        {},
        []),
    "euc_kr": (
        {},
        ["80-9f", "a2e8", "a4d4"],
        {"₩": None, "ㅤ": "a4d4"},
        []),
    "johab": (
        {"5c": "\\", "8441": "\u3000\u3131\u3132", "8445": "ㄴ", "8448": "ㄷㄹ", "8451": "ㅁ",
         "8453": "ㅂ", "8455": "ㅅㅆㅇㅈㅊㅋㅌㅍㅎ"},
        ["d9e8"],
        {},
        []),
    "cp932": (
        {"80": "\x80", "a0": "\uf8f0", "fd": "\uf8f1\uf8f2\uf8f3"},
        [],
        {"\xa5": None, "—": None, "‾": None},
        ["ed40-eefc"]),
    "euc_jp": (
        {"8fa2b7": "~"},
        ["80-8d", "90-9f"],
        {},
        []),
    "shift_jis": (
        {"5c": "\\", "7e": "~"},
        [],
        {"\xa5": "5c", "‾": "7e", "￠": None, "￡": None, "￢": None},
        []),
    "euc_jis_2004": (
        {"a1bd": "―", "a2d6": "⦅⦆"},
        [],
        {},
        []),
    "euc_jisx0213": (
        {"8ffdbb": "鬝", "a1bd": "―", "a2d6": "⦅⦆"},
        ["aea1", "affe", "cfd4", "cffe", "f4a7", "fefa-fefe"],
        {},
        []),
    "shift_jis_2004": (
        {"815c": "―", "815f": "\\", "81b0": "~", "81d4": "⦅⦆"},
        [],
        {"\\": "815f", "~": "81b0"},
        []),
    "shift_jisx0213": (
        {"815c": "―", "815f": "\\", "81b0": "~", "81d4": "⦅⦆", "fc5a": "鬝"},
        ["879f", "889e", "9873", "989e", "eaa5", "eff8-effc"],
        {"\\": "815f", "~": "81b0"},
        []),
}
