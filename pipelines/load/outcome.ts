/** What became of one file of the inbox. */
export type FileOutcome = {
  /** The feed or sender whose folder it lies in. */
  readonly feed: string
  /** From the inbox. */
  readonly path: string
  /**
   * `repeated`: the same content was loaded before, under this or another name. `left`: it changed or went while
   * it was looked at, so it waits for the next run as if it had not been seen.
   */
  readonly outcome: 'loaded' | 'repeated' | 'failed' | 'left'
  readonly sentence?: string
  readonly rowsRead: number
  readonly rowsAccepted: number
  readonly rowsQuarantined: number
  readonly rowsRepeated: number
}

/** The outcome of a file of which nothing was read into the tables. */
export const untouched = (
  feed: string,
  path: string,
  outcome: Exclude<FileOutcome['outcome'], 'loaded'>,
  sentence: string,
): FileOutcome => ({
  feed,
  path,
  outcome,
  sentence,
  rowsRead: 0,
  rowsAccepted: 0,
  rowsQuarantined: 0,
  rowsRepeated: 0,
})
