/** Colours that people with any colour vision can tell apart (after Okabe and Ito), for light and for dark. */
export const PALETTE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --raised: #f6f8fa;
  --c1: #0067b1; --c2: #c2500a; --c3: #00805e; --c4: #a8447f; --c5: #7a6a00; --c6: #2f8fc0;
  --paper: #8250df; --market: #1b1f24; --muted: #8c959f; --good: #0067b1; --bad: #c2500a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --ink: #e6e9ed; --soft: #9aa4af; --line: #333b44; --raised: #1c2127;
    --c1: #5cb3f2; --c2: #f0954e; --c3: #3cc49a; --c4: #e28ac0; --c5: #d9c34a; --c6: #9ad4f5;
    --paper: #b79cff; --market: #e6e9ed; --muted: #848d97; --good: #5cb3f2; --bad: #f0954e;
  }
}`

/** The page's style: one column, readable from 400 pixels on. */
export const PAGE_STYLE = `${PALETTE}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; font-weight: 600; }
p { margin: .5rem 0; max-width: 46rem; }
.soft, figcaption, .note { color: var(--soft); font-size: .9rem; }
.verdicts { padding-left: 1.1rem; margin: .75rem 0; }
.verdicts li { margin: .3rem 0; }
.scroll { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; width: 100%; }
th, td { padding: .35rem .55rem; text-align: right; vertical-align: top; white-space: nowrap; line-height: 1.3; border-bottom: 1px solid var(--line); overflow-wrap: normal; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--raised); font-weight: 600; vertical-align: bottom; white-space: normal; }
th:first-child { text-align: left; position: sticky; left: 0; background: var(--page); font-weight: 600; max-width: 11rem; white-space: normal; overflow-wrap: break-word; }
thead th:first-child { background: var(--raised); }
td.text, th.text { text-align: left; }
figure { margin: .5rem 0 0; }
figcaption { max-width: 46rem; margin-bottom: .5rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21.5rem), 1fr)); gap: .5rem 1.5rem; }
.panels.single { grid-template-columns: minmax(0, 1fr); }
.panel { min-width: 0; }
.panel svg { display: block; max-width: 100%; height: auto; }
.grid > .panel > svg { width: 100%; max-width: 24.5rem; }
td small, th small { color: var(--soft); }
.narrow { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .875rem; }
.legend i { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .4em; vertical-align: -.05em; }
details { margin: .75rem 0; }
summary { cursor: pointer; }
@media (max-width: 49.9rem) { .wide { display: none; } .narrow { display: block; } main { padding: 1rem 1rem 3rem; } th:first-child { max-width: 7.5rem; } th, td { padding: .35rem .35rem; } }
@media print { .wide { display: block; } .narrow { display: none; } .scroll { overflow: visible; } }
`
