import { expect, expectTypeOf, test } from 'vitest'
import { claimFacts } from '../../models/facts/claim_facts.ts'
import { rebuilt } from '../../models/loads.ts'
import { type Model, model } from '../../models/model.ts'
import { signal } from '../../models/signals/signal.ts'
import { integer, type Money, money, type RowOf, text } from '../../warehouse/columns.ts'
import { tablesRead } from '../../warehouse/dependencies.ts'
import { orElse, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'

// What must not compile is marked so: `npm run check` fails where such a line compiles after all.

const source = {
  name: 'staging.source' as const,
  columns: {
    id: text('The row.').required(),
    amount: money('Its amount.'),
    pieces: integer('Its pieces.').required(),
  },
}
const db = tables(source)

const declared = {
  name: 'marts.wanted' as const,
  about: 'A table.',
  owner: 'engineers' as const,
  grain: ['id'] as const,
  load: rebuilt(),
  columns: { id: text('The row.').required(), amount: money('Its amount.').required() },
}

test('a declared list of columns is the type of a row', () => {
  expectTypeOf<RowOf<typeof source.columns>>().toEqualTypeOf<{
    id: string
    amount: Money | null
    pieces: number
  }>()
})

test('a query that gives the declared row compiles, and says what it reads', () => {
  const wanted: Model = model({
    ...declared,
    query: () =>
      db
        .selectFrom('staging.source as s')
        .select((r) => ['s.id', orElse(r.ref('s.amount'), toMoney('0')).as('amount')]),
  })
  expect(tablesRead(wanted.query({} as never))).toEqual(['staging.source'])
})

const countedAsMoney = () => db.selectFrom('staging.source').select(['id', 'pieces as amount'])
const withPieces = () =>
  db
    .selectFrom('staging.source as s')
    .select((r) => ['s.id', 's.pieces', orElse(r.ref('s.amount'), toMoney('0')).as('amount')])

test('a query of another row does not compile', () => {
  const refused = [
    // @ts-expect-error the column `amount` is missing
    () => model({ ...declared, query: () => db.selectFrom('staging.source').select(['id']) }),
    // @ts-expect-error `amount` may be null, and is declared as required
    () => model({ ...declared, query: () => db.selectFrom('staging.source').select(['id', 'amount']) }),
    // @ts-expect-error `pieces` is not declared
    () => model({ ...declared, query: withPieces }),
    // @ts-expect-error a number of pieces is not an amount of money
    () => model({ ...declared, query: countedAsMoney }),
    // @ts-expect-error the table was not imported
    () => db.selectFrom('staging.other'),
  ]
  expect(refused).toHaveLength(5)
})

const evidence = {
  name: 'example',
  means: 'An example.',
  facts: claimFacts,
  concerns: {},
  weight: 1,
  because: 'An example.',
  innocent: 'An example.',
  state: 'active' as const,
  cases: [],
}

test('a signal may speak only of facts that it needs', () => {
  const refused = [
    () =>
      signal({
        ...evidence,
        needs: ['accounts'],
        // @ts-expect-error `claims_before` is not among its needs
        fires: ({ claims_before }) => claims_before,
        reason: 'Some {accounts}.',
      }),
    () =>
      signal({
        ...evidence,
        needs: ['has_delivered_scan'],
        fires: ({ has_delivered_scan }) => has_delivered_scan,
        // @ts-expect-error the placeholder {accounts} is not among its needs
        reason: 'Some {accounts}.',
      }),
    () =>
      signal({
        ...evidence,
        // @ts-expect-error no such fact
        needs: ['shoe_size'],
        reason: 'Some reason.',
      }),
  ]
  expect(refused).toHaveLength(3)
})
