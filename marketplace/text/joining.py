"""Which pieces belong together that were cut apart where no space divides words? In texts and queries alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from marketplace.text.segments import is_word
from marketplace.text.words import UNSPACED, Token

_JAPANESE = "の は が を に で と も へ や から まで より です だ な ね よ か お ご さん くん ちゃん さま 様 達 たち"
_CHINESE = (
    "的 是 我 你 妳 他 她 它 們 们 與 与 在 和 了 有 不 很 愛 爱 這 这 那 就 也 及 跟 到 去 會 会 要 每 讓 让 把 被"
)
_THAI_SIGNS = "ๆ ฯ"

PARTICLES = frozenset(f"{_JAPANESE} {_CHINESE} {_THAI_SIGNS}".split())
"""Words of grammar, which no other word melts into."""

SUFFIXES = frozenset("師师家者員员客人主品館馆店廳厅語语史術术族控粉系風风賽赛")
"""Signs that end a word of three: 研究|家, 部落|客, 摄影|师."""


def joined(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens in their order, those together that are one word. Spaced scripts give one token each."""
    group: list[Token] = []
    for token in tokens:
        if group and not _belong(group, token):
            yield tuple(group)
            group = []
        group.append(token)
    if group:
        yield tuple(group)


def whole(group: Sequence[Token]) -> Token:
    """Several tokens as one."""
    if len(group) == 1:
        return group[0]
    word = "".join(token.word for token in group)
    return Token(word, word, group[0].start, group[-1].end)


def meaningful(groups: Sequence[tuple[Token, ...]]) -> tuple[tuple[Token, ...], ...]:
    """Typed words without the particles that stand against other words: 猫の写真 looks for 猫 and 写真."""
    touching = {n for (n, left), (m, right) in pairwise(enumerate(groups)) if _touch(left, right) for n in (n, m)}
    kept = [one for n, one in enumerate(groups) if n not in touching or whole(one).word not in PARTICLES]
    return tuple(kept or groups)


def _touch(left: Sequence[Token], right: Sequence[Token]) -> bool:
    return left[-1].end == right[0].start and bool(UNSPACED.search(left[-1].word + right[0].word))


def _belong(group: Sequence[Token], right: Token) -> bool:
    left = group[-1]
    if left.end != right.start:
        return False
    if right.word in ("で", "だ"):
        return _BENT.search(whole(group).word) is not None
    return _one_word(left.word, right.word)


_BENT = re.compile("[\u3400-\u9fff][いん]$")
"""A verb that waits for its で or だ, else particles: 泳い|で, 飲ん|だ."""


@lru_cache(maxsize=16_384)
def _one_word(left: str, right: str) -> bool:
    if not UNSPACED.search(left) or not UNSPACED.search(right) or left in PARTICLES or right in PARTICLES:
        return False
    if _torn(left, right):
        return True
    unknown_thai = min(len(left), len(right)) == 1 and _THAI.match(left)  # which is one piece too when it is alone
    return not unknown_thai and is_word(left + right)


def _torn(left: str, right: str) -> bool:
    """Whether no word ends and begins here, by the look of both sides."""
    if left == "ー" or len(left) == len(right) == 1:
        return True
    if _HIRAGANA.match(right):
        return _KANJI_OR_KANA_END.search(left) is not None
    return (right in SUFFIXES and len(left) > 1) or bool(_TORN.search(f"{left} {right}"))


_HIRAGANA = re.compile("[\u3041-\u309f]")
_KANJI_OR_KANA_END = re.compile("[\u3041-\u309f\u3400-\u9fff々]$")
"""What endings are written behind: 食|べた, 作|っ|た, 楽|しく."""

_THAI = re.compile("[ก-ฮเแโใไ]")
_TORN = re.compile("[เแโใไ] | [ะ-ฺ็-๎]| [ก-ฮ](?:[ก-ฮ]?์)?$|เ[ก-ฮ][่-๋]? อ|^[\u3400-\u9fff] [ァ-ヺ]{2}$")
"""Within a Thai vowel, or before a consonant alone or silenced: คลี|น, เม|อร์. 筋|トレ is short for two words."""
