import { expect, test } from 'vitest'
import { held, newest, shopWith } from './shop.ts'

/** Newest rows once these documents were loaded one by one, in the given and in the opposite order. */
async function eitherWay(feed: string, ...documents: readonly object[]) {
  const rows: Record<string, unknown>[][] = []
  for (const order of [documents, documents.toReversed()]) {
    const inbox = await shopWith(...order)
    expect(await held(inbox)).toEqual([])
    rows.push(await newest(inbox, feed))
  }
  expect(rows[0]).toEqual(rows[1])
  return rows[0]
}

const order = (updated_at: string, more: object) => ({
  order: {
    id: 1,
    admin_graphql_api_id: 'gid://shopify/Order/1',
    created_at: '2026-04-01T00:00:00Z',
    updated_at,
    currency: 'EUR',
    total_price: '10.00',
    customer: null,
    ...more,
  },
})
const returned = (status: string, asOf: string, quantity = 2) => ({
  data: {
    return: {
      id: 'gid://shopify/Return/4',
      status,
      createdAt: '2026-04-02T00:00:00Z',
      order: { id: 'gid://shopify/Order/1', updatedAt: asOf },
      returnLineItems: {
        nodes: [
          {
            id: 'gid://shopify/ReturnLineItem/5',
            quantity,
            returnReason: 'UNKNOWN',
            fulfillmentLineItem: {
              id: 'gid://shopify/FulfillmentLineItem/6',
              lineItem: { id: 'gid://shopify/LineItem/7' },
            },
          },
        ],
      },
    },
  },
})

test('the later state of an order wins, in whichever order the bodies of its webhooks come', async () => {
  const rows = await eitherWay(
    'orders',
    order('2026-04-01T00:00:00Z', { total_price: '10.00' }),
    order('2026-04-03T00:00:00+02:00', { total_price: '12.00', cancelled_at: '2026-04-02T20:00:00Z' }),
  )
  expect(rows).toMatchObject([
    { order_id: '1', customer_id: 'guest-1', total_amount: '12.0000', cancelled_at: '2026-04-02 20:00:00' },
  ])
})

test('an order that was edited has its added lines beside those that were taken out', async () => {
  const line = (id: number, quantity: number, current_quantity: number) => ({
    id,
    quantity,
    current_quantity,
    price: '5.00',
    title: `Item ${id}`,
    sku: `i${id}`,
  })
  const rows = await eitherWay(
    'order_lines',
    order('2026-04-01T00:00:00Z', { line_items: [line(21, 2, 2)] }),
    order('2026-04-02T00:00:00Z', { line_items: [line(21, 2, 0), line(22, 1, 1)] }),
  )
  expect(rows).toMatchObject([
    { line_number: '21', sku: 'i21', quantity: '2' },
    { line_number: '22', sku: 'i22', quantity: '1' },
  ])
})

test('a return is one once the shop agrees to it', async () => {
  expect(await eitherWay('returns', returned('REQUESTED', '2026-04-02T00:00:00Z'))).toEqual([])
  expect(
    await eitherWay(
      'returns',
      returned('REQUESTED', '2026-04-02T00:00:00Z'),
      returned('DECLINED', '2026-04-03T00:00:00Z'),
    ),
  ).toEqual([])
  expect(
    await eitherWay(
      'return_lines',
      returned('REQUESTED', '2026-04-02T00:00:00Z', 2),
      returned('OPEN', '2026-04-03T00:00:00Z', 1),
    ),
  ).toMatchObject([{ return_id: '4', line_number: '7', quantity: '1' }])
})

test('of a return that was cancelled once it was open nothing came back', async () => {
  const rows = await eitherWay(
    'return_lines',
    returned('OPEN', '2026-04-03T00:00:00Z'),
    returned('CANCELED', '2026-04-04T00:00:00Z'),
  )
  expect(rows).toMatchObject([{ return_id: '4', quantity: '2', received_quantity: '0' }])
  expect(await eitherWay('return_lines', returned('CANCELED', '2026-04-04T00:00:00Z'))).toEqual([])
})

test('the body of a webhook that tells only how a return stands leaves the rest as it was', async () => {
  const inbox = await shopWith(returned('OPEN', '2026-04-03T00:00:00Z'), {
    id: 4,
    admin_graphql_api_id: 'gid://shopify/Return/4',
    order_id: 1,
    status: 'closed',
  })
  expect(await held(inbox)).toEqual([])
  expect(await newest(inbox, 'returns')).toMatchObject([
    { return_id: '4', order_id: '1', requested_at: '2026-04-02 00:00:00' },
  ])
})

const dispute = (status: string, more: object = {}) => ({
  id: 8,
  order_id: 1,
  type: 'chargeback',
  amount: '11.50',
  currency: 'EUR',
  reason: 'product_not_received',
  network_reason_code: '4855',
  status,
  evidence_due_by: null,
  evidence_sent_on: null,
  finalized_on: null,
  initiated_at: '2026-04-10T00:00:00Z',
  ...more,
})

test('a chargeback takes the money, and gives it back once it is won', async () => {
  const won = dispute('won', { finalized_on: '2026-05-01T00:00:00Z' })
  expect(await eitherWay('claims', dispute('needs_response'), won)).toMatchObject([
    {
      claim_id: 'dispute-8',
      order_id: '1',
      type: 'not_received',
      channel: 'chargeback',
      chargeback_reason: '4855',
      amount: '11.5000',
      updated_at: '2026-05-01 00:00:00',
    },
  ])
  expect(await eitherWay('payouts', dispute('needs_response'), won)).toMatchObject([
    { payout_id: 'dispute-8', kind: 'chargeback', claim_id: 'dispute-8', paid_at: '2026-04-10 00:00:00' },
    { payout_id: 'dispute-8-won', kind: 'chargeback_reversal', paid_at: '2026-05-01 00:00:00' },
  ])
  const lost = await shopWith({
    disputes: [dispute('lost', { reason: 'fraudulent' }), dispute('won', { id: 9, type: 'inquiry' })],
  })
  expect(await newest(lost, 'payouts')).toMatchObject([
    { payout_id: 'dispute-8', kind: 'chargeback', amount: '11.5000' },
  ])
  expect(await newest(lost, 'claims')).toMatchObject([{ claim_id: 'dispute-9' }])
})
