"""What a screen measures: targets that are too small, text that is cut, a bar in the way."""

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
NO_SPACING = "() => { document.adoptedStyleSheets = []; }"

# An input inside a label is as large as its label.
TARGETS = """() => [...document.querySelectorAll('a, button, summary, textarea, input')]
  .filter((each) => each.checkVisibility()).map((each) => each.closest('label') ?? each)
  .map((each) => [each.textContent || each.tagName, each.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
  .map(([words, box]) => `target of ${box.width} x ${box.height}: ${words}`)"""

# A box that scrolls or hides what sticks out; labels and headings whose words stick out of them.
CUT = """() => {
  const name = (each) => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 60)}`;
  const sticksOut = (each) => each.scrollWidth > each.clientWidth + 1;
  const isHidden = (each) => /hidden|clip/.test(getComputedStyle(each).overflow)
    && (sticksOut(each) || each.scrollHeight > each.clientHeight + 1);
  const all = [...document.body.querySelectorAll('*:not(.q-heard, progress, textarea)')]
    .filter((each) => each.checkVisibility());
  const words = all.filter((each) => each.matches('label, button, legend, h1, h2, p'));
  const sideways = document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : [];
  return [...sideways, ...all.filter(isHidden).map((each) => `cut ${name(each)}`),
    ...words.filter(sticksOut).map((each) => `sticks out of ${name(each)}`)];
}"""

# Forwards then backwards, as Tab and Shift+Tab would: whatever has the focus shows.
OBSCURED = """() => {
  const fields = [...document.querySelectorAll('main :is(a, button, summary, textarea, input)')]
    .filter((each) => each.checkVisibility());
  const bar = document.querySelector('.q-bar');
  if (!bar) return [];
  const isStuck = getComputedStyle(bar).position === 'sticky';
  const isHigh = isStuck && bar.offsetHeight > innerHeight / 2;
  const faults = isHigh ? ['the bar takes half the height'] : [];
  for (const field of [...fields, ...fields.toReversed()]) {
    field.blur();
    field.focus();
    const box = (field.closest('label') ?? field).getBoundingClientRect();
    const floor = Math.min(box.bottom, innerHeight);
    const covered = isStuck ? bar.getBoundingClientRect().bottom : 0;
    if (floor - Math.max(box.top, covered) < Math.min(20, box.height))
      faults.push(`hidden focus: ${(field.closest('label') ?? field).textContent}`);
  }
  return faults;
}"""


def faults(page):
    """Return what is wrong with the screen as it is now, once it is drawn."""
    page.evaluate(DRAWN)
    return [fault for measure in (TARGETS, CUT, OBSCURED) for fault in page.evaluate(measure)]


def spaced(page):
    """Give texts the spacing that some readers need (WCAG 1.4.12)."""
    page.evaluate(SPACING)


def unspaced(page):
    """Take the spacing back."""
    page.evaluate(NO_SPACING)
