/**
 * A way to a system that holds records, from which what is new is fetched into files. Those are loaded like files of the
 * inbox, so that fetching a record again does no harm, and only leaving one out would.
 */
export type Connection = {
  /** As the settings call it. */
  readonly name: string
  /** The feed or sender whose files it fetches. */
  readonly folder: string
  /** Where it leads, as messages tell it: without user or secret. */
  readonly where: string
  /** Whatever its cursor rests on, such as the query. Once it changes, all is fetched anew. */
  readonly asks: string
  /**
   * Gives what is new, file by file. What was given is kept before it is asked for more: first the file, then the cursor.
   * Throws a `Problem` where it cannot; where that may pass it is called again, with the cursor that was kept last.
   */
  fetch(fetching: Fetching): AsyncIterable<Fetched>
  /** Looks whether a fetch would work, and fetches nothing. Throws the `Problem` that it would. */
  check(checking: Checking): Promise<Checked>
}

export type Fetching = {
  /** What was kept last, as JSON; null at first, and where the connection asks for something else than before. */
  readonly cursor: unknown
  /** Makes an empty file to write to, which only its owner may read. Its ending says what it holds, such as `.csv`. */
  readonly draft: (ending: string) => string
  /** Aborts when the process is to end; its reason is to be thrown. */
  readonly stop: AbortSignal
  /** Tells who looks on how far it is, such as `12 MB`. */
  readonly tell: (howFar: string) => void
}

/** What is to be kept now. */
export type Fetched = {
  /** The draft that is whole, and its rows where they are known; nothing where only the cursor moves on. */
  readonly file?: { readonly draft: string; readonly rows: number | null }
  /** From where the next fetch goes on, as JSON. It is kept in the clear: no secret and nothing personal may be in it. */
  readonly cursor: unknown
}

export type Checking = Pick<Fetching, 'cursor' | 'draft' | 'stop'> & {
  /** How many of the rows may be written to a file, by which the contract is tried. */
  readonly mostRows: number
}

export type Checked = {
  /** What was found to be well, in sentences. */
  readonly found: readonly string[]
  /** Some rows of those that a fetch would bring, as it would write them. */
  readonly sample?: { readonly draft: string; readonly rows: number }
}
