import type { Query, Table } from '../warehouse/tables.ts'

/** `stop` rolls the step back; `warn` is reported and lets the run go on. */
export type Severity = 'stop' | 'warn'

/** A query for offending rows; the title is the sentence that a failure prints. */
export type Check<Self extends Table = Table> = {
  readonly sentence: string
  readonly severity: Severity
  readonly offending: (self: Self) => Query<unknown>
}

export const stop = <Self extends Table>(
  sentence: string,
  offending: (self: Self) => Query<unknown>,
): Check<Self> => ({ sentence, severity: 'stop', offending })

export const warn = <Self extends Table>(
  sentence: string,
  offending: (self: Self) => Query<unknown>,
): Check<Self> => ({ sentence, severity: 'warn', offending })
