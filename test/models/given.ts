import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type Model, readsOf } from '../../models/model.ts'
import { defaultSettings, type Settings, settingsSchema } from '../../models/settings.ts'
import { buildStep } from '../../pipelines/build/step.ts'
import type { CatalogModel } from '../../pipelines/runner/catalog.ts'
import { prepareLedger } from '../../pipelines/runner/ledger.ts'
import { type Step, steps } from '../../pipelines/runner/plan.ts'
import type { Feed } from '../../sources/feed.ts'
import { carrierClaims } from '../../sources/feeds/carrier_claims.ts'
import { claims } from '../../sources/feeds/claims.ts'
import { contacts } from '../../sources/feeds/contacts.ts'
import { customers } from '../../sources/feeds/customers.ts'
import { decisions } from '../../sources/feeds/decisions.ts'
import { fxRates } from '../../sources/feeds/fx_rates.ts'
import { notifications } from '../../sources/feeds/notifications.ts'
import { orderLines } from '../../sources/feeds/order_lines.ts'
import { orders } from '../../sources/feeds/orders.ts'
import { payouts } from '../../sources/feeds/payouts.ts'
import { products } from '../../sources/feeds/products.ts'
import { returnLines } from '../../sources/feeds/return_lines.ts'
import { returns } from '../../sources/feeds/returns.ts'
import { shipmentLines } from '../../sources/feeds/shipment_lines.ts'
import { shipments } from '../../sources/feeds/shipments.ts'
import { trackingEvents } from '../../sources/feeds/tracking_events.ts'
import { proposals } from '../../sources/logged/proposals.ts'
import { suppressions } from '../../sources/logged/suppressions.ts'
import { withdrawals } from '../../sources/logged/withdrawals.ts'
import { onlineRetailLines } from '../../sources/senders/online_retail/lines.ts'
import type { Columns, Kind } from '../../warehouse/columns.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { usual } from './usual.ts'

const feeds = [
  customers,
  products,
  orders,
  orderLines,
  shipments,
  shipmentLines,
  trackingEvents,
  returns,
  returnLines,
  claims,
  payouts,
  carrierClaims,
  contacts,
  notifications,
  decisions,
  fxRates,
  proposals,
  suppressions,
  withdrawals,
  onlineRetailLines,
] as const

/** A cell as a test writes it: times as ISO text in UTC, amounts as numbers or text. */
type CellGiven = string | number | boolean | null
type RecordGiven<F extends Feed> = { readonly [Column in keyof F['raw']['columns']]?: CellGiven }

/** Records by feed; columns left out are the usual ones. */
export type RecordsGiven = {
  readonly [F in (typeof feeds)[number] as F['name']]?: readonly RecordGiven<F>[]
}

/** A cell as a test reads it: times as text, amounts as text with four decimals, whole numbers as numbers. */
type CellRead<Value> =
  | (NonNullable<Value> extends number ? number : NonNullable<Value> extends boolean ? boolean : string)
  | Extract<Value, null>
type RowRead<C extends Columns> = { readonly [Name in keyof C]: CellRead<C[Name]['value']> }

export type GivenOptions = {
  /** The run's one instant, ISO text in UTC; by default 2026-06-01, when all usual records are matured. */
  readonly asOf?: string
  readonly settings?: Parameters<typeof settingsSchema.parse>[0] & object
}

/**
 * An in-memory warehouse whose raw tables hold these records. It is closed when the test ends.
 *
 *     const shop = await given({ orders: [{ items_amount: 30 }], order_lines: [{ unit_price_amount: 30 }] })
 *     expect(await shop.rows(orderLines)).toMatchObject([{ net_amount: '30.0000' }])
 */
export async function given(records: RecordsGiven, options: GivenOptions = {}): Promise<Shop> {
  const warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  await warehouse.setAsOf(options.asOf ?? '2026-06-01')
  await warehouse.setPseudonymKey('a key for tests')
  await prepareLedger(warehouse)
  await warehouse.run(`create schema raw; ${feeds.map(emptyTable).join('; ')}`)
  for (const feed of feeds) await fill(warehouse, feed, records[feed.name] ?? [])
  return new Shop(warehouse, options.settings ? settingsSchema.parse(options.settings) : defaultSettings)
}

/** Tables are built when they are first asked for, with all that they rest on. */
export class Shop {
  readonly warehouse: Warehouse
  readonly settings: Settings
  readonly #warnings = new Map<string, string[]>()

  constructor(warehouse: Warehouse, settings: Settings) {
    this.warehouse = warehouse
    this.settings = settings
  }

  /** The model's rows, sorted by its grain. A check that stops is thrown. */
  async rows<C extends Columns>(model: Model<string, C>): Promise<RowRead<C>[]> {
    await this.build(model)
    const read = await this.warehouse.rows<Record<string, unknown>>(
      `select * from ${quoted(model.name)} order by ${model.grain.map(quoted).join(', ')}`,
    )
    return read.map(
      (row) =>
        Object.fromEntries(
          Object.entries(model.columns).map(([name, { facts }]) => [name, cellRead(row[name], facts.kind)]),
        ) as RowRead<C>,
    )
  }

  /** The only row of a model that has one. */
  async row<C extends Columns>(model: Model<string, C>): Promise<RowRead<C>> {
    const [row, ...others] = await this.rows(model)
    if (!row || others.length > 0) throw new Error(`${model.name} has ${others.length + (row ? 1 : 0)} rows.`)
    return row
  }

  /** Sentences of the model's own checks that warned. */
  async warnings(model: Model): Promise<readonly string[]> {
    await this.build(model)
    return this.#warnings.get(model.name) ?? []
  }

  async build(model: Model): Promise<void> {
    for (const step of await stepsFor(model, this.settings)) {
      if (this.#warnings.has(step.model.name)) continue
      const { warnings } = await buildStep(this.warehouse, step, {
        runId: 'test',
        settings: this.settings,
        why: 'never built',
        whole: true,
        inputs: '',
      })
      this.#warnings.set(
        step.model.name,
        warnings.map(({ sentence }) => sentence),
      )
    }
  }
}

const cellRead = (cell: unknown, kind: Kind): unknown =>
  kind === 'integer' && cell !== null ? Number(cell) : cell

const columnsOf = ({ raw }: (typeof feeds)[number]) =>
  Object.entries(raw.columns as Columns).map(
    ([column, { facts }]) => [quoted(column), column, duckDb.typeOf[facts.kind]] as const,
  )

const emptyTable = (feed: (typeof feeds)[number]): string =>
  `create table ${feed.raw.name} (${columnsOf(feed)
    .map(([column, , type]) => `${column} ${type}`)
    .join(', ')})`

async function fill(
  warehouse: Warehouse,
  feed: (typeof feeds)[number],
  records: readonly object[],
): Promise<void> {
  if (records.length === 0) return
  const { name, raw } = feed
  const loaded = { version_at: '2026-01-01', file_number: 1 }
  const whole = records.map((record, index) => ({
    ...loaded,
    row_number: index + 1,
    ...usual[name],
    ...record,
  }))
  await warehouse.run(
    `insert into ${raw.name}
     select ${columnsOf(feed)
       .map(([, column, type]) => `cast(record ->> '$.${column}' as ${type})`)
       .join(', ')}
     from (select unnest(from_json($1, '["json"]')) as record) as given`,
    [JSON.stringify(whole)],
  )
}

/** The model and all it rests on, parents first. Only their files are read, so a fault elsewhere stays there. */
async function stepsFor(model: Model, settings: Settings): Promise<Step[]> {
  const needed = new Map<string, CatalogModel>()
  const need = async (one: Model): Promise<void> => {
    if (needed.has(one.name)) return
    const reads = readsOf(one, settings)
    for (const parent of reads) if (!parent.startsWith('raw.')) await need(await modelNamed(parent))
    needed.set(one.name, { model: one, file: fileOf(one.name), reads, passDigest: '' })
  }
  await need(model)
  return steps({ feeds: [...feeds], logged: [], senders: [], models: [...needed.values()] }, settings)
}

const fileOf = (name: string) => `models/${name.replace('.', '/')}.ts`

async function modelNamed(name: string): Promise<Model> {
  const file = fileURLToPath(new URL(`../../${fileOf(name)}`, import.meta.url))
  const exported = Object.values(await import(file)) as Model[]
  const found = exported.find((value) => value?.name === name)
  if (!found) throw new Error(`${file} declares no ${name}.`)
  return found
}
