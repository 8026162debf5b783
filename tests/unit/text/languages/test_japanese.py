"""Are Japanese words found in their other forms and scripts, though no space divides them?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("食べる", "美味しいものを食べたい人集まれ"),
    ("食べた", "毎日よく食べます"),
    ("食べ歩き", "京都で食べ歩きが趣味です"),
    ("作る", "簡単なお弁当を作っています"),
    ("作って", "アクセサリーを作るのが好き"),
    ("走る", "毎朝10km走ってます"),
    ("描く", "水彩で風景を描いた動画"),
    ("釣り", "週末は海で釣ってきます"),
    ("踊る", "家族みんなで踊ってみた"),
    ("撮る", "フィルムで写真を撮っています"),
    ("楽しい", "キャンプを楽しく過ごすコツ"),
    ("可愛い", "可愛くて安いプチプラ服"),
    ("美味しい", "美味しかったお店だけ紹介"),
    ("かわいい", "可愛いもの大好き"),  # kana for kanji
    ("カワイイ", "原宿のかわいい文化を発信"),  # katakana for hiragana
    ("おいしい", "美味しいパン屋さん巡り"),
    ("ねこ", "猫と暮らす日常"),
    ("ネコ", "うちのねこが主役です"),
    ("らーめん", "都内のラーメンを毎日"),
    ("ラーメン", "らーめん大好き系会社員"),
    ("ﾗｰﾒﾝ", "ラーメン食べ歩き"),  # half width
    ("コンピュータ", "自作コンピューターの組み立て"),  # the last stroke is a matter of house style
    ("サーバー", "サーバ構築を解説"),
    ("ヴィーガン", "ビーガン料理のレシピ"),
    ("バイオリン", "ヴァイオリン奏者です"),
    ("引越し", "引っ越しの荷造り術"),  # okurigana more or less
    ("コスメ", "プチプラコスメの紹介"),  # compounds of katakana
    ("コスメ", "コスメレビュー毎週更新"),
    ("ヨガ", "ヨガインストラクターのみほです"),
    ("ゲーム", "ゲームアプリ実況"),
    ("筋トレ", "筋トレ女子の食事"),
    ("美容", "表参道の美容師です"),
    ("大学", "都内の大学生です"),
    ("猫の写真", "猫写真を毎日あげてます"),  # the particle doesn't matter
    ("着物", "お着物でお出かけ"),  # polite
    ("カメラ", "カメラ📷が相棒です"),
    ("子育て", "#子育てママ と繋がりたい"),
    ("ＤＩＹ", "賃貸でもできるDIY"),
    ("Vlog", "夫婦のvlogを更新中"),
    ("東京カフェ", "東京のおすすめカフェ巡り"),
    ("旅", "ひとり旅の記録"),
]

NOT_FOUND = [
    ("京都", "東京都に住んでいます"),  # Kyoto in Tokyo-to
    ("スキー", "ウイスキーのソムリエ"),  # ski, whisky
    ("アイス", "アイスランドを旅する"),  # ice cream, Iceland
    ("ライン", "オンライン英会話の先生"),  # LINE, online
    ("メイク", "古着をリメイクしています"),  # make-up, remake
    ("パン", "パンダが大好き"),  # bread, panda
    ("マスク", "マスカラ比較"),  # mask, mascara
    ("食べる", "飲むのが好き"),
    ("着る", "切る、貼る、作る"),  # wear, cut: alike in sound alone
    ("金", "お菓子と金曜ロードショー"),  # gold, Friday
    ("ハム", "公園でハムスターと"),  # ham, hamster
    ("美容", "美しい容器の店"),
    ("犬", "猫と暮らす"),
    ("女子", "女の子のママです"),  # girls as a style, a little daughter
    ("-猫 犬", "犬と猫の動画"),
]

KNOWN_MISSES = [
    ("ネコ", "ねこの動画を毎日投稿"),  # the dictionary reads ね|この: hiragana alone is cut amiss at times
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_japanese_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "ja")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_japanese_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "ja")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_still_missed(query: str, text: str) -> None:
    assert not finds(query, text, "ja")
