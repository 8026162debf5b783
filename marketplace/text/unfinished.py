"""Which word may be about to be typed, where a text has it in two pieces? スキンケ is about to be スキン|ケア."""

from __future__ import annotations

from functools import lru_cache

from marketplace.text.segments import segments

LAST = """
アクセサリー アップ アート アレンジ インテリア カット カフェ カラー キャンプ クリーム グッズ グルメ ケア ケーキ
ゲーム コスメ コーデ サロン ショップ スイーツ スクール スタイル ダイエット チャンネル ツアー デザイン トレーニング ネコ
ハンドメイド パパ パン ファッション ブログ ヘア ホテル ママ メイク ヨガ ライフ ランチ ラーメン レシピ
レッスン レビュー
"""
"""Words that end others; until most of one is typed, the dictionary takes it for a part of the word before."""

SHORTEST = 2
"""Kana of the word before."""


@lru_cache(maxsize=4_096)
def completions(begun: str) -> tuple[str, ...]:
    """What may become of a word that is being typed, where the dictionary will then divide it."""
    found = (
        begun[:cut] + last
        for cut in range(SHORTEST, len(begun))
        for last in LAST.split()
        if last.startswith(begun[cut:]) and last != begun[cut:]
    )
    return tuple(word for word in found if len(segments(word)) > 1)
