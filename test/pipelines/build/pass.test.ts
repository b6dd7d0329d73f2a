import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Batch, type Batches, missing, passModel, walked } from '../../../models/model.ts'
import { defaultSettings } from '../../../models/settings.ts'
import { buildStep } from '../../../pipelines/build/step.ts'
import { prepareLedger } from '../../../pipelines/runner/ledger.ts'
import { steps } from '../../../pipelines/runner/plan.ts'
import { instant, integer } from '../../../warehouse/columns.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { tables } from '../../../warehouse/tables.ts'

const takes = { at: instant('When.').required(), number: integer('Which.').required() }
const gives = { number: integer('Which.').required(), before: instant('When the one before was.') }
const raw = { name: 'raw.given', columns: { place: integer('Place.').required(), ...takes } } as const

type Walk = (rows: Batches<typeof takes>) => AsyncIterable<Batch<typeof gives>>

/** A table of each row with the moment of the one before it, by an algorithm. */
const stepOf = (walk: Walk) => {
  const model = passModel({
    name: 'marts.walks',
    about: 'A table.',
    owner: 'engineers',
    grain: ['number'],
    columns: gives,
    pass: {
      takes,
      // The columns come in another order than they are declared in.
      from: () => tables(raw).selectFrom('raw.given as g').select(['g.number', 'g.at']).orderBy('g.place'),
      gives,
      uses: () => null,
      walk,
    },
    query: () => tables(walked(gives)).selectFrom('walked as w').select(['w.number', 'w.before']),
  })
  const entry = { model, file: '', reads: ['raw.given'], passDigest: '' }
  const [step] = steps({ feeds: [], logged: [], senders: [], models: [entry] }, defaultSettings)
  if (!step) throw new Error('There is no step.')
  return step
}

const before: Walk = async function* (rows) {
  let last = missing
  for await (const { rows: count, columns } of rows) {
    const befores = BigInt64Array.from({ length: count }, (_, row) =>
      row === 0 ? last : (columns.at[row - 1] as bigint),
    )
    last = columns.at[count - 1] as bigint
    yield { rows: count, columns: { number: columns.number, before: befores } }
  }
}

let warehouse: Warehouse
beforeEach(async () => {
  warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  await prepareLedger(warehouse)
  await warehouse.run('create schema raw')
  // More rows than the engine takes at once, and instants with microseconds on either side of 1970.
  await warehouse.run(
    `create table raw.given as select place, make_timestamp(place * 86400000001 - 5000000000000) as "at", 10000 - place as number
     from range(5000) as r(place)`,
  )
})

const build = (walk: Walk, whole: boolean) =>
  buildStep(warehouse, stepOf(walk), {
    runId: 'test',
    settings: defaultSettings,
    why: 'test',
    whole,
    inputs: '',
  })
const wrongRows = () =>
  warehouse.count(
    `select count(*) from (
       select number, lag("at") over (order by place) as before from raw.given
       except all select number, before from marts.walks)`,
  )

test('every row goes through in order, to the microsecond, and what is missing stays missing', async () => {
  await build(before, true)

  expect(await warehouse.count('select count(*) from marts.walks')).toBe(5000)
  expect(await wrongRows()).toBe(0)
})

test('a batch may be larger than the engine takes at once, or empty', async () => {
  const atOnce: Walk = async function* (rows) {
    const numbers: number[] = []
    for await (const { columns } of rows) {
      numbers.push(...columns.number)
      yield { rows: 0, columns: { number: new Int32Array(0), before: new BigInt64Array(0) } }
    }
    yield {
      rows: numbers.length,
      columns: {
        number: Int32Array.from(numbers),
        before: new BigInt64Array(numbers.length).fill(missing),
      },
    }
  }
  await build(atOnce, true)

  expect(await warehouse.count('select count(*) from marts.walks where before is null')).toBe(5000)
})

test.each([true, false])(
  'an algorithm that fails leaves the table as it was (made anew: %s)',
  async (whole) => {
    await build(before, true)
    const failing: Walk = async function* (rows) {
      for await (const batch of before(rows)) {
        yield batch
        throw new Error('It cannot go on.')
      }
    }
    await expect(build(failing, whole)).rejects.toThrow('It cannot go on.')
    expect(await wrongRows()).toBe(0)

    // Nothing of it is in the way of the next build.
    await build(before, whole)
    expect(await wrongRows()).toBe(0)
  },
)

test('a table as the query gives it, in the types of its columns', async () => {
  await build(before, true)
  const described = await warehouse.rows(
    "select column_name, data_type from duckdb_columns() where table_name = 'walks'",
  )
  expect(described).toEqual([
    { column_name: 'number', data_type: 'BIGINT' },
    { column_name: 'before', data_type: 'TIMESTAMP' },
  ])
})
