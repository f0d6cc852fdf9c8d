"""What a screen must look like, asked of the browser itself."""

from playwright.sync_api import Page

PROBLEMS = """() => {
  const seen = (e) => e.checkVisibility() && !e.closest('.unseen, .symbols');
  const name = (e) => `${e.tagName}#${e.id}.${e.className} “${(e.innerText || '').slice(0, 30)}”`;
  const found = [];
  const top = document.querySelector('.asking') ?? document.body;
  const boxed = 'button, p, h1, h2, dd, dt, b, .tile, .slip, .content, .where, .above, ' +
    '.asker, .keyboard, .found, [data-scroll]';
  for (const e of top.querySelectorAll(boxed)) {
    if (!seen(e)) continue;
    const { display, overflowY } = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const tile = e.matches('.where') && e.closest('.serving li')?.getBoundingClientRect();
    if (tile && (box.top < tile.top || box.bottom > tile.bottom)) found.push(`outside its tile: ${name(e)}`);
    if (e.scrollWidth > e.clientWidth + 1 && display !== 'inline') found.push(`too wide: ${name(e)}`);
    if (e.scrollHeight > e.clientHeight + 1 && overflowY === 'hidden') found.push(`cut: ${name(e)}`);
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`beside the screen: ${name(e)}`);
    const scrolled = e.parentElement.closest('[data-scroll]');
    const outside = box.top < -1 || box.bottom > innerHeight + 1;
    if (outside && !scrolled) found.push(`outside the screen: ${name(e)}`);
  }
  for (const e of top.querySelectorAll('[data-scroll]')) {
    const line = parseFloat(getComputedStyle(e).lineHeight);
    if (e.clientHeight < 2 * line) found.push(`no room to read: ${name(e)}`);
    const long = e.scrollHeight > e.clientHeight + 4;
    if (long !== seen(e.nextElementSibling)) found.push(`scroll buttons: ${name(e)}`);
  }
  const targets = [...top.querySelectorAll('button')].filter(seen);
  const boxes = targets.map((e) => e.getBoundingClientRect());
  boxes.forEach((p, i) => boxes.slice(i + 1).forEach((q, j) => {
    const apart = Math.max(p.left - q.right, q.left - p.right, p.top - q.bottom, q.top - p.bottom);
    if (apart < 7.5) found.push(`too near: ${name(targets[i])} and ${name(targets[i + 1 + j])}: ${apart}`);
  }));
  return found;
}"""

SMALLEST_TARGET = """() => Math.min(...[...document.querySelectorAll('button')]
  .filter((e) => e.checkVisibility())
  .map((e) => e.getBoundingClientRect())
  .map((box) => Math.min(box.width, box.height)))"""

NUMBER_PX = "(s) => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)"

TIGHT_LINES = """() => [...document.querySelectorAll('p, h1, h2, b, dd, span, small')]
  .filter((e) => e.checkVisibility() && !e.matches('.number, .number *, .serving b') && e.innerText?.trim())
  .filter((e) => parseFloat(getComputedStyle(e).lineHeight) < 1.39 * parseFloat(getComputedStyle(e).fontSize))
  .map((e) => e.outerHTML.slice(0, 80))"""


def problems(page: Page) -> list[str]:
    """Texts that are cut, boxes outside the screen or over one another, targets too near each other."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate(PROBLEMS)
