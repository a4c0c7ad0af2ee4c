"""Ids are the same wherever and whenever they are made, and different where the things are."""

from hypothesis import given
from hypothesis import strategies as st

from stream import keys

TEXT = st.one_of(st.none(), st.text())


def test_ids_do_not_change_from_release_to_release() -> None:
    """A subscriber's keys of today are tomorrow's keys: these values are pinned."""
    assert keys.story_id("Harbour News", "q-17") == "st-4b16ba21d0b5b2ceafb09521"
    assert keys.story_id_of_text(None, "x", "y") == "st-" + keys.digest("text", None, "x", "y")
    assert keys.ce_id("wire.events", "ev-1", 2) == keys.digest("wire.events", "ev-1", "2")


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_two_lists_of_parts_share_a_digest_only_if_they_are_equal(
    one: list[str | None], other: list[str | None]
) -> None:
    """Nothing and the empty string differ, and so do ("ab", "c") and ("a", "bc")."""
    assert (keys.digest(*one) == keys.digest(*other)) == (one == other)


def test_every_kind_of_id_tells_its_kind() -> None:
    """The prefix says what an id names."""
    made = {
        "st": keys.story_id(None, "1"),
        "ch": keys.chain_id("st-1"),
        "en": keys.entity_id("st-1", "person", "A"),
        "rp": keys.report_id("st-1", "ASSAULT", None, 0),
        "ev": keys.event_id("rp-1"),
        "al": keys.alert_id("rule", "ev-1"),
    }
    assert all(value.startswith(f"{prefix}-") and len(value) == 27 for prefix, value in made.items())


def test_an_entity_is_found_whatever_its_case() -> None:
    """One name in capitals and not is one entity of its story."""
    assert keys.entity_id("st-1", "person", "ANN") == keys.entity_id("st-1", "person", "Ann")


def test_a_reject_is_known_by_where_its_input_lay() -> None:
    """The same input refused twice at one stage is one reject."""
    assert keys.reject_ce_id("desk", "wire.items", 0, 7) == keys.reject_ce_id("desk", "wire.items", 0, 7)
    assert keys.reject_ce_id("desk", "wire.items", 0, 7) != keys.reject_ce_id("desk", "wire.items", 0, 8)
