"""How are the words of Vietnamese written otherwise? They don't change; their syllables are written together."""

from __future__ import annotations

import re
import unicodedata

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.fold import fold
from marketplace.text.stemming import LATIN, WordStemming

PARTS = """
ẩm thực ăn uống vặt chay áo dài bánh kẹo mì bé bún bò cá cà phê cắm trại câu cây cảnh chăm sóc chó mèo chồng vợ chụp
ảnh công nghệ con cưng cưới cuộc sống da mặt tóc đà nẵng đam mê đẹp điện thoại đồ chơi gia dụng đình du lịch bụi đường
phố gái giảm cân giày giáo dục hà nội hài hước hạnh phúc hoa khám phá khỏe kể chuyện kinh doanh nghiệm làm bếp vườn mẹ
và nhà cửa nails nấu ngon nghệ thuật nhạc nội thất nuôi dạy ô tô phim phong cách phở phượt phụ kiện nữ nam quán review
sách sài gòn sinh viên sức skincare tập thể dục thao tết thời trang tình yêu trẻ em điểm trò túi xách văn hóa việt
vlog xe máy
"""
"""Syllables of the words in hashtags, which are written together and mostly without marks: #dulichvietnam."""


_EITHER_I = re.compile("([hklmst]|qu)[iy]")
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
"""As typed on a keyboard without them."""


def _with_i(word: str) -> tuple[str, ...]:
    """The syllable with i where y sounds alike, mỹ and mĩ, with its tone: mỳ (noodles) is mì, but no mỹ (beauty)."""
    letters = unicodedata.normalize("NFD", word)
    tones = [tone for tone in _TONES if tone in letters]
    plain = fold(word)
    return (f"{plain[:-1]}i-{_TONES[tones[0]]}",) if tones and _EITHER_I.fullmatch(plain) else ()


def _plain(word: str) -> tuple[str, ...]:
    return (fold(word),)


def _parts(word: str) -> tuple[str, ...]:
    """Nothing for a word that stands alone: it is found as written."""
    return (*(fold(part) for part in COMPOUNDS.parts_of(word)), *_with_i(word))


def _asked(word: str) -> tuple[str, ...]:
    return (*_plain(word), *_with_i(word))


COMPOUNDS = Compounds(_plain, PARTS)
STEMMING = CompoundStemming(WordStemming(LATIN, _parts, _asked), COMPOUNDS)
