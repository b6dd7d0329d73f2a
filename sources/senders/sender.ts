import type { Feed } from '../feed.ts'

/** One kind of record of a foreign format. It lands in its own raw table before it is mapped onto feeds. */
export type ForeignRecord = {
  /** The contract of the record; `raw.<name>` keeps every line. */
  readonly record: Feed
  /** For each column the name that it has in the sender's files. */
  readonly headers: Readonly<Record<string, string>>
  /** A column that the sender does not send: the place of the line among those sharing `within`, in its file. */
  readonly numbered?: { readonly column: string; readonly within: readonly string[] }
  /** Columns whose lines belong together: when one line arrives, all of them are mapped again. */
  readonly mappedBy: readonly string[]
  /** SQL of the account that a line names, as feeds have it, where one does; the column is `customer_id`. */
  readonly customer?: string
}

/** How a sender's records become records of a feed. */
export type Mapping = {
  readonly feed: Feed
  /**
   * A select over `landed`, the newest version of all lines whose `mappedBy` columns the newly loaded files
   * hold. It gives columns of the feed, and the `file_number` of the lines they come from.
   */
  readonly select: string
}

/** A foreign format: its files go under `inbox/<name>/`. */
export type Sender = {
  readonly name: string
  /** One sentence: whose format it is. */
  readonly about: string
  readonly lines: ForeignRecord
  readonly mappings: readonly Mapping[]
}
