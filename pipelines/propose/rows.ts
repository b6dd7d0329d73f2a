/**
 * Labelled cases as numbers. Of each row only the columns that have a value are kept: those of row i stand from
 * starts[i] to starts[i + 1]. Values are bits, as are the log-odds that each row is given whatever the coefficients.
 */
export type LabelledRows = {
  readonly starts: Uint32Array
  readonly columns: Uint16Array
  readonly values: Float64Array
  readonly given: Float64Array
  readonly isAbuse: Uint8Array
}

export type LabelledRow = {
  readonly isAbuse: boolean
  readonly given: number
  readonly entries: readonly { readonly column: number; readonly value: number }[]
}

export function labelledRows(rows: readonly LabelledRow[]): LabelledRows {
  const starts = new Uint32Array(rows.length + 1)
  rows.forEach(({ entries }, i) => {
    starts[i + 1] = (starts[i] as number) + entries.length
  })
  const entries = rows.flatMap((row) => row.entries)
  return {
    starts,
    columns: Uint16Array.from(entries, ({ column }) => column),
    values: Float64Array.from(entries, ({ value }) => value),
    given: Float64Array.from(rows, ({ given }) => given),
    isAbuse: Uint8Array.from(rows, ({ isAbuse }) => Number(isAbuse)),
  }
}
