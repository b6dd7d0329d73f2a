import type { Settings } from '../../models/settings.ts'

/** Largest share of bad rows that a file of this feed or sender may have: above it nothing of the file loads. */
export const mostBadShare = ({ badRows }: Pick<Settings, 'badRows'>, owner: string): number =>
  badRows.perFeed[owner] ?? badRows.share

export type Counted = {
  readonly file_number: number
  readonly rows_read: number
  readonly rows_bad: number
  /** Which row is the first bad one, such as `row 3`, and its fault. */
  readonly first_bad: string
  readonly first_fault: string
}

export const isTooBad = ({ rows_read, rows_bad }: Counted, share: number): boolean =>
  rows_bad > rows_read * share

export const tooBadSentence = (
  { rows_read, rows_bad, first_bad, first_fault }: Counted,
  share: number,
): string =>
  `${rows_bad} of its ${rows_read} rows break the contract, more than ${percent(share)}, so none was loaded; the first is ${first_bad}: ${first_fault}.`

const percent = (share: number): string => `${Number((share * 100).toPrecision(12))}%`
