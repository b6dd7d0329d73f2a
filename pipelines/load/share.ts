/** Largest share of bad rows that a file may have: above it nothing of the file loads. */
export const mostBadShare = 0.1

export type Counted = {
  readonly file_number: number
  readonly rows_read: number
  readonly rows_bad: number
  /** The first bad row's place and fault. */
  readonly first_bad: number
  readonly first_fault: string
}

export const isTooBad = ({ rows_read, rows_bad }: Counted): boolean => rows_bad > rows_read * mostBadShare

export const tooBadSentence = ({ rows_read, rows_bad, first_bad, first_fault }: Counted): string =>
  `${rows_bad} of its ${rows_read} rows break the contract, more than ${mostBadShare * 100}%, so none was loaded; the first is row ${first_bad}: ${first_fault}.`
