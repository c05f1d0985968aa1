/** Dark where the reader's system is; what is too wide scrolls in its own box. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --line: #d1d9e0; --band: #f6f8fa; --link: #0a58ca; --warn: #fff3cd; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9da7b1; --paper: #0d1117; --line: #3d444d; --band: #161b22; --link: #6cb0ff; --warn: #4d3b00; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--ink); background: var(--paper); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h4 { margin: .5rem 0; }
a { color: var(--link); }
.notice { background: var(--warn); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
.scroll { overflow-x: auto; margin: 1rem 0; border: 1px solid var(--line); border-radius: .4rem; }
table { border-collapse: collapse; min-width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: .35rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--band); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 6rem; }
.numbers td, .numbers th { white-space: nowrap; }
figure { margin: 1rem 0; min-width: 0; }
figure svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
figcaption, dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0 0 .8rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: flex-start; }
.pair > * { max-width: 100%; }
.pair figure { flex: 0 1 26rem; }
code { font-size: .9em; background: var(--band); border-radius: .2rem; padding: 0 .2em; }
`;
