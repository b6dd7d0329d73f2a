import { expect, expectTypeOf, test } from 'vitest'
import { type RecordOf, recordSchema } from '../../../sources/contract/record.ts'
import { claims } from '../../../sources/feeds/claims.ts'
import { fxRates } from '../../../sources/feeds/fx_rates.ts'
import { products } from '../../../sources/feeds/products.ts'
import type { Money, Rate } from '../../../warehouse/columns.ts'

const settings = { timeZone: 'Europe/Berlin', currency: 'EUR', today: '2024-06-01' }

const claim = {
  claim_id: 'k1',
  order_id: 'o1',
  claimed_at: '2024-05-31 14:05',
  type: 'damaged',
  amount: 12.5,
}

const faultsOf = (record: unknown) =>
  recordSchema(claims, settings)
    .safeParse(record)
    .error?.issues.map(({ path, message }) => ({ path, message }))

test('a good record comes out with every column, read', () => {
  expect(recordSchema(claims, settings).parse({ ...claim, line_number: '2', message: ' a\nb ' })).toEqual({
    claim_id: 'k1',
    order_id: 'o1',
    shipment_id: null,
    line_number: 2,
    claimed_at: '2024-05-31T12:05:00.000000Z',
    type: 'damaged',
    channel: null,
    amount: '12.5000',
    currency: 'EUR',
    message: ' a\nb ',
    chargeback_reason: null,
    updated_at: null,
  })
})

test('values keep what JavaScript numbers and dates would lose', () => {
  expect(
    recordSchema(fxRates, settings).parse({ day: '2024-05-31', currency: 'VND', rate: '6.2E-5' }),
  ).toEqual({ day: '2024-05-31', currency: 'VND', rate: '0.00006200' })
  const product = { sku: 's', title: 't', category: 'c', updated_at: '2024-05-31T14:05:00.1234569+0530' }
  expect(
    recordSchema(products, settings).parse({
      ...product,
      list_price: '99999999999999.9999',
      is_serialized: 'T',
    }),
  ).toMatchObject({
    list_price: '99999999999999.9999',
    is_serialized: true,
    updated_at: '2024-05-31T08:35:00.123456Z',
  })
})

test('names are taken in any case, and unknown ones passed over', () => {
  const { claim_id, ...rest } = claim
  expect(faultsOf({ ...rest, 'Claim_ID ': claim_id, 'their own': [1] })).toBeUndefined()
  expect(recordSchema(claims, settings).parse({ CLAIM_ID: 'shouted', ...claim })).toMatchObject({
    claim_id: 'k1',
  })
})

test('every fault of a record is told at once, in the order of its columns', () => {
  expect(
    faultsOf({ ...claim, claim_id: null, claimed_at: '2024-02-30', type: '', amount: -1, currency: 'euro' }),
  ).toEqual([
    { path: ['claim_id'], message: 'claim_id is missing' },
    {
      path: ['claimed_at'],
      message: 'claimed_at is not a time in ISO 8601 such as 2024-05-31T14:05:00Z',
    },
    { path: ['type'], message: 'type is missing' },
    { path: ['amount'], message: 'amount is below 0' },
    { path: ['currency'], message: 'currency is not an ISO 4217 currency code such as EUR' },
  ])
})

test('days count from the day that is given', () => {
  expect(faultsOf({ ...claim, claimed_at: '2025-07-06T23:59:59.999999Z' })).toBeUndefined()
  expect(faultsOf({ ...claim, claimed_at: '2025-07-07T00:00:00Z' })).toEqual([
    { path: ['claimed_at'], message: 'claimed_at is more than 400 days ahead' },
  ])
})

test.each([null, undefined, 'text', 7, [claim]])('%j is no record', (record) => {
  expect(faultsOf(record)).toEqual([{ path: [], message: 'the record is not a JSON object' }])
})

test('a record with half a character is refused whole, wherever it stands', () => {
  const refused = [{ path: [], message: 'the record holds half a character, which is not Unicode' }]
  expect(faultsOf({ ...claim, message: 'a\ud83d' })).toEqual(refused)
  expect(faultsOf({ ...claim, 'their own': [{ '\ude00': 1 }] })).toEqual(refused)
  expect(faultsOf({ ...claim, message: 'a\ud83d\ude00' })).toBeUndefined()
})

test('a record is typed by the columns of its feed', () => {
  type Claim = RecordOf<typeof claims.columns>
  expectTypeOf<Claim['claim_id']>().toEqualTypeOf<string>()
  expectTypeOf<Claim['line_number']>().toEqualTypeOf<number | null>()
  expectTypeOf<Claim['amount']>().toEqualTypeOf<Money>()
  expectTypeOf<Claim['claimed_at']>().toEqualTypeOf<string>()
  expectTypeOf<Claim['channel']>().toEqualTypeOf<
    'support' | 'portal' | 'chargeback' | 'marketplace' | 'social' | null
  >()
  expectTypeOf<RecordOf<typeof fxRates.columns>>().toEqualTypeOf<{
    day: string
    currency: string
    rate: Rate
  }>()
})
