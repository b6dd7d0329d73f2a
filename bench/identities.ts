import { numberOf } from '../models/marts/identities/kinds.ts'
import { type eventColumns, linkAccounts } from '../models/marts/identities/link_accounts.ts'
import type { Batch } from '../models/model.ts'
import { defaultSettings } from '../models/settings.ts'
import { buildAnew } from '../pipelines/build/step.ts'
import { prepareLedger } from '../pipelines/runner/ledger.ts'
import { duckDb } from '../warehouse/duckdb/dialect.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { quoted } from '../warehouse/engine.ts'
import { everyStep } from './loaded_shop.ts'
import { median, took } from './median.ts'
import { type Line, rateLine } from './table.ts'

type Events = Batch<typeof eventColumns>

/** Linking accounts: the algorithm alone on events in memory, and the whole table from staged orders, on one core. */
export async function benchIdentities(orders: number, rounds: number): Promise<Line[]> {
  const linking = await rated(rounds, linkingOf(madeEvents(orders * 4)))
  const warehouse = await madeOrders(orders)
  try {
    const building = await rated(rounds, await buildingOf(warehouse))
    const of = 'first uses'
    const aim = 1_000_000
    return [
      rateLine('linking accounts, the algorithm alone', { ...linking, of, aim }),
      rateLine('identities, the whole table on one core', { ...building, of, aim }),
    ]
  } finally {
    warehouse.close()
  }
}

type Work = { readonly done: number; readonly once: () => Promise<number> }

async function rated(rounds: number, { done, once }: Work) {
  const all: number[] = []
  for (let round = 0; round < rounds; round += 1) all.push(await once())
  return { done, took: median(all) }
}

const linkingOf = (batches: readonly Events[]): Work => ({
  done: batches.reduce((sum, { rows }) => sum + rows, 0),
  once: () =>
    took(async () => {
      async function* events() {
        yield* batches
      }
      for await (const _ of linkAccounts(events(), defaultSettings.identifierCaps));
    }),
})

/** Events of accounts that come by and by: of ten, two begin an account, two use an identifier of another account. */
function madeEvents(count: number): Events[] {
  const kinds = (['device', 'email', 'payment', 'phone', 'address'] as const).map(numberOf)
  const chance = chances()
  const below = (end: number) => Math.floor(chance() * end)
  const batches: Events[] = []
  let accounts = 0
  let identifiers = 0
  for (let from = 0; from < count; from += 2048) {
    const rows = Math.min(2048, count - from)
    const columns = {
      at: new BigInt64Array(rows),
      account: new Int32Array(rows),
      kind: new Int32Array(rows),
      identifier: new Int32Array(rows),
    }
    for (let row = 0; row < rows; row += 1) {
      columns.at[row] = BigInt(from + row) * 1_000_000n
      const isBeginning = accounts === 0 || chance() < 0.2
      if (isBeginning) accounts += 1
      columns.account[row] = isBeginning ? accounts : 1 + below(accounts)
      if (isBeginning) continue
      const isShared = identifiers > 0 && chance() < 0.25
      if (!isShared) identifiers += 1
      const identifier = isShared ? 1 + below(identifiers) : identifiers
      columns.identifier[row] = identifier
      columns.kind[row] = kinds[identifier % kinds.length] as number
    }
    batches.push({ rows, columns })
  }
  return batches
}

/** The same numbers every time, from 0 to 1 (mulberry32). */
function chances(): () => number {
  let state = 20261123
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const stepOf = (table: string) => {
  const step = everyStep.find(({ model }) => model.name === table)
  if (!step) throw new Error(`There is no ${table}.`)
  return step
}

/** Staged orders of a third as many accounts, of which some share a device or a card with the account before. */
async function madeOrders(orders: number): Promise<Warehouse> {
  const warehouse = await Warehouse.open(':memory:', { threads: 1 })
  await prepareLedger(warehouse)
  const pseudonym = (kind: string, of: string) => `sha256('${kind}' || ${of})`
  const made: Readonly<Record<string, string>> = {
    order_id: `'o' || n`,
    customer_id: `'c' || account`,
    ordered_at: `timestamp '2025-01-01' + to_microseconds(n * 60000000)`,
    email: pseudonym('email', 'account'),
    phone: pseudonym('phone', 'account'),
    device_id: pseudonym('device', '(account - (account % 10 = 0)::int) || (hash(n) % 2)'),
    payment_fingerprint: pseudonym('payment', 'account - (account % 15 = 0)::int'),
    ship_address: pseudonym('address', 'account - (account % 5 = 0)::int'),
  }
  const columns = Object.entries(stepOf('staging.orders').model.columns).map(
    ([name, { facts }]) => `${made[name] ?? `cast(null as ${duckDb.typeOf[facts.kind]})`} as ${quoted(name)}`,
  )
  await warehouse.run(
    `create table staging.orders as select ${columns.join(', ')}
     from (select n, hash(n) % ${Math.ceil(orders / 3)} as account from range(${orders}) as r(n))`,
  )
  await warehouse.run(
    'create table marts.decisions (order_id varchar, decided_at timestamp, finding varchar, is_by_person boolean)',
  )
  await build(warehouse, 'marts.households')
  return warehouse
}

const build = (warehouse: Warehouse, table: string) =>
  buildAnew(warehouse, stepOf(table), defaultSettings, 'bench')

async function buildingOf(warehouse: Warehouse): Promise<Work> {
  const kinds = ['customer_id', 'email', 'phone', 'device_id', 'payment_fingerprint', 'ship_address']
  const done = await warehouse.count(
    `select ${kinds.map((kind) => `(select count(*) from (select distinct customer_id, ${kind} from staging.orders))`).join(' + ')}`,
  )
  return { done, once: () => took(() => build(warehouse, 'marts.identities')) }
}
