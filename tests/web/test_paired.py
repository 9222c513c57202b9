"""The bars of two people: one scale, side by side, nothing beyond the picture."""

from towpath.web.paired import paired


def number(share: str) -> float:
    """Read a share back."""
    return float(share.removesuffix("%"))


def test_both_are_drawn_to_one_scale() -> None:
    """Twice as many are twice as high, whoever they belong to, and the most fills the picture."""
    drawn = paired(((4, 2), (0, 1)), ("a", "b"))
    heights = [[number(bar.height) for bar in person] for person in drawn.bars]
    assert drawn.most == 4
    assert heights == [[58.0], [29.0, 14.5]]
    assert all(number(bar.y) + number(bar.height) == 72.0 for person in drawn.bars for bar in person)


def test_the_bars_of_one_time_stand_side_by_side() -> None:
    """Neither covers the other, each is as wide, and all lie within the picture."""
    first, second = paired(((1, 1),) * 48, ("",) * 48).bars
    for one, other in zip(first, second, strict=True):
        assert abs(number(one.x) + number(one.width) - number(other.x)) < 0.01
        assert one.width == other.width
    assert number(first[0].x) > 7
    assert number(second[-1].x) + number(second[-1].width) < 98


def test_words_below_stay_within_the_picture() -> None:
    """The first begins at the left end, the last ends at the right one, the others stand in the middle."""
    ticks = paired(((1,),) * 20, ("first", *("",) * 9, "mid", *("",) * 8, "last")).ticks
    assert [(tick.text, tick.anchor, tick.x) for tick in ticks] == [
        ("first", "start", "7%"), ("mid", "middle", "54.775%"), ("last", "end", "98%"),
    ]  # fmt: skip


def test_nothing_counted_is_nothing_drawn() -> None:
    """Without a count there is no bar, and without a time no person."""
    assert [len(each) for each in paired(((0, 0),), ("a",)).bars] == [0, 0]
    assert paired((), ()).bars == ()
