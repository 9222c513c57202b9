from tests.web.house import House
from towpath.content import Pack


def test_the_page_for_a_friend_opens_without_the_passphrase_and_takes_nothing(house: House) -> None:
    """Help now leads there from a locked notebook; the page has no field, and nothing can be sent to it."""
    stranger, address = house.browser(), house.at_address("friend")
    assert address in stranger.get(house.at_address("help")).text
    page = stranger.get(address)
    assert page.status == 200
    assert not [mark for mark in ("<textarea", "<select", 'type="text"') if mark in page.text]
    assert stranger.post(address, {}).status != 200


def test_it_says_what_helps_as_often_as_what_harms(pack: Pack) -> None:
    """Nobody is left with a list of mistakes only."""
    assert len(pack.friend.page.helps) == len(pack.friend.page.harms)
