import type { Feed } from '../../sources/feed.ts'
import type { ForeignRecord } from '../../sources/senders/sender.ts'

/** A feed's contract together with the names that its columns have in files. */
export class Contract {
  readonly feed: Feed
  readonly numbered: ForeignRecord['numbered']
  readonly #headers: Readonly<Record<string, string>>
  readonly #columns: ReadonlyMap<string, string>

  constructor(
    feed: Feed,
    headers: Readonly<Record<string, string>> = {},
    numbered?: ForeignRecord['numbered'],
  ) {
    this.feed = feed
    this.numbered = numbered
    this.#headers = headers
    this.#columns = new Map(this.sentColumns.map((column) => [this.headerOf(column).toLowerCase(), column]))
  }

  /** The columns that files give, in the contract's order. */
  get sentColumns(): string[] {
    return Object.keys(this.feed.columns).filter((column) => column !== this.numbered?.column)
  }

  get requiredColumns(): string[] {
    return this.sentColumns.filter((column) => this.feed.columns[column]?.facts.required)
  }

  /** A column's name in files. */
  headerOf(column: string): string {
    return this.#headers[column] ?? column
  }

  /** The column that a file's header names, whatever its case. */
  columnOf(header: string): string | undefined {
    return this.#columns.get(header.trim().toLowerCase())
  }
}
