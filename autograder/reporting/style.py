"""How the instructor's page looks: on a laptop, on a projector, on paper, in the dark.

Verdicts are told by words and numbers; colour and pattern only repeat them. All pairs of text
and ground have a contrast of 4.5 to 1 or more.
"""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
:root {
  color-scheme: light dark;
  --ground: #ffffff; --soft: #f2f4f7; --line: #c3cad4; --text: #16202c; --quiet: #47566a;
  --link: #0b4f9e; --bar: #2f6fb2; --right: #00725a; --partly: #8a6100; --wrong: #b3400a;
  --lost: #6b4f9a; --ours: #5a6472;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14191f; --soft: #1e252d; --line: #4a5664; --text: #e9edf2; --quiet: #b3bfcc;
    --link: #8ec2ff; --bar: #6aa7e8; --right: #3fbf9b; --partly: #e0ad3c; --wrong: #f08a52;
    --lost: #b79ce6; --ours: #9aa6b4;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: clamp(1rem, 0.85rem + 0.45vw, 1.4rem)/1.5 system-ui, "Segoe UI", Roboto, sans-serif;
}
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.9em; line-height: 1.2; margin: 0; }
h2 { font-size: 1.5em; margin: 2.5em 0 0.3em; border-top: 3px solid var(--line);
     padding-top: 0.7em; }
h3 { font-size: 1.12em; margin: 1.8em 0 0.3em; }
p { max-width: 46rem; margin: 0.4em 0 0.8em; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3em 1.4em; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.6em 0 1em; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.4em; }
th, td { text-align: left; vertical-align: top; padding: 0.4em 0.55em;
         border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { background: var(--soft); overflow-wrap: normal; vertical-align: bottom; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.n { white-space: nowrap; }
tbody th { font-weight: 600; }
th code, td code { white-space: nowrap; }
code { font-family: ui-monospace, "Cascadia Mono", Consolas, monospace; font-size: 0.92em; }
.facts { display: flex; flex-wrap: wrap; gap: 0.6em 2.2em; margin: 0.8em 0; padding: 0; }
.facts div { display: flex; flex-direction: column-reverse; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; font-size: 1.5em; font-weight: 600; font-variant-numeric: tabular-nums; }
figure { margin: 0.8em 0; }
figcaption { color: var(--quiet); }
svg { max-width: 100%; height: auto; display: block; }
svg text { fill: var(--text); font: 14px system-ui, sans-serif; }
svg .bar { fill: var(--bar); }
svg .axis { stroke: var(--line); stroke-width: 1; }
.share { display: flex; height: 1.1em; min-width: 7em; background: var(--soft);
         border: 1px solid var(--line); }
.share i { display: block; border-right: 1px solid var(--ground); }
.right { background: var(--right); } .partly { background: var(--partly); }
.wrong { background: var(--wrong); } .lost { background: var(--lost); }
.ours { background: var(--ours); }
.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2em 1.4em; }
.key i { display: inline-block; width: 0.9em; height: 0.9em; margin-right: 0.4em; }
.note { border-left: 4px solid var(--partly); background: var(--soft); padding: 0.5em 0.9em; }
details > summary { cursor: pointer; color: var(--link); }
@media print {
  :root {
    color-scheme: light;
    --ground: #fff; --soft: #f2f4f7; --line: #999; --text: #000; --quiet: #333; --link: #000;
    --bar: #2f6fb2; --right: #00725a; --partly: #8a6100; --wrong: #b3400a; --lost: #6b4f9a;
    --ours: #5a6472;
  }
  @page { margin: 16mm 14mm; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h2 { break-before: page; border-top: 0; margin-top: 0; }
  h2.first { break-before: auto; margin-top: 1.2em; }
  h2, h3, caption { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  .wide { overflow: visible; }
  details.all::details-content { content-visibility: visible; height: auto; }
  .share, .share i, .key i, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
