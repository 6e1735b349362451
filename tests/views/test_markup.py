from infopilot.views.markup import Markup, join, tag


def test_text_is_escaped_and_markup_is_kept():
    built = tag("p", "<script>alert(1)</script>", tag("b", "a & b"))

    assert built == "<p>&lt;script&gt;alert(1)&lt;/script&gt;<b>a &amp; b</b></p>"


def test_attributes_are_escaped_and_renamed():
    built = tag("td", class_="ip-figure", data_label='Say "no"', hidden=True, title=None)

    assert built == '<td class="ip-figure" data-label="Say &quot;no&quot;" hidden></td>'


def test_iterables_are_flattened_and_none_is_left_out():
    built = tag("ul", (tag("li", word) for word in ("a", "b")), None, [["c"], 4])

    assert built == "<ul><li>a</li><li>b</li>c4</ul>"


def test_joined_parts_are_markup_and_the_separator_is_escaped():
    joined = join("a", Markup("<b>b</b>"), between=" & ")

    assert joined == "a &amp; <b>b</b>"
    assert isinstance(joined, Markup)


def test_void_elements_are_not_closed():
    assert tag("br") == "<br>"
