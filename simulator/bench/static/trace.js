// The trace: one row a line, newest at the bottom, old rows forgotten.
const MOST_ROWS = 600;
const WAYS = { ">": ["from", "›"], "<": ["to", "‹"], "·": ["here", "·"] };
const byId = (id) => document.getElementById(id);

export function addLines(lines) {
  const rows = lines.map(row);
  const body = byId("lines");
  body.append(...rows);
  body.parentElement.hidden = body.rows.length === 0;
  while (body.rows.length > MOST_ROWS) body.rows[0].remove();
  if (byId("follow").checked) byId("scroll").scrollTop = byId("scroll").scrollHeight;
}

function row(line) {
  const [way, sign] = WAYS[line.way];
  const tr = document.createElement("tr");
  tr.className = `${way} ${line.kind === "lost" ? "lost-bytes" : line.kind}`;
  tr.dataset.connector = line.connector;
  const where = byId("lines").dataset[line.connector] ?? "";
  const bytes = line.hex.split(" ").filter(Boolean).length;
  const more = line.length > bytes && line.hex ? ` … (${line.length})` : "";
  for (const text of [time(line.time), `${sign} ${where}`, line.text, line.hex + more]) tr.insertCell().textContent = text;
  return tr;
}

function time(seconds) {
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${(seconds % 60).toFixed(3).padStart(6, "0")}`;
}

export function setUpTrace() {
  const table = byId("scroll").querySelector("table");
  for (const button of document.querySelectorAll("[data-filter]:is(button)")) {
    button.addEventListener("click", () => {
      table.dataset.filter = button.dataset.filter;
      for (const other of document.querySelectorAll("button[data-filter]")) other.setAttribute("aria-pressed", String(other === button));
    });
  }
  byId("connector")?.addEventListener("change", (event) => { table.dataset.connector = event.target.value; });
  byId("lines").addEventListener("click", (event) => event.target.closest("tr")?.classList.toggle("open"));
  byId("clear").addEventListener("click", () => {
    byId("lines").replaceChildren();
    table.hidden = true;
  });
}
