"""Are Thai words found however they stand beside others, though no space divides them?"""

from __future__ import annotations

import pytest

from tests.unit.text.matching import finds

FOUND = [
    ("อาหาร", "รีวิวอาหารทั่วกรุงเทพ"),
    ("อาหาร", "แจกสูตรอาหารคลีน"),  # a loan word beside it
    ("อาหารคลีน", "รีวิวร้านอาหารคลีน"),
    ("ทำอาหาร", "ชอบทำอาหารง่ายๆ"),
    ("น้ำหอม", "สะสมน้ำหอมแบรนด์เนม"),
    ("น้ำหอม", "รีวิวน\u0e49\u0e4d\u0e32หอม"),  # the vowel in two parts
    ("น้ำ", "ล่องแพแม่น้ำแคว ดูน้ำใส"),
    ("แม่น้ำ", "บ้านริมแม่น้ำ"),
    ("ออกกำลังกาย", "ชวนออกกำลังกายที่บ้าน"),
    ("เเต่งหน้า", "สอนแต่งหน้าโทนธรรมชาติ"),  # two keys for one vowel
    ("แต่งหน้า", "ช่างเเต่งหน้าเจ้าสาว"),
    ("เที่ยว", "พาเที่ยวไทยแบบประหยัด"),
    ("ท่องเที่ยว", "นักท่องเที่ยวสายลุย"),
    ("วิ่ง", "นักวิ่งมาราธอน"),
    ("ง่าย", "เมนูง่ายๆ ทำเองได้"),  # repeated
    ("กรุงเทพ", "คนกรุงเทพฯ"),  # abbreviated
    ("กรุงเทพ", "คาเฟ่ในกรุงเทพมหานคร"),
    ("แมว", "ทาสแมวตัวจริง🐈"),
    ("คาเฟ่", "#คาเฟ่เชียงใหม่"),
    ("คลีน", "เมนูคลีนลดน้ำหนัก"),
    ("เบเกอรี่", "ร้านเบเกอรี่โฮมเมด"),
    ("เบเกอรี่", "เบเกอรีโฮมเมด อบสดทุกวัน"),  # loan words with and without the tone
    ("การ์ตูน", "วาดการตูนลายเส้น"),  # the silencer left out
    ("สตรีมเมอร์", "เป็นสตรีมเมอร์สายเกม"),
    ("เกมเมอร์", "ช่องของเกมเมอร์สาว"),
    ("สกินแคร์", "รีวิวสกินแคร์เกาหลี"),
    ("รีวิว skincare", "รีวิวSkincareตัวดัง"),
    ("เลี้ยงลูก", "คุณแม่เลี้ยงลูกเอง"),
    ("๒๕", "อายุ 25 ปี"),
    ('"แม่และเด็ก"', "รีวิวของใช้แม่และเด็ก"),
    ("วีแกน", "อาหารวีแกนอร่อย"),
]

NOT_FOUND = [
    ("ขาว", "ข่าวบันเทิงวันนี้"),  # white, news: tones divide words
    ("ข้าว", "ข่าวดีทุกวัน"),  # rice, news
    ("ขาว", "ข้าวผัดสูตรเด็ด"),
    ("รถ", "นั่งรถไฟเที่ยว"),  # car, train
    ("ยาย", "ของมากมาย"),  # grandmother, many
    ("ปลา", "เปล่าเลย"),  # fish, not at all
    ("หมา", "หมอดูแม่นๆ"),  # dog, fortune teller
    ("ใกล้", "ไกลบ้าน"),  # near, far
    ("เสื้อ", "เสือดำในป่า"),  # shirt, tiger
    ("ขนม", "ขนแมวเต็มบ้าน"),  # sweets, fur
    ("-หมู อาหาร", "อาหารจากหมู"),
]

KNOWN_MISSES = [
    ("เบเกอรี่", "สอนทำเบเกอรี"),  # the dictionary loses its way at the unknown word: สอ|นทำเบ|เก|อรี
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_thai_word_is_found_wherever_it_stands(query: str, text: str) -> None:
    assert finds(query, text, "th")


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_thai_word_is_not_taken_for_another(query: str, text: str) -> None:
    assert not finds(query, text, "th")


@pytest.mark.parametrize(("query", "text"), KNOWN_MISSES)
def test_what_is_known_to_be_missed_is_still_missed(query: str, text: str) -> None:
    assert not finds(query, text, "th")
