import { randomBytes } from 'node:crypto'
import type { PersonalKind } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { looksPersonal } from '../load/looks_personal.ts'
import { readRecord } from '../quarantine/cells.ts'
import { isTheirHeldRow } from './held_rows.ts'
import { isTheirs, type Kind } from './theirs.ts'
import type { Traces } from './traces.ts'
import { isTelling, plainOf } from './words.ts'

/** Somebody to be erased, for as long as the command runs. */
export type Person = {
  readonly customer: string
  /** The name that the account's records go by from now on. */
  readonly standIn: string
  /** What names this person and no other, spelt in all ways that are looked for. */
  readonly words: readonly string[]
  /** Lines of what the person wrote, and of what was written about their cases, that stand nowhere else. */
  readonly texts: readonly string[]
}

/**
 * Finds out what is somebody's: their orders, parcels and cases, and the values in the personal columns of all of
 * these. Each leaves a trace, but values that another customer's records hold too: those stay with the other.
 */
export async function findPerson(
  warehouse: Warehouse,
  kinds: readonly Kind[],
  customer: string,
  traces: Traces,
): Promise<Person> {
  const standIn = traces.standIn(customer) ?? `erased-${randomBytes(8).toString('hex')}`
  traces.add('customer', customer, standIn)
  const held = await heldRecords(warehouse)
  for (const order of await ordersOf(warehouse, customer)) traces.add('order', order)
  for (const record of held.filter((one) => isTheirHeldRow(one, traces)))
    for (const [name, text] of cells(record)) if (/^order_id$/i.test(name)) traces.add('order', text)
  await traces.show(warehouse)
  await traceWhatFollows(warehouse, kinds, traces)
  await traces.show(warehouse)

  const values = new Set<string>([customer])
  for (const { feed, kind, column, theirs } of personalColumns(kinds)) {
    const elsewhere = personalColumns(kinds)
      .filter((other) => other.kind === kind)
      .map((other) => `select ${lower(other.column)} from ${quoted(other.feed)} where not ${other.theirs}`)
    await collect(
      values,
      warehouse,
      `select distinct cast(${quoted(column)} as varchar) as value from ${quoted(feed)} where ${theirs}
         and ${lower(column)} not in (select v from (${elsewhere.join(' union all ')}) o(v) where v is not null)`,
    )
  }
  for (const pseudonyms of await pseudonymColumns(warehouse, kinds))
    await collect(values, warehouse, pseudonyms)
  const personal = new Set(personalColumns(kinds).map(({ column }) => column))
  for (const record of held.filter((one) => isTheirHeldRow(one, traces)))
    for (const [name, text] of cells(record))
      if (personal.has(name.trim().toLowerCase()) || looksPersonal(text)) values.add(text)

  const words = [...new Set([...values].flatMap(spellings))].filter(isTelling)
  for (const word of words) traces.add('words', plainOf(word))
  return { customer, standIn, words, texts: await textsOf(warehouse, kinds) }
}

/** Whether anything at all is known under the account's id. */
export async function isKnown(
  warehouse: Warehouse,
  kinds: readonly Kind[],
  customer: string,
): Promise<boolean> {
  for (const { feed, customer: named } of kinds) {
    if (!named) continue
    if (
      (await warehouse.count(`select count(*) from ${quoted(feed.raw.name)} where ${named} = $1`, [
        customer,
      ])) > 0
    )
      return true
  }
  const held = await heldRecords(warehouse)
  return held.some((record) => cells(record).some(([, text]) => text === customer))
}

const heldRecords = async (warehouse: Warehouse): Promise<string[]> =>
  (await warehouse.rows<{ record: string }>('select record::varchar as record from ledger.quarantine')).map(
    ({ record }) => record,
  )

function cells(record: string): [string, string][] {
  const read = readRecord(record)
  if (typeof read !== 'object' || read === null) return [['', String(read)]]
  return Object.entries(read).flatMap(([name, value]): [string, string][] =>
    value === null || value === '' ? [] : [[name, String(value)]],
  )
}

/** An order whose newest version is another account's is that one's. */
const ordersOf = async (warehouse: Warehouse, customer: string): Promise<string[]> =>
  (
    await warehouse.rows<{ order_id: string }>(
      `select order_id from raw.orders group by order_id
       having arg_max(customer_id, (version_at, file_number, row_number)) = $1`,
      [customer],
    )
  ).map(({ order_id }) => order_id)

/** The parcels and cases that belong to orders with a trace. */
async function traceWhatFollows(warehouse: Warehouse, kinds: readonly Kind[], traces: Traces): Promise<void> {
  const what = { shipments: 'parcel', returns: 'parcel', claims: 'case' } as const
  for (const kind of kinds) {
    const { name } = kind.feed
    if (!(name in what)) continue
    const select = name === 'claims' ? "'claim ' || claim_id" : "carrier || ' ' || tracking_number"
    const both = name === 'returns' ? ", 'return ' || return_id as return_case" : ''
    const rows = await warehouse.rows<{ found: string | null; return_case?: string }>(
      `select distinct ${select} as found${both} from ${quoted(kind.feed.raw.name)} where ${isTheirs(kind)}`,
    )
    for (const { found, return_case } of rows) {
      if (found !== null) traces.add(what[name as keyof typeof what], found)
      if (return_case) traces.add('case', return_case)
    }
  }
}

async function textsOf(warehouse: Warehouse, kinds: readonly Kind[]): Promise<string[]> {
  const texts = new Set<string>()
  for (const kind of kinds) {
    const theirs = isTheirs(kind)
    const columns = Object.entries(kind.feed.columns).filter(([, { facts }]) => facts.onErasure === 'words')
    for (const [column] of theirs ? columns : [])
      await collect(
        texts,
        warehouse,
        `select ${quoted(column)} as value from ${quoted(kind.feed.raw.name)} where ${quoted(column)} is not null
         group by ${quoted(column)} having bool_and(${theirs})`,
      )
  }
  return [...texts].flatMap((text) => text.split(/\r?\n/)).filter((line) => plainOf(line).length >= 12)
}

type PersonalColumn = {
  readonly feed: string
  readonly column: string
  readonly kind: PersonalKind
  readonly theirs: string
}

/** Names that are signed are names. */
const asOne = (kind: PersonalKind): PersonalKind => (kind === 'signature' ? 'name' : kind)

const personalColumns = (kinds: readonly Kind[]): PersonalColumn[] =>
  kinds.flatMap((kind) => {
    const theirs = isTheirs(kind)
    if (!theirs) return []
    return Object.entries(kind.feed.columns).flatMap(([column, { facts }]) =>
      facts.personal ? [{ feed: kind.feed.raw.name, column, kind: asOne(facts.personal), theirs }] : [],
    )
  })

/** Selects of their pseudonyms that nobody shares: whoever has the key could tell whose they are. */
async function pseudonymColumns(warehouse: Warehouse, kinds: readonly Kind[]): Promise<string[]> {
  const staged = await warehouse.rows<{ feed: string; columns: string[] }>(
    `select table_name as feed, list(column_name) as columns from duckdb_columns()
     where database_name = current_database() and schema_name = 'staging' group by all`,
  )
  return staged.flatMap(({ feed, columns }) => {
    const kind = kinds.find((one) => one.feed.name === feed)
    const theirs = kind && isTheirs(kind)
    if (!theirs) return []
    const sent = kind.feed.raw.columns
    const pseudonyms = columns.filter((column) => !sent[column] || sent[column].facts.personal)
    const table = quoted(`staging.${feed}`)
    return pseudonyms.map(quoted).map(
      (column) =>
        `select ${column} as value from ${table} where ${column} is not null
         group by ${column} having bool_and(${theirs})`,
    )
  })
}

const lower = (column: string): string => `lower(trim(cast(${quoted(column)} as varchar)))`

async function collect(values: Set<string>, warehouse: Warehouse, select: string): Promise<void> {
  for (const { value } of await warehouse.rows<{ value: string | null }>(select))
    if (value !== null && value.trim() !== '') values.add(value.trim())
}

/** A value, and other ways in which the same is written: an address of e-mail without its tag, a number without its country. */
function spellings(value: string): string[] {
  const digits = value.replace(/\D/g, '')
  if (looksPersonal(value)) return [value, value.replace(/\+[^@]*@/, '@')]
  const isNumber = /^[+\d\s().\-/]+$/.test(value) && digits.length >= 9
  return isNumber ? [value, digits.slice(-10), digits.slice(-9)] : [value]
}
