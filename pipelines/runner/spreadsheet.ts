import { quoted } from '../../warehouse/engine.ts'

/**
 * SQL of a text column for a CSV file: no text may begin like a formula, which a spreadsheet would run; some take the
 * wide signs of East Asian keyboards for the same.
 */
export function spreadsheetText(column: string): string {
  const value = quoted(column)
  return `case when regexp_matches(${value}, '^[=+@＝＋－＠\\t\\r\\n-]') then '''' || ${value} else ${value} end as ${value}`
}
