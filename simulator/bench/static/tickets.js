// The shelf of tickets, newest on top.
const MOST_SHOWN = 20;
const byId = (id) => document.getElementById(id);

export function addTickets(tickets) {
  for (const ticket of tickets) {
    if (byId("tickets").querySelector(`[data-n="${ticket.n}"]`)) continue;
    byId("tickets").prepend(piece(ticket));
  }
  while (byId("tickets").children.length > MOST_SHOWN) byId("tickets").lastElementChild.remove();
}

function piece(ticket) {
  const li = byId("ticket").content.firstElementChild.cloneNode(true);
  li.dataset.n = ticket.n;
  li.className = ticket.cut ? "new" : "new torn";
  const [link, image, caption] = ["a", "img", "figcaption"].map((name) => li.querySelector(name));
  link.href = image.src = ticket.png;
  image.alt = `${image.dataset.alt} ${ticket.n}`;
  image.width = ticket.width;
  image.height = ticket.height;
  const how = caption.querySelector("span");
  caption.querySelector("b").textContent = `#${ticket.n}`;
  how.textContent = `${ticket.cut ? how.dataset.cut : how.dataset.torn} · ${Math.round(ticket.height / 8)} mm · ${ticket.time.toFixed(1)} s`;
  return li;
}
