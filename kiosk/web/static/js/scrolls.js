// A long text: two large buttons for fingers that do not know scrolling; hidden where everything fits.

function button(words, by, box) {
  const press = document.createElement("button");
  press.type = "button";
  press.className = "button scroll";
  press.textContent = words;
  press.addEventListener("click", () => box.scrollBy({ top: by * box.clientHeight * 0.8 }));
  return press;
}

/** Puts the buttons under every `[data-scroll]`; they are there while it is longer than its place. */
export function scrolls(stage) {
  for (const box of stage.querySelectorAll("[data-scroll]")) {
    const both = document.createElement("div");
    both.className = "scrolling";
    const up = button(box.dataset.up, -1, box);
    const down = button(box.dataset.down, 1, box);
    both.append(up, down);
    both.hidden = true;
    box.after(both);
    const mark = () => {
      both.hidden = box.scrollHeight <= box.clientHeight + 4;
      up.disabled = box.scrollTop < 4;
      down.disabled = box.scrollTop + box.clientHeight > box.scrollHeight - 4;
    };
    box.addEventListener("scroll", mark, { passive: true });
    const sizes = new ResizeObserver(mark);
    for (const part of [box, ...box.children]) sizes.observe(part);
    mark();
  }
}
