"""How phones write the line that begins a message: one small chat for each layout and language."""

from datetime import datetime
from pathlib import Path

import pytest
from babel import Locale, localedata

from towpath.errors import BadInput
from towpath.importers import Message, open_bytes, open_chat
from towpath.importers.header import Clock

EVENING = "2024-12-13T21:05"
"""What most of the layouts below say; the thirteenth tells the day from the month."""
MORNING = "2024-12-13T09:05"
SAME = frozenset({"ip."})
"""Words that mean the first half in one language and the second in another with more speakers."""

LAYOUTS = {
    # Android with a dash
    "Android, British": ("13/12/2024, 21:05 - Ana: Hello", EVENING),
    "Android, two digits": ("13/12/24, 21:05 - Ana: Hello", EVENING),
    "Android, American": ("12/13/24, 9:05 PM - Ana: Hello", EVENING),
    "Android, American, narrow space": ("12/13/24, 9:05\u202fPM - Ana: Hello", EVENING),
    "Android, American, no-break space": ("12/13/24, 9:05\u00a0PM - Ana: Hello", EVENING),
    "Android, small letters": ("12/13/24, 9:05 pm - Ana: Hello", EVENING),
    "Android, Spanish": ("13/12/2024, 9:05 p. m. - Ana: Hola", EVENING),
    "Android, Spanish, no-break spaces": ("13/12/2024, 9:05 p.\u00a0m. - Ana: Hola", EVENING),
    "Android, Spanish, narrow spaces": ("13/12/2024, 9:05\u202fp.\u202fm. - Ana: Hola", EVENING),
    "Android, Spanish, dots together": ("13/12/2024, 9:05 p.m. - Ana: Hola", EVENING),
    "Android, Spanish, without a comma": ("13/12/2024 21:05 - Ana: Hola", EVENING),
    "Android, German": ("13.12.24, 21:05 - Ana: Hallo", EVENING),
    "Android, German, four digits": ("13.12.2024, 21:05 - Ana: Hallo", EVENING),
    "Android, Dutch": ("13-12-2024 21:05 - Ana: Hallo", EVENING),
    "Android, Indian": ("13-12-2024 09:05 PM - Ana: Hello", EVENING),
    "Android, French": ("13/12/2024 à 21:05 - Ana: Salut", EVENING),
    "Android, Italian": ("13/12/24, 21:05 - Ana: Ciao", EVENING),
    "Android, Brazilian": ("13/12/2024 21:05 - Ana: Oi", EVENING),
    "Android, Swedish, year first": ("2024-12-13 21:05 - Ana: Hej", EVENING),
    "Android, year first, slashes": ("2024/12/13, 21:05 - Ana: Hello", EVENING),
    "Android, year first, dots": ("2024.12.13, 21:05 - Ana: Hello", EVENING),
    "Android, Hungarian": ("2024. 12. 13. 21:05 - Ana: Szia", EVENING),
    "Android, Finnish": ("13.12.2024 klo 21.05 - Ana: Moi", EVENING),
    "Android, Danish": ("13.12.2024 21.05 - Ana: Hej", EVENING),
    "Android, Turkish": ("13.12.2024 21:05 - Ana: Merhaba", EVENING),
    "Android, Czech": ("13. 12. 2024 21:05 - Ana: Ahoj", EVENING),
    "Android, Russian": ("13.12.2024, 21:05 - Ana: Привет", EVENING),
    "Android, Greek": ("13/12/24, 9:05 μ.μ. - Ana: Γεια", EVENING),
    "Android, Arabic digits": ("١٣/١٢/٢٠٢٤، ٩:٠٥ م - Ana: مرحبا", EVENING),  # noqa: RUF001 - digits they are
    "Android, Arabic with marks": ("\u200f13\u200f/12\u200f/2024، 9:05 م - Ana: مرحبا", EVENING),
    "Android, Persian": ("13/12/2024، 9:05 ب.ظ. - Ana: سلام", EVENING),
    "Android, Chinese": ("2024/12/13 下午9:05 - Ana: 你好", EVENING),
    "Android, Chinese with signs": ("2024年12月13日 21:05 - Ana: 你好", EVENING),
    "Android, Japanese": ("2024/12/13 21:05 - Ana: こんにちは", EVENING),
    "Android, Japanese, era": ("R6/12/13 21:05 - Ana: こんにちは", EVENING),
    "Android, Korean": ("2024. 12. 13. 오후 9:05 - Ana: 안녕", EVENING),
    "Android, Vietnamese, time first": ("21:05, 13/12/2024 - Ana: Chào", EVENING),
    "Android, Thai, Buddhist year": ("13/12/2567 21:05 - Ana: สวัสดี", EVENING),
    "Android, Afrikaans": ("13/12/2024, 9:05 nm. - Ana: Hallo", EVENING),
    "Android, en dash": ("13/12/2024, 21:05 \u2013 Ana: Hello", EVENING),
    "Android, Malay, evening": ("13/12/24, 9:05 PTG - Ana: Hai", EVENING),
    "Android, Malay, morning": ("13/12/24, 9:05 PG - Ana: Hai", MORNING),
    "Android, Bulgarian": ("13.12.24 г., 21:05 - Ana: Здравей", EVENING),  # noqa: RUF001 - as it is written
    "Android, Kazakh": ("13.12.2024 ж., 21:05 - Ana: Сәлем", EVENING),
    "Android, Korean, two digits": ("24. 12. 13. 오후 9:05 - Ana: 안녕", EVENING),
    "Android, Korean, two digits, Latin": ("24. 12. 13. PM 9:05 - Ana: 안녕", EVENING),
    "Android, Korean, with signs": ("2024년 12월 13일 오후 9:05 - Ana: 안녕", EVENING),
    "Android, Albanian, evening": ("13.12.24, 9:05 m.d. - Ana: Tung", EVENING),
    "Android, Albanian, morning": ("13.12.24, 9:05 p.d. - Ana: Tung", MORNING),
    "Android, Punjabi": ("13/12/24, 9:05 ਬਾ.ਦੁ. - Ana: ਹੈਲੋ", EVENING),
    "Android, Amharic": ("13/12/2024, 9:05 ከሰዓት - Ana: ሰላም", EVENING),
    "Android, Hebrew": ("13.12.2024, 9:05 אחה״צ - Ana: שלום", EVENING),
    "Android, Ukrainian, twelve hours": ("13.12.24, 9:05 пп - Ana: Привіт", EVENING),
    "Android, Lithuanian, twelve hours": ("2024-12-13, 9:05 pop. - Ana: Labas", EVENING),
    "Android, Lithuanian, morning": ("2024-12-13, 9:05 pr.\u202fp. - Ana: Labas", MORNING),
    "Android, Croatian": ("13. 12. 2024. 21:05 - Ana: Bok", EVENING),
    "Android, Serbian": ("13.12.24. 21:05 - Ana: Zdravo", EVENING),
    "Android, French of Canada": ("2024-12-13 21 h 05 - Ana: Salut", EVENING),
    "Android, with an h": ("13/12/2024 21h05 - Ana: Salut", EVENING),
    "Android, Thai, Buddhist year of two digits": ("13/12/67 21:05 - Ana: สวัสดี", EVENING),
    "Android, Bengali, night": ("13/12/24, 9:05 রাত - Ana: হ্যালো", EVENING),
    "Android, Bengali, after midnight": ("13/12/24, 1:05 রাত - Ana: হ্যালো", "2024-12-13T01:05"),
    "Android, Persian digits": ("۱۳/۱۲/۲۰۲۴،\u200f ۹:۰۵ ب.ظ. - Ana: سلام", EVENING),  # noqa: RUF001 - digits they are
    "Android, Hungarian, twelve hours": ("2024. 12. 13. du. 9:05 - Ana: Szia", EVENING),
    "Android, Vietnamese, twelve hours": ("9:05 CH, 13/12/2024 - Ana: Chào", EVENING),
    "Android, Hindi": ("13/12/24, 9:05 अपराह्न - Ana: नमस्ते", EVENING),
    "Android, Indonesian": ("13/12/24 21.05 - Ana: Halo", EVENING),
    "Android, South African English": ("2024/12/13, 21:05 - Ana: Hello", EVENING),
    # then iOS with brackets and seconds
    "iOS, French of Canada": ("[2024-12-13 21 h 05 min 07 s] Ana: Salut", EVENING + ":07"),
    "iOS, Bulgarian": ("[13.12.24 г., 21:05:07] Ana: Здравей", EVENING + ":07"),  # noqa: RUF001 - as it is written
    "iOS, Hebrew": ("[13.12.2024, 21:05:07] Ana: שלום", EVENING + ":07"),
    "iOS, Thai, Buddhist year": ("[13/12/2567 21:05:07] Ana: สวัสดี", EVENING + ":07"),
    "iOS, Japanese, era": ("[R6/12/13 21:05:07] Ana: こんにちは", EVENING + ":07"),
    "iOS, Vietnamese": ("[21:05:07, 13/12/2024] Ana: Chào", EVENING + ":07"),
    "iOS, Indonesian": ("[13/12/24 21.05.07] Ana: Halo", EVENING + ":07"),
    "iOS, Taiwan, noon": ("[2024/12/13 中午12:05:07] Ana: 你好", "2024-12-13T12:05:07"),
    "iOS, Taiwan, before noon": ("[2024/12/13 中午11:05:07] Ana: 你好", "2024-12-13T11:05:07"),
    "iOS, Taiwan, after midnight": ("[2024/12/13 凌晨12:05:07] Ana: 你好", "2024-12-13T00:05:07"),
    "iOS, Turkish": ("[13.12.2024 21:05:07] Ana: Merhaba", EVENING + ":07"),
    "iOS, Polish": ("[13.12.2024, 21:05:07] Ana: Cześć", EVENING + ":07"),
    "iOS, British": ("[13/12/2024, 21:05:07] Ana: Hello", EVENING + ":07"),
    "iOS, two digits": ("[13/12/24, 21:05:07] Ana: Hello", EVENING + ":07"),
    "iOS, American": ("[12/13/24, 9:05:07 PM] Ana: Hello", EVENING + ":07"),
    "iOS, American, narrow space": ("[12/13/24, 9:05:07\u202fPM] Ana: Hello", EVENING + ":07"),
    "iOS, mark before the bracket": ("\u200e[13/12/2024, 21:05:07] Ana: Hello", EVENING + ":07"),
    "iOS, German": ("[13.12.24, 21:05:07] Ana: Hallo", EVENING + ":07"),
    "iOS, Swiss": ("[13.12.2024, 21:05:07] Ana: Hoi", EVENING + ":07"),
    "iOS, French": ("[13/12/2024 21:05:07] Ana: Salut", EVENING + ":07"),
    "iOS, French, with a word": ("[13/12/2024 à 21:05:07] Ana: Salut", EVENING + ":07"),
    "iOS, Spanish": ("[13/12/24, 21:05:07] Ana: Hola", EVENING + ":07"),
    "iOS, Spanish, 12 hours": ("[13/12/24, 9:05:07 p. m.] Ana: Hola", EVENING + ":07"),
    "iOS, Dutch": ("[13-12-2024 21:05:07] Ana: Hallo", EVENING + ":07"),
    "iOS, Finnish": ("[13.12.2024 klo 21.05.07] Ana: Moi", EVENING + ":07"),
    "iOS, Danish": ("[13.12.2024 21.05.07] Ana: Hej", EVENING + ":07"),
    "iOS, Swedish": ("[2024-12-13, 21:05:07] Ana: Hej", EVENING + ":07"),
    "iOS, Chinese": ("[2024/12/13 下午9:05:07] Ana: 你好", EVENING + ":07"),
    "iOS, Japanese": ("[2024/12/13 21:05:07] Ana: こんにちは", EVENING + ":07"),
    "iOS, Korean": ("[2024. 12. 13. 오후 9:05:07] Ana: 안녕", EVENING + ":07"),
    "iOS, Brazilian": ("[13/12/2024 21:05:07] Ana: Oi", EVENING + ":07"),
    "iOS, Arabic": ("[13/12/2024، 9:05:07 م] Ana: مرحبا", EVENING + ":07"),
    "iOS, without seconds": ("[13/12/2024, 21:05] Ana: Hello", EVENING),
    "iOS, an old one with a colon": ("13/12/2024, 21:05:07: Ana: Hello", EVENING + ":07"),
    # the turns of the clock
    "midnight by twelve hours": ("12/13/24, 12:05 AM - Ana: Hello", "2024-12-13T00:05"),
    "noon by twelve hours": ("12/13/24, 12:05 PM - Ana: Hello", "2024-12-13T12:05"),
    "midnight by twenty-four hours": ("13/12/2024, 00:00 - Ana: Hello", "2024-12-13T00:00"),
    "the leap day": ("29/02/2024, 21:05 - Ana: Hello", "2024-02-29T21:05"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_layout_of_a_phone_is_understood(layout: str, ending: str) -> None:
    """Three messages in one layout, one of them over several lines, come back with time, author and text as written."""
    header, said = LAYOUTS[layout][0].split("Ana: ")
    lines = (f"{header}Ana: {said}", f"{header}Bo Li: one", "", "two: three ", f"{header}Ana: ")
    chat = open_bytes(ending.join([*lines, ""]).encode())
    at = datetime.fromisoformat(LAYOUTS[layout][1])
    found = list(chat)
    assert [(one.at, one.author, one.text) for one in found] == [
        (at, "Ana", said),
        (at, "Bo Li", f"one{ending}{ending}two: three "),
        (at, "Ana", ""),
    ]
    assert (chat.format, chat.ask, chat.unread.count) == ("whatsapp", (), 0)
    assert [one.place for one in found] == ["line 1", "line 2", "line 5"]


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (("01/02/2024", "02/02/2024", "13/02/2024"), "day"),
        (("01/02/2024", "01/03/2024", "01/13/2024"), "month"),
        (("12/10/2024", "01/11/2024", "05/11/2024"), "day"),
        (("10/12/2024", "11/01/2024", "11/05/2024"), "month"),
        (("01/03/2024", "02/03/2024", "03/03/2024", "04/03/2024", "05/03/2024", "06/03/2024"), "day"),
        (("03/01/2024", "03/02/2024", "03/03/2024", "03/04/2024", "03/05/2024", "03/06/2024"), "month"),
    ],
    ids=["over 12", "over 12, month", "time runs on", "time runs on, month", "steps of days", "steps of days, month"],
)
def test_the_order_of_day_and_month_is_told_from_the_whole_file(days: tuple[str, ...], order: str) -> None:
    """A number over twelve, time that would run back, or steps that would be months tell which number is the day."""
    chat = open_bytes("".join(f"{day}, 21:05 - Ana: x\n" for day in days).encode())
    expected = "%d/%m/%Y" if order == "day" else "%m/%d/%Y"
    assert chat.ask == ()
    assert [one.at.strftime(expected) if one.at else "" for one in chat] == list(days)


def test_years_of_two_digits_may_stand_first() -> None:
    """Where the first number hardly changes and the last one does, it is the year."""
    chat = open_bytes("".join(f"24/12/{day}, 21:05 - Ana: x\n" for day in range(3, 13)).encode())
    assert (chat.ask, chat.first, chat.last) == (
        (), datetime.fromisoformat("2024-12-03T21:05"), datetime.fromisoformat("2024-12-12T21:05")
    )  # fmt: skip


@pytest.mark.parametrize("day", ["1403/09/23", "13/6/1446", "23/09/1403"])
def test_a_year_of_another_calendar_is_left_open(day: str) -> None:
    """No time is made up of a date of a calendar that is not known here; it stands as written, and is told."""
    chat = open_bytes(f"{day}, 21:05 - Ana: x\n".encode())
    assert [(one.at, one.written) for one in chat] == [(None, f"{day} 21:05")]
    assert chat.notes["times_not_understood"].count == 1


def test_no_word_for_a_half_of_the_day_means_the_other_half() -> None:
    """Whatever half of the day a language calls by a word, the word is never taken for the other half."""
    for name in localedata.locale_identifiers():
        periods = Locale.parse(name).day_periods["format"]
        for words in (periods.get("abbreviated", {}), periods.get("wide", {})):
            for half, hour in (("am", 9), ("pm", 21)):
                word = words.get(half, "")
                found = Clock("day_first").time(f"9:05 {word}") if len(word) > 1 and word not in SAME else None
                assert found is None or found.seconds // 3600 in {9, hour}, (name, half, word)


def test_an_open_order_is_asked_for_and_no_time_is_made_up() -> None:
    """Where nothing tells, the order is asked; until then no message has a time, and the written one is there."""
    data = b"01/02/2024, 21:05 - Ana: x\n02/03/2024, 21:05 - Bo: y\n"
    chat = open_bytes(data)
    assert (chat.ask, chat.first, [one.at for one in chat]) == (("day_first",), None, [None, None])
    assert [one.written for one in chat] == ["01/02/2024 21:05", "02/03/2024 21:05"]
    assert [one.at for one in open_bytes(data, day_first=True)] == [
        datetime.fromisoformat("2024-02-01T21:05"),
        datetime.fromisoformat("2024-03-02T21:05"),
    ]
    assert open_bytes(data, day_first=False).first == datetime.fromisoformat("2024-01-02T21:05")


def test_an_answer_never_overrules_what_the_file_tells() -> None:
    """The person's answer counts only where the file leaves it open."""
    chat = open_bytes(b"13/12/2024, 21:05 - Ana: x\n", day_first=False)
    assert chat.first == datetime.fromisoformat(EVENING)


def read(*lines: str) -> list[Message]:
    """Read lines as one file."""
    return list(open_bytes("\n".join([*lines, ""]).encode()))


def test_a_header_pasted_into_a_message_is_text() -> None:
    """Lines copied from a chat into a message stay that message: nobody is given words that they did not send."""
    found = read(
        "13/12/2024, 21:00 - Ana: Look what you wrote:",
        "01/05/2024, 10:00 - Bo: I never said that",
        "13/12/2024, 21:05 - Bo: Hm",
        "13/12/2024, 21:06 - Ana: Yes",
    )
    assert [one.author for one in found] == ["Ana", "Bo", "Ana"]
    assert found[0].text == "Look what you wrote:\n01/05/2024, 10:00 - Bo: I never said that"


PASTED = [
    "An export", "13/12/2024, 21:00 - Ana: Look what you wrote:", "01/05/2024, 10:00 - Bo: I never", "said that",
    "02/05/2024, 10:00 - Bo: nor that", "13/12/2024, 21:05 - Bo: Hm", "",
    "13/12/2024, 21:06 - Work: Cy: <Media omitted>",
    "13/12/2024, 21:07 - Ana: this:", "02/05/2024, 10:00 - Bo: nor that", "13/12/2024, 21:08 - Work: Cy: ok",
    "13/12/2024, 21:08 - Bo left", "31/02/2024, 21:09 - Bo: never",
    "13/12/2024, 21:09 - Work: Cy: bye",
]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("size", [50, 64, 97, 200, 1 << 18])
def test_a_file_in_pieces_reads_as_a_whole(size: int, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the file comes in pieces, messages, places and notes are the same, also around pasted headers."""
    monkeypatch.setattr("towpath.importers.source.PIECE_BYTES", size)
    chat = open_bytes(ending.join(PASTED).encode())
    assert [(one.n, one.author, one.text, one.kind, one.place) for one in chat] == [
        (1, "Ana", ending.join(["Look what you wrote:", *(line for line in PASTED[2:5])]), "text", "line 2"),
        (2, "Bo", f"Hm{ending}", "text", "line 6"),
        (3, "Work: Cy", "<Media omitted>", "media", "line 8"),
        (4, "Ana", f"this:{ending}{PASTED[9]}", "text", "line 9"),
        (5, "Work: Cy", "ok", "text", "line 11"),
        (6, None, "Bo left", "system", "line 12"),
        (7, "Bo", "never", "text", "line 13"),
        (8, "Work: Cy", "bye", "text", "line 14"),
    ]
    assert (chat.unread.count, chat.notes["pasted_headers"].first) == (1, ["line 3", "line 5", "line 10"])
    assert chat.notes["times_not_understood"].first == ["line 13"]


def test_a_file_that_becomes_shorter_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Where its end is gone at the second reading, no half of it is taken for all of it."""
    file = tmp_path / "chat.txt"
    file.write_text("13/12/2024, 21:00 - Ana: a\n" * 10)
    chat = open_chat(file)
    file.write_text("13/12/2024, 21:00 - Ana: a\n" * 9)
    with pytest.raises(BadInput, match="no_such_file"):
        list(chat)


def test_a_header_of_another_layout_inside_a_message_is_text() -> None:
    """A file has one layout; a header in another one was pasted."""
    found = read("13/12/2024, 21:00 - Ana: see", "[13/12/2024, 09:00:00] Bo: hi", "13/12/2024, 21:05 - Bo: ok")
    assert [(one.author, one.text) for one in found] == [("Ana", "see\n[13/12/2024, 09:00:00] Bo: hi"), ("Bo", "ok")]


def test_two_exports_in_one_file_are_told() -> None:
    """What follows in another layout is not swallowed in silence: each line that looks like a header is counted."""
    other = "".join(f"[14/12/2024, 09:00:{second:02}] Bo: hi\n" for second in range(30))
    chat = open_bytes(b"13/12/2024, 21:00 - Ana: see\n" + other.encode())
    assert (chat.messages, chat.notes["pasted_headers"].count) == (1, 30)
    assert chat.notes["pasted_headers"].first[:2] == ["line 2", "line 3"]


def test_a_name_with_a_colon_is_one_name() -> None:
    """Where what stands before a colon never stands alone, the name goes on behind it."""
    found = read(
        "13/12/2024, 21:00 - Work: Ana: hi", "13/12/2024, 21:01 - Bo: hi: you", "13/12/2024, 21:02 - Work: Ana: so",
        "13/12/2024, 21:03 - Work: Ana: yes: no",
    )  # fmt: skip
    assert [(one.author, one.text) for one in found] == [
        ("Work: Ana", "hi"), ("Bo", "hi: you"), ("Work: Ana", "so"), ("Work: Ana", "yes: no"),
    ]  # fmt: skip


def test_two_messages_that_begin_alike_make_no_name() -> None:
    """What somebody wrote twice before a colon stays what they wrote."""
    found = read("13/12/2024, 21:00 - Ana: PS: a", "13/12/2024, 21:01 - Bo: x", "13/12/2024, 21:02 - Ana: PS: b")
    assert [(one.author, one.text) for one in found] == [("Ana", "PS: a"), ("Bo", "x"), ("Ana", "PS: b")]


def test_a_line_of_the_program_with_a_colon_is_of_nobody() -> None:
    """Names of groups and people in the program's own lines may hold a colon; that makes no author of them."""
    lines = (
        'Ana created group "Us: home"', 'Ana changed the subject from "a: b" to "c: d"',
        "Your security code with Bo: work changed. Tap to learn more.",
    )  # fmt: skip
    found = read(*(f"13/12/2024, 21:00 - {line}" for line in lines), "13/12/2024, 21:01 - Ana: hi")
    assert [(one.author, one.kind, one.text) for one in found[:3]] == [(None, "system", line) for line in lines]


@pytest.mark.parametrize(
    ("said", "kind", "attachments"),
    [
        ("<Media omitted>", "media", ()),
        ("<Multimedia omitido>", "media", ()),
        ("<Medien ausgeschlossen>", "media", ()),
        ("\u200eimage omitted", "media", ()),
        ("\u200e<attached: 00000012-PHOTO-2024-12-13.jpg>", "media", ("00000012-PHOTO-2024-12-13.jpg",)),
        ("IMG-20241213-WA0001.jpg (file attached)", "media", ("IMG-20241213-WA0001.jpg",)),
        ("IMG-20241213-WA0001.jpg (archivo adjunto)\nlook", "media", ("IMG-20241213-WA0001.jpg",)),
        ("This message was deleted", "deleted", ()),
        ("Eliminaste este mensaje.", "deleted", ()),
        ("Missed voice call", "call", ()),
        ("Llamada perdida", "call", ()),
        ("I meant five <This message was edited>", "edited", ()),
        ("Missed voice calls are rude", "text", ()),
        ("This message was deleted by mistake and I am sorry", "text", ()),
        ("... 1/2 \u2026 \u200b \u00e9 e\u0301 \U0001f469\u200d\U0001f467", "text", ()),
        ("  two spaces on both sides  ", "text", ()),
    ],
)
def test_what_the_program_puts_in_the_place_of_a_message_is_told_apart(
    said: str, kind: str, attachments: tuple[str, ...]
) -> None:
    """Media, calls and deletions are named as such, a text that resembles one is not, and each stands as it was."""
    _, found, _ = read("13/12/2024, 21:00 - Ana: a", f"13/12/2024, 21:01 - Bo: {said}", "13/12/2024, 21:02 - Ana: b")
    assert (found.kind, found.attachments, found.text) == (kind, attachments, said)


def test_lines_of_the_program_have_no_author() -> None:
    """What nobody sent is kept, and it is of nobody."""
    found = read(
        "13/12/2024, 20:59 - Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "13/12/2024, 21:00 - Ana: hi",
    )
    assert [(one.author, one.kind) for one in found] == [(None, "system"), ("Ana", "text")]


def test_lines_before_the_first_header_are_counted_as_unread() -> None:
    """What cannot be read is not dropped in silence: it is counted, with its place."""
    chat = open_bytes(b"An export\nof a chat\n13/12/2024, 21:00 - Ana: hi\n")
    assert (chat.messages, chat.unread.count, chat.unread.first) == (1, 2, ["line 1"])


def test_a_time_that_does_not_exist_is_kept_as_written_and_told() -> None:
    """The thirtieth of February has no moment; the message is there all the same, and the file is said to have one."""
    chat = open_bytes(b"13/12/2024, 21:00 - Ana: a\n30/02/2024, 21:00 - Ana: b\n13/12/2024, 21:01 - Ana: c\n")
    assert [(one.at is None, one.written) for one in chat][1] == (True, "30/02/2024 21:00")
    assert chat.notes["times_not_understood"].first == ["line 2"]


def test_a_file_that_ends_where_exports_are_cut_is_said_to_look_cut() -> None:
    """Exports end at about 40,000 messages: the person is told that the beginning may be missing."""
    header = b"13/12/2024, 21:00 - Ana: a\n"
    assert "looks_cut" in open_bytes(header * 40_000).notes
    assert "looks_cut" not in open_bytes(header * 30_000).notes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    """A file saved again by another program reads the same."""
    text = "13/12/2024, 21:00 - Añá: hé\u2026\n"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (found,) = open_bytes((mark + text).encode(encoding))
    assert (found.author, found.text) == ("Añá", "hé\u2026")


def test_bytes_that_are_no_text_are_counted() -> None:
    """A damaged byte is shown as lost, and said."""
    chat = open_bytes(b"13/12/2024, 21:00 - Ana: a\xffb\n")
    assert chat.notes["bytes_lost"].count == 1
    assert [one.text for one in chat] == ["a\ufffdb"]


def test_time_against_the_order_of_the_file_is_told() -> None:
    """Messages keep the order of the file; that time jumps back is said with its place."""
    chat = open_bytes(
        b"13/12/2024, 21:00 - Ana: a\n13/12/2024, 21:05 - Bo: b\n"
        b"13/12/2024, 21:04 - Ana: c\n13/12/2024, 21:06 - Bo: d\n"
    )
    assert [one.text for one in chat] == ["a", "b", "c", "d"]
    assert chat.notes["time_disorder"].first == ["line 3"]
