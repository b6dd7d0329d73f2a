import { printable } from '../runner/printable.ts'

/** A piece of a page that is safe as it stands. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Piece = Html | string | number | null | undefined | readonly Piece[]

/**
 * A piece of a page. Every value put into it is text, and stays text: no character of it begins a tag, ends an
 * attribute, or turns the direction of reading.
 */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(texts.reduce((page, text, nth) => page + rendered(pieces[nth - 1]) + text))

function rendered(piece: Piece): string {
  if (piece instanceof Html) return piece.text
  if (Array.isArray(piece)) return piece.map(rendered).join('')
  if (piece === null || piece === undefined) return ''
  return printable(String(piece), 10_000).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

type Column<Row> = { readonly title: string; readonly cell: (row: Row) => Piece; readonly isNumber?: boolean }

/** A table that becomes a list on a narrow screen; columns of which no row says anything are left out. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Html {
  const isSaid = (piece: Piece) => piece !== null && piece !== undefined && piece !== ''
  const shown = columns.filter(({ cell }) => rows.some((row) => isSaid(cell(row))))
  const look = ({ isNumber }: Column<Row>) => (isNumber ? html` class="number"` : '')
  return html`<table>
<thead><tr>${shown.map((column) => html`<th${look(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${shown.map((column) => {
      const value = column.cell(row)
      return html`<td${look(column)} data-title="${column.title}">${isSaid(value) ? value : '–'}</td>`
    })}</tr>
`,
  )}</tbody></table>`
}

/** Names and values side by side; those of which nothing is known are left out. */
export const facts = (entries: readonly (readonly [string, Piece])[]): Html =>
  html`<dl>${entries
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
