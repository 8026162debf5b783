"""How do the words of Japanese change their forms, and in which scripts are they written?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from marketplace.text.joining import SUFFIXES
from marketplace.text.segments import is_word
from marketplace.text.unspaced import UnspacedStemming

_SHORTEST = 3
"""Kana of the shortest part of a compound; and up to which ー is no ending that comes and goes: カー, バター."""

_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff々]")

_HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})

_SOUNDS = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
"""ヴィーガン and ビーガン: usage wavers, the sound is one."""

_IN_KANJI = (
    ("かわい", "可愛"),
    ("おいし", "美味し"),
    ("たのし", "楽し"),
    ("うれし", "嬉し"),
    ("やさし", "優し"),
    ("うつくし", "美し"),
    ("おもしろ", "面白"),
    ("きれい", "綺麗"),
    ("たべ", "食べ"),
    ("あるき", "歩き"),
    ("つくる", "作る"),
    ("つくり", "作り"),
    ("つくっ", "作っ"),
    ("ひとり", "一人"),
    ("ふたり", "二人"),
    ("1人", "一人"),
    ("2人", "二人"),
    ("ぐらし", "暮らし"),
    ("こども", "子供"),
    ("子ども", "子供"),
    ("ねこ", "猫"),
    ("いぬ", "犬"),
    ("すし", "寿司"),
    ("鮨", "寿司"),
    ("きもの", "着物"),
    ("珈琲", "こーひー"),
    ("拉麺", "らーめん"),
    ("めがね", "眼鏡"),
    ("ふくろう", "梟"),
)
"""Words often written in kana by some and in kanji by others, by their beginning; of names creators search by."""

_ROWS = {
    **dict.fromkeys("あうえおわ", "w"),
    **dict.fromkeys("かきくけこ", "k"),
    **dict.fromkeys("がぎぐげご", "g"),
    **dict.fromkeys("さしすせそ", "s"),
    **dict.fromkeys("ざじずぜぞ", "z"),
    **dict.fromkeys("たちつてと", "t"),
    **dict.fromkeys("だぢづでど", "d"),
    **dict.fromkeys("なにぬねの", "n"),
    **dict.fromkeys("はひふへほ", "h"),
    **dict.fromkeys("ばびぶべぼ", "b"),
    **dict.fromkeys("ぱぴぷぺぽ", "p"),
    **dict.fromkeys("まみむめも", "m"),
    **dict.fromkeys("やゆよ", "y"),
    **dict.fromkeys("らりるれろ", "r"),
    "い": "kgw",
    "っ": "trw",
    "ん": "nmb",
}
"""A verb keeps the row of its first kana: 作る 作り 作ろう. Before た and て it melts: 書い 泳い 買っ 走っ 飲ん."""

_BARE = re.compile("[見寝着煮出似得経][たてまなるらよれ]")
"""Verbs of a single syllable have no row: 見る, 見た, 見ます."""

_ENDED = re.compile("(.*[\u3400-\u9fff々])([\u3041-\u3096]+)")
_BETWEEN = re.compile("(?<=[\u3400-\u9fff々])[\u3041-\u3096]+(?=[\u3400-\u9fff々])")
_DOING = re.compile("[すしさせ]")


def _forms(word: str) -> tuple[str, ...]:
    kana = _in_kana(word)
    for written, kanji in _IN_KANJI:
        if kana.startswith(written):
            kana = kanji + kana[len(written) :]
            break
    plain = _BETWEEN.sub(lambda between: "の" if "の" in between[0] else "", kana)  # 引っ越し, 引越し; but 女の子
    ended = _ENDED.fullmatch(plain)
    return tuple(_stems(ended[1], ended[2])) if ended else (plain,)


def _in_kana(word: str) -> str:
    """All kana as hiragana, without what is a matter of style: ヴ, the last long stroke."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return (word.rstrip("ー") if len(word) > _SHORTEST else word).translate(_HIRAGANA)


def _stems(kanji: str, ending: str) -> Iterator[str]:
    if kanji[-1:] + ending[0] == "行っ":  # the one verb that melts otherwise
        yield "行k"
    elif _BARE.match(kanji[-1] + ending[0]):
        yield f"{kanji}v"
    else:
        yield from (kanji + row for row in _ROWS.get(ending[0], ending))
    if len(kanji) > 1 and _DOING.match(ending):  # a noun with する: 料理する
        yield kanji


def _parts(word: str) -> tuple[str, ...]:
    """The words in a compound: コスメ in プチプラコスメ, 大学 in 大学生, 弁当 in お弁当."""
    if _KATAKANA.fullmatch(word):
        return tuple(_katakana_parts(word))
    if len(word) > 1 and word[-1] in _KINDS:
        return (word[-1], *((word[:2],) if len(word) == 3 and is_word(word[:2]) else ()))
    if len(word) > 2 and word[0] in "お御ご":
        return (word[1:],)
    if len(word) == 3 and word[-1] in _ENDINGS and is_word(word[:2]):
        return (word[:2],)
    if len(word) == 3 and word[0] in _BEGINNINGS and is_word(word[1:]):
        return (word[1:],)
    if len(word) == 4 and is_word(word[:2]) and is_word(word[2:]):
        return (word[:2], word[2:])
    return ()


_KATAKANA = re.compile("[\u30a1-\u30ff]+")
_ENDINGS = SUFFIXES | frozenset("生酒車機形型器服食場室院園街部費用学")
_BEGINNINGS = frozenset("手新旧名")
_KINDS = frozenset("犬猫旅酒")
"""Whatever ends in one is of its kind: 柴犬, 黒猫, 一人旅, 梅酒. Not so 本 (book), the end of Japan, 肉 of muscle."""

_SHORT = ("ヨガ", "ママ", "パパ", "ネコ", "イヌ", "マン", "ケア")
"""Parts of two kana; others stand in too many words: パン in パンダ and パンフレット."""

_UNDIVIDED = ("アイスランド", "マスクメロン", "ロックダウン", "チョコレート", "プラットフォーム", "ユニフォーム")
"""Words that only look like two: Iceland is no ice."""


def _katakana_parts(word: str) -> Iterator[str]:
    """Either side of where a katakana compound may be cut."""
    if word.startswith(_UNDIVIDED):
        return
    for cut in range(2, len(word) - 1):
        left, right = word[:cut], word[cut:]
        if right[0] not in _NEVER_FIRST and _long(left) and _long(right):
            yield from (left, right)


_NEVER_FIRST = "ーァィゥェォッャュョンヴ"


def _long(part: str) -> bool:
    return len(part) >= _SHORTEST or part in _SHORT


STEMMING = UnspacedStemming(_JAPANESE, _forms, _parts)
