"""Are Chinese words found in either script, though no space divides them?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("攝影", "台北攝影師"),
    ("攝影師", "新加坡婚礼摄影师"),  # the other script
    ("摄影", "喜歡攝影和旅行"),
    ("護膚", "分享护肤心得"),
    ("护肤", "天然護膚品推薦"),
    ("台灣", "臺灣小吃地圖"),  # both are written in Taiwan
    ("臺南", "台南在地美食"),
    ("美妝", "美妝部落客小美"),  # words that dictionaries don't know
    ("美妝", "每日分享美妝開箱"),
    ("穿搭", "小個子穿搭日記"),
    ("開箱", "3C開箱與評測"),
    ("電競", "電競選手的日常"),
    ("手遊", "手遊實況主"),
    ("網紅", "网红餐厅探店"),
    ("部落客", "親子部落客"),
    ("咖啡", "巷弄咖啡廳收集者"),
    ("咖啡", "自家烘焙咖啡豆"),
    ("保養", "平價保養品實測"),
    ("大學", "大學生的省錢日常"),
    ("健身教練", "我是健身教練阿凱💪"),
    ("台北美食", "台北必吃美食清單"),
    ("台北的咖啡廳", "收藏台北咖啡廳"),  # the particle doesn't matter
    ("瑜伽", "每天一小時瑜珈"),  # either sign for the second syllable
    ("頭髮", "头发护理小技巧"),
    ("乾淨", "干净的居家收纳"),
    ("室內設計", "室内设计师Leo"),
    ("設計", "室内设计工作室"),
    ("貓咪", "#貓咪日常 🐈"),
    ("露營", "帶小孩露營車旅行"),
    ("ＡＳＭＲ", "ASMR助眠"),
    ("vlog", "情侶Vlog日常"),
    ('"手搖飲"', "每天一杯手搖飲"),
]

NOT_FOUND = [
    ("上海", "海上運動教練"),  # Shanghai, at sea
    ("馬", "馬上報名我的課程"),  # horse, at once
    ("京都", "北京都会美食"),  # Kyoto across two words
    ("皇后", "以後的日子"),  # 后 and 後 are one sign in simplified script
    ("頭髮", "發財致富"),  # 髮 and 發 likewise
    ("美食", "美麗的食器"),
    ("手機", "手作飛機模型"),
    ("火車", "汽車開箱評測"),
    ("大學", "學大提琴"),
    ("面膜", "麵包烘焙教室"),
    ("-咖啡 台北", "台北咖啡廳"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_chinese_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert finds(query, text, "zh")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_chinese_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "zh")
