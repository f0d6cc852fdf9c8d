"""How the page looks: large type, high contrast, on a screen as on A4."""

import base64
import hashlib

STYLE = """
:root { font: 18px/1.45 "Be Vietnam Pro", "Noto Sans", "DejaVu Sans", sans-serif; }
:root { color: #171d33; background: #fff; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
h1, h2, h3, p, figure, pre { margin: 0; }
h1 { font-size: 2.6rem; line-height: 1.2; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 4px solid #f5a91e; }
h2 { font-size: 1.6rem; line-height: 1.3; }
h3 { margin: 1.6rem 0 0.3rem; font-size: 1.1rem; }
p { max-width: 48rem; }
header p { margin-top: 0.5rem; }
.eyebrow { font-weight: 700; color: #454c66; }
.well, .failed { margin: 0 -1.5rem 1rem; padding: 1.2rem 1.5rem; border-left: 0.6rem solid; }
.well { border-color: #1c6b3a; background: #e9f5ec; }
.failed { border-color: #a8201a; background: #fdeae6; }
.failed h1 { color: #a8201a; }
code, pre { font: 0.85em/1.5 "DejaVu Sans Mono", "Liberation Mono", monospace; }
code { overflow-wrap: anywhere; }
pre { margin-top: 0.5rem; padding: 0.8rem 1rem; border: 1px solid #b9bfd0; background: #f5f6fa; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid #c7cbd8; text-align: right; vertical-align: top; }
th { font-weight: 700; }
tbody th { font-weight: 400; }
th:first-child, th.words, td.words { text-align: left; }
thead th { border-bottom: 2px solid #171d33; }
tr.never { background: #fdeae6; }
tr.never th, tr.never td { font-weight: 700; }
tr.unseen th, tr.unseen td { color: #454c66; font-style: italic; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; align-items: start; }
.pair > section { min-width: 0; }
svg { display: block; width: 100%; height: auto; margin-top: 0.8rem; font-size: 17px; }
text { fill: #171d33; }
.axis { fill: #454c66; font-weight: 700; }
.strong { font-weight: 700; }
.end { text-anchor: end; }
.middle { text-anchor: middle; }
.grid { stroke: #d6d9e2; stroke-width: 1; }
.bar { fill: #3d56a6; }
.mark { stroke: #a8201a; stroke-width: 2.5; stroke-dasharray: 7 4; }
.band { fill: #b9c6ee; }
.upper { fill: none; stroke: #3d56a6; stroke-width: 1.5; stroke-dasharray: 5 4; }
.median { fill: none; stroke: #14224a; stroke-width: 3.5; }
.fault0 { fill: #14224a; }
.fault1 { fill: #d9660a; }
.fault2 { fill: #1c7a8c; }
.fault3 { fill: #a8201a; }
.fault4 { fill: #7a4aa8; }
.fault5 { fill: #4f7a1c; }
.fault6 { fill: #c2367f; }
.fault7 { fill: #8a6d3b; }
@media (max-width: 50rem) { .pair { grid-template-columns: 1fr; } }
@media print {
  @page { size: A4; margin: 14mm; }
  :root { font-size: 11pt; }
  body { max-width: none; padding: 0; }
  .well, .failed { margin: 0 0 1rem; print-color-adjust: exact; }
  h2, h3 { break-after: avoid; }
  svg { font-size: 20px; }
  svg, tr, .failed pre { break-inside: avoid; }
  svg, tr.never { print-color-adjust: exact; }
}
"""


def policy() -> str:
    """A content security policy that lets in this style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"
