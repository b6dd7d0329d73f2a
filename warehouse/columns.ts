/**
 * The words a column is declared with. One list of columns gives a table's TypeScript row, its DDL, its
 * documentation and its checks, so that no two of them can disagree.
 */

/** How a value is stored. Each engine names its own type for it (`Dialect.typeOf`). */
export type Kind = 'text' | 'integer' | 'number' | 'money' | 'rate' | 'boolean' | 'instant' | 'day'

declare const unit: unique symbol

/** An amount in major units with exactly four decimals. Never floating point. */
export type Money = string & { readonly [unit]: 'money' }
/** An exact factor with eight decimals, such as an exchange rate. */
export type Rate = string & { readonly [unit]: 'rate' }
/** A moment, stored in UTC with microseconds. */
export type Instant = Date & { readonly [unit]: 'instant' }
/** A calendar day. */
export type Day = Date & { readonly [unit]: 'day' }

/** Kinds of personal data. A column so marked leaves `raw` only as a keyed pseudonym. */
export type PersonalKind =
  | 'email'
  | 'phone'
  | 'name'
  | 'street'
  | 'ip'
  | 'device'
  | 'payment'
  | 'signature'
  | 'words'

/**
 * What becomes of a value that is no personal data by itself, in the records of a person who is erased. `emptied`: it
 * goes. `area`: its first three characters stay, which figures are counted by. `words`: it goes, and in records of
 * others the person's own values go from it. `remark`: it stays without the person's values.
 */
export type OnErasure = 'emptied' | 'area' | 'words' | 'remark'

/** What a text is besides a text. */
export type TextPattern = {
  /** What it matches from end to end; RE2 and JavaScript (flag `u`) must read it alike. */
  readonly matches: string
  /** What it must be, as the end of the sentence "currency is not …". */
  readonly mustBe: string
}

export type ColumnFacts = {
  readonly kind: Kind
  /** One sentence: what the value is, with its unit. */
  readonly about: string
  readonly required: boolean
  readonly unique: boolean
  readonly choices?: readonly string[]
  readonly pattern?: TextPattern
  /** The setting that stands in where a record states nothing. */
  readonly filledWith?: 'reportingCurrency'
  readonly atLeast?: number
  readonly atMost?: number
  readonly personal?: PersonalKind
  readonly onErasure?: OnErasure
  /** `table.column` that the value is found in, once that record has arrived. */
  readonly refersTo?: string
}

/** A declared column; `Value` is the TypeScript type of a cell. */
export class Column<Value> {
  declare readonly value: Value
  readonly facts: ColumnFacts

  constructor(facts: ColumnFacts) {
    this.facts = facts
  }

  /** Never missing, so that no setting stands in. */
  required(): Column<NonNullable<Value>> {
    const { filledWith: _, ...facts } = this.facts
    return new Column({ ...facts, required: true })
  }

  /** No two rows share a value. */
  unique(): Column<Value> {
    return new Column({ ...this.facts, unique: true })
  }

  /** Not below `least`, in the column's own unit. */
  atLeast(least: number): Column<Value> {
    return new Column({ ...this.facts, atLeast: least })
  }

  /** Not above `most`, in the column's own unit. */
  atMost(most: number): Column<Value> {
    return new Column({ ...this.facts, atMost: most })
  }

  /** Personal data of this kind: it must not leave the raw tables in the clear. */
  personal(kind: PersonalKind): Column<Value> {
    return new Column({ ...this.facts, personal: kind })
  }

  /** Beside other columns it may tell who somebody is: this becomes of it when they are erased. */
  onErasure(what: OnErasure): Column<Value> {
    return new Column({ ...this.facts, onErasure: what })
  }

  /** The value names a row of another table; a missing one is waited for, not refused. */
  refersTo(tableColumn: string): Column<Value> {
    return new Column({ ...this.facts, refersTo: tableColumn })
  }
}

const column =
  <Value>(kind: Kind) =>
  (about: string): Column<Value | null> =>
    new Column({ kind, about, required: false, unique: false })

export const text = column<string>('text')
/** A whole number. */
export const integer = column<number>('integer')
/** A measured or estimated number; floating point, so never money. */
export const number = column<number>('number')
/** An amount in major units, four decimals, exact. */
export const money = column<Money>('money')
/** An exact factor, eight decimals. */
export const rate = column<Rate>('rate')
export const boolean = column<boolean>('boolean')
/** A moment in UTC; by convention the column's name ends in `_at`. */
export const instant = column<Instant>('instant')
export const day = column<Day>('day')

/** A text that is one of the given words. */
export const choice = <const Words extends readonly string[]>(
  words: Words,
  about: string,
): Column<Words[number] | null> =>
  new Column({ kind: 'text', about, required: false, unique: false, choices: words })

/** A currency by its ISO 4217 code. Where it is not required, a record that states none is in the reporting currency. */
export const currencyCode = (about: string): Column<string | null> =>
  new Column({
    kind: 'text',
    about,
    required: false,
    unique: false,
    pattern: { matches: '[A-Z]{3}', mustBe: 'an ISO 4217 currency code such as EUR' },
    filledWith: 'reportingCurrency',
  })

/** A country by its ISO 3166-1 alpha-2 code. */
export const countryCode = (about: string): Column<string | null> =>
  new Column({
    kind: 'text',
    about,
    required: false,
    unique: false,
    pattern: { matches: '[A-Z]{2}', mustBe: 'an ISO 3166-1 country code such as DE' },
  })

export type Columns = Readonly<Record<string, Column<unknown>>>

/** The TypeScript row that a list of columns describes. */
export type RowOf<C extends Columns> = { [Name in keyof C]: C[Name]['value'] }
