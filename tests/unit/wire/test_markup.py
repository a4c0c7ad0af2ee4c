"""Mark-up is taken off and words are kept, in time that grows with the length."""

import time

import pytest

from stream.wire.markup import looks_like_markup, text_of_markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One  two\n three</p><p>Four</p>", "One two three\n\nFour"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<div><h2> Head </h2>\n <ul><li>a</li><li>b</li></ul></div>", "Head\n\na\n\nb"),
        ("A &amp; B &#8211; &lt;C&gt; &nbsp;D", "A & B – <C> \u00a0D"),
        ("5 < 6 and a<b", "5 < 6 and a<b"),
        ("<html><head><title>T</title><style>p{}</style><body>x</body></html>", "x"),
        ("a<script>if (1<2) {'<p>'}</script>b", "ab"),
        ("a<script/>b", "ab"),
        ("a<!-- <p>no</p> -->b<!DOCTYPE x><?xml y?>c", "abc"),
        ("a<![CDATA[<b> & ]]>c<![if x]>d", "a<b> & cd"),
        ('<a title="x > y">b</a> <a title=it\'s>c</a>', "b c"),
        ("<p>cut <a href=", "cut <a href="),
        ("&#99999999999999999999;", "\ufffd"),
        ("<p></p><p> </p>", ""),
    ],
)
def test_words_without_markup(markup: str, text: str) -> None:
    """The words come out as a reader sees them."""
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<!--", "<![CDATA[", "<a ", '<a href="', "</", "<script>", "<?", "&", "<p>x</p>"]
)
def test_broken_markup_takes_no_longer_than_good_markup(piece: str) -> None:
    """Thousands of openings without an end cost what as many characters cost, not their square (processor time)."""
    started = time.process_time()
    text_of_markup(piece * 30_000)
    assert time.process_time() - started < 2


def test_text_with_angle_brackets_is_no_markup() -> None:
    """Ticker symbols and comparisons stay as they are."""
    assert not looks_like_markup("The euro <EUR=> was < 1.10")
    assert looks_like_markup("x<p>y")
