import type { Query, Table } from '../warehouse/tables.ts'

/** `stop` rolls the step back; `warn` is reported and lets the run go on. */
export type Severity = 'stop' | 'warn'

/**
 * A query for offending rows; the sentence is what a failure prints, with some of the rows' `example`, a
 * text that says which row is meant and holds no personal data.
 */
export type Check<Self extends Table = Table> = {
  readonly sentence: string
  readonly severity: Severity
  readonly offending: (self: Self) => Query<{ example: string | null }>
  /** What somebody can do about it. */
  readonly next?: string
}

export const stop = <Self extends Table>(
  sentence: string,
  offending: (self: Self) => Query<{ example: string | null }>,
  next?: string,
): Check<Self> => ({ sentence, severity: 'stop', offending, ...(next ? { next } : {}) })

export const warn = <Self extends Table>(
  sentence: string,
  offending: (self: Self) => Query<{ example: string | null }>,
): Check<Self> => ({ sentence, severity: 'warn', offending })
