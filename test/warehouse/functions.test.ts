import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import {
  type Cell,
  type FunctionCase,
  type FunctionName,
  functionMeanings,
} from '../../warehouse/functions.ts'
import { trino } from '../../warehouse/trino/dialect.ts'

const cell = ([kind, value]: Cell) =>
  `cast(${value === null ? 'null' : `'${value.replaceAll("'", "''")}'`} as ${duckDb.typeOf[kind]})`

/** The function's SQL over its arguments, as `compile` would write it. */
const filled = (name: FunctionName, given: readonly string[]) =>
  duckDb.functions[name]
    .replaceAll('$over', '')
    .replace(/\$(\d)/g, (_, place) => given[Number(place) - 1] ?? '')

function sqlOf(name: FunctionName, one: FunctionCase): string {
  if ('given' in one) return `select ${filled(name, one.given.map(cell))} as given`
  const arity = one.rows[0]?.length ?? 0
  const columns = Array.from({ length: arity }, (_, at) => `a${at}`)
  const rows = one.rows.map((row) => `(${[...row.map(cell), '0'].join(', ')})`).join(', ')
  // A share or separator is a constant of the call, which engines want written out.
  const constant = name === 'quantile' || name === 'join_texts' ? [1] : []
  const given = columns.map((column, at) =>
    constant.includes(at) ? cell(one.rows[0]?.[at] as Cell) : column,
  )
  return `select ${filled(name, given)} as given from (values ${rows}) as t(${[...columns, 'filler'].join(', ')})`
}

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await Warehouse.open(':memory:')
})
afterAll(() => warehouse.close())

const cases = Object.entries(functionMeanings).flatMap(([name, { means, cases }]) =>
  (cases as readonly FunctionCase[]).map((one) => ({ name: name as FunctionName, means, one })),
)

describe('each named function means in DuckDB what its cases say', () => {
  test.each(cases)('$name: $means', async ({ name, one }) => {
    const [kind, value] = one.gives
    const expected = kind === 'number' && value !== null ? `round(given, 2)` : 'given'
    const [row] = await warehouse.rows(
      `select ${expected} is not distinct from ${cell(one.gives)} as same, typeof(given) as type, cast(given as varchar) as given
       from (${sqlOf(name, one)})`,
    )
    expect(row, sqlOf(name, one)).toMatchObject({ same: true })
    if (value !== null) expect([duckDb.typeOf[kind], 'HUGEINT', 'INTEGER']).toContain(row?.type)
  })
})

test('both engines have every function, and ask for the same arguments', () => {
  const asked = (template: string) => new Set(template.match(/\$\d/g))
  for (const name of Object.keys(functionMeanings) as FunctionName[]) {
    expect(asked(trino.functions[name]), name).toEqual(asked(duckDb.functions[name]))
  }
})

test('a pseudonym is HMAC-SHA-256 (RFC 4231, test case 2)', async () => {
  await warehouse.setPseudonymKey('Jefe')
  const sql = duckDb.functions.pseudonym.replaceAll("$2 || ':' || $1", "'what do ya want for nothing?'")
  const [row] = await warehouse.rows<{ given: string }>(`select ${sql} as given`)
  expect(row?.given).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})
