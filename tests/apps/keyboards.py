"""A robot that has a keyboard only, and finds its way by what has the focus."""

from infopilot.model.items import DONT_KNOW, ItemKind
from tests.apps.plans import NAMED, say
from tests.apps.robots import BACKING, GROUPS, READ, Robot, is_in, reads

LONGEST_WAY = 400
STARTS = {ItemKind.RESPONSIBLE: "checkbox", ItemKind.COUNT: "text"}
# A person sees where the focus is: not under the bar that stays at the top, not off the screen.
FOCUS = f"""() => {{
  {GROUPS}
  const field = document.activeElement;
  const box = (field.labels?.[0] ?? field).getBoundingClientRect();
  const lowest = Math.min(box.bottom, innerHeight) - 2;
  const shown = document.elementFromPoint(box.left + box.width / 2, lowest);
  return {{ tag: field.tagName, type: field.type ?? '', checked: field.checked ?? false,
    words: wordsOf(field), value: field.value ?? '', groups: groupsOf(field),
    seen: box.top < innerHeight && shown !== null && !shown.closest('.q-bar') }};
}}"""


class Keyboard(Robot):
    """Tab, Shift+Tab, arrows, Space, Enter and letters: nothing else."""

    def focus(self):
        """Return what has the focus; it must be in sight."""
        focus = self.page.evaluate(FOCUS)
        assert focus["seen"] or focus["tag"] in {"BODY", "MAIN"}, f"hidden focus: {focus}"
        return focus

    def walk(self, is_there, key="Tab"):
        """Press Tab until the focus is where it is wanted."""
        for _ in range(LONGEST_WAY):
            self.page.keyboard.press(key)
            focus = self.focus()
            if is_there(focus):
                return focus
        raise AssertionError(f"the keyboard never gets there; it is at {focus}")

    def arrive(self):
        """Check that a new page takes the focus to its heading, or to what was asked for."""
        assert self.focus()["tag"] in {"H1", "INPUT"}

    def press(self, words):
        """Walk to a button and press Enter."""
        self.walk(lambda focus: focus["tag"] == "BUTTON" and focus["words"] == words)
        self.page.keyboard.press("Enter")

    def follow(self, words):
        """Walk to a link and press Enter."""
        self.walk(lambda focus: focus["tag"] == "A" and focus["words"] == words)
        self.page.keyboard.press("Enter")

    def give(self, asked, reply):
        """Walk to the question and answer it, with what stands behind the answer."""
        self.reach(asked)
        if asked.kind is ItemKind.RESPONSIBLE:
            self.name_all(asked, set(reply.value.split("|")))
        elif asked.kind is ItemKind.COUNT:
            self.count(reply.value)
        else:
            self.choose(asked.words[reply.value])
        if reply.evidence:
            self.walk(lambda focus: is_in(focus, asked.question, say(BACKING)))
            self.choose(say(NAMED[reply.evidence]))
        if reply.comment and reply.comment != self.commented(asked):
            self.explain(asked, reply.comment)

    def reach(self, asked):
        """Walk forwards, or backwards to what is above, until the first field of an item."""
        start = STARTS.get(asked.kind, "radio")
        first = next(iter(asked.words.values()), "") if start == "checkbox" else ""

        def is_there(focus):
            is_start = focus["type"] == start and focus["words"].startswith(first)
            return is_start and is_in(focus, asked.question, asked.part)

        focus = self.focus()
        if not is_there(focus):
            self.walk(is_there, "Shift+Tab" if self.is_above(asked, focus) else "Tab")

    def is_above(self, asked, focus):
        """Tell whether an item is above what has the focus."""
        here = [
            rank
            for rank, each in enumerate(self.plan.asked)
            if focus["groups"][:1] == [each.question]
            and (not each.part or focus["groups"][1].startswith(each.part))
        ]
        return bool(here) and here[-1] >= self.plan.asked.index(asked)

    def choose(self, words):
        """Press arrows from where the focus is to a choice of the same group."""
        focus = self.focus()
        group = [each for each in self.page.evaluate(READ) if each["groups"] == focus["groups"]]
        here = [each["words"] for each in group].index(focus["words"])
        there = next(rank for rank, each in enumerate(group) if reads(each, words))
        for _ in range(abs(there - here)):
            self.page.keyboard.press("ArrowDown" if there > here else "ArrowUp")
        if there == here and not focus["checked"]:
            self.page.keyboard.press("Space")
        focus = self.focus()
        assert (focus["words"], focus["checked"]) == (group[there]["words"], True)

    def name_all(self, asked, wanted):
        """Go from box to box and press Space where one must change."""
        for value, words in asked.words.items():
            focus = self.focus()
            assert focus["words"] == words
            if focus["checked"] is not (value in wanted):
                self.page.keyboard.press("Space")
            if value != DONT_KNOW:
                self.page.keyboard.press("Tab")

    def count(self, value):
        """Write a number in place of another, which Tab selects, or say that it is not known."""
        if value == DONT_KNOW:
            self.page.keyboard.press("Tab")
            self.page.keyboard.press("Space")
            return
        self.page.keyboard.press("Shift+Tab")
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(value)

    def explain(self, asked, comment):
        """Open the comment, unless a reason is asked for already, and write."""

        def is_there(focus):
            return focus["tag"] in {"SUMMARY", "TEXTAREA"} and is_in(focus, asked.question, "")

        if self.walk(is_there)["tag"] == "SUMMARY":
            self.page.keyboard.press("Enter")
            self.page.keyboard.press("Tab")
        self.page.keyboard.type(comment)

    def commented(self, asked):
        """Return what was written of an item before."""
        return self.expected[asked.id].comment if asked.id in self.expected else ""
