import type { Model } from '../../models/model.ts'
import { literal, quoted } from '../../warehouse/engine.ts'
import { spreadsheetText } from '../runner/spreadsheet.ts'

/** Who reads the rows: a spreadsheet, which runs formulas, or a program. */
export type Reader = 'spreadsheet' | 'program'

/** SQL of what a row of the list tells: its own columns, times as ISO 8601, and the run's instant. */
export function told({ columns }: Model, reader: Reader, asOf: string): string {
  const own = Object.entries(columns).map(([column, { facts }]) => {
    if (facts.kind === 'instant') return `${iso(quoted(column))} as ${quoted(column)}`
    return facts.kind === 'text' && reader === 'spreadsheet' ? spreadsheetText(column) : quoted(column)
  })
  return [...own, `${iso(`cast(${literal(asOf)} as timestamp)`)} as as_of`].join(', ')
}

const iso = (instant: string): string => `strftime(${instant}, '%Y-%m-%dT%H:%M:%SZ')`
