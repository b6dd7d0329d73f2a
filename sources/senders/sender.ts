import type { Feed } from '../feed.ts'
import type { ZendeskRules } from './zendesk/rules.ts'

/** One kind of record of a foreign format. It lands in its own raw table before it is mapped onto feeds. */
export type ForeignRecord = {
  /** The contract of the record; `raw.<name>` keeps every version. */
  readonly record: Feed
  /**
   * For each column where its value stands: the name that it has in the sender's files, or in a document the path
   * to it, such as `shipping_address.city`. A column that is not named here is found under its own name.
   */
  readonly headers: Readonly<Record<string, string>>
  /** A column that the sender does not send: the place of the line among those sharing `within`, in its file. */
  readonly numbered?: { readonly column: string; readonly within: readonly string[] }
  /**
   * Columns whose records belong together, whatever their kind: when one arrives, all of them are mapped again. A
   * record that does not hold these columns names by `by` the record that it is a part of.
   */
  readonly mappedBy: readonly string[] | { readonly partOf: ForeignRecord; readonly by: readonly string[] }
  /** SQL of the account that a record names, as feeds have it, where one does; the column is `customer_id`. */
  readonly customer?: string
}

/** How a sender's records become records of a feed. */
export type Mapping = {
  readonly feed: Feed
  /**
   * A select over the tables that `landed` names, which hold the newest version of all records that belong together
   * with those of the newly loaded files. It gives columns of the feed, and the `file_number` of the records that
   * they come from.
   */
  readonly select: string | ((settings: MappingSettings) => string)
}

/** Settings by which a shop changes how a sender is mapped, each under the sender's name. */
export type MappingSettings = { readonly zendesk: ZendeskRules }

/** The table in which a mapping finds the records of one kind. */
export const landed = ({ record }: Pick<ForeignRecord, 'record'>): string => `landed_${record.name}`

/** What a document holds: a record, with its values by column, or something that nobody can make one of. */
export type Unfolded =
  | { readonly of: ForeignRecord; readonly values: Readonly<Record<string, unknown>> }
  | {
      /** The sentence that its sender is given. */
      readonly fault: string
    }

/**
 * Tells what one document holds: a JSON value of a file, or a row of one by its column names. Made anew for each
 * file, whose documents it gets in their order, so that a line may say whose part it is by naming one before it.
 */
export type Unfold = (document: unknown) => Iterable<Unfolded>

/** A foreign format: its files go under `inbox/<name>/`. */
export type Sender = {
  readonly name: string
  /** One sentence: whose format it is. */
  readonly about: string
  readonly records: readonly ForeignRecord[]
  /** Of a sender whose files hold records of several kinds, or records within records; else each row is a record. */
  readonly unfolding?: () => Unfold
  readonly mappings: readonly Mapping[]
}

/** The contracts of all records of these senders. */
export const recordsOf = (senders: readonly Sender[]): Feed[] =>
  senders.flatMap(({ records }) => records.map(({ record }) => record))
