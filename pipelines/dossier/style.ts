import { Html } from './html.ts'

/** The look of a dossier, on a screen and on paper. It asks for no font and no picture from elsewhere. */
export const style = new Html(`
:root { color-scheme: light; --ink: #1c2430; --quiet: #5a6675; --line: #d5dbe3; --tint: #f4f6f9; --brand: #1f5f8b; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .6rem; padding-bottom: .3rem; border-bottom: 2px solid var(--brand); font-size: 1.15rem; }
h3 { margin: 1.4rem 0 .5rem; font-size: 1rem; }
p { margin: .4rem 0; }
.quiet { color: var(--quiet); font-size: .9rem; }
.gist { margin-top: 1.2rem; padding: .9rem 1.1rem; border-left: 4px solid var(--brand); background: var(--tint); }
.gist ul { margin: 0; padding-left: 1.1rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .6rem 1.5rem; margin: .6rem 0; }
dt { color: var(--quiet); font-size: .8rem; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
th { text-align: left; color: var(--quiet); font-weight: 600; overflow-wrap: normal; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { padding-right: 1.2rem; text-align: right; }
address { font-style: normal; }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td, td.number { display: grid; grid-template-columns: 8rem 1fr; gap: .5rem; padding: .1rem 0; border: 0; text-align: left; }
  td::before { content: attr(data-title); color: var(--quiet); }
}
@page { margin: 16mm; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, dl div, .gist { break-inside: avoid; }
  thead { display: table-header-group; }
}
`)
