import { expect, test } from 'vitest'
import { held, newest, shopWith } from './shop.ts'

const order = (id: number, updated_at: string, more: object) => ({
  order: {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    created_at: '2026-04-01T00:00:00Z',
    updated_at,
    currency: 'EUR',
    total_price: '10.00',
    customer: null,
    ...more,
  },
})
const line = (id: number, quantity: number, current_quantity: number) => ({
  id,
  quantity,
  current_quantity,
  price: '5.00',
  title: `Item ${id}`,
  sku: `i${id}`,
})
const returned = (id: number, status: string, asOf: string, quantity = 2) => ({
  data: {
    return: {
      id: `gid://shopify/Return/${id}`,
      status,
      createdAt: '2026-04-02T00:00:00Z',
      order: { id: 'gid://shopify/Order/1', updatedAt: asOf },
      returnLineItems: {
        nodes: [
          {
            id: `gid://shopify/ReturnLineItem/${id}`,
            quantity,
            returnReason: 'UNKNOWN',
            fulfillmentLineItem: { lineItem: { id: 'gid://shopify/LineItem/7' } },
          },
        ],
      },
    },
  },
})
const dispute = (id: number, status: string, more: object = {}) => ({
  id,
  order_id: 1,
  type: 'chargeback',
  amount: '11.50',
  currency: 'EUR',
  reason: 'product_not_received',
  network_reason_code: '4855',
  status,
  evidence_sent_on: null,
  finalized_on: null,
  initiated_at: '2026-04-10T00:00:00Z',
  ...more,
})

const before = [
  order(1, '2026-04-01T00:00:00Z', { total_price: '10.00' }),
  order(2, '2026-04-01T00:00:00Z', { line_items: [line(21, 2, 2)] }),
  returned(10, 'REQUESTED', '2026-04-02T00:00:00Z'),
  returned(11, 'REQUESTED', '2026-04-02T00:00:00Z'),
  returned(12, 'REQUESTED', '2026-04-02T00:00:00Z'),
  returned(13, 'OPEN', '2026-04-02T00:00:00Z'),
  dispute(8, 'needs_response'),
]
const after = [
  order(1, '2026-04-03T00:00:00+02:00', { total_price: '12.00', cancelled_at: '2026-04-02T20:00:00Z' }),
  order(2, '2026-04-02T00:00:00Z', { line_items: [line(21, 2, 0), line(22, 1, 1)] }),
  returned(11, 'DECLINED', '2026-04-03T00:00:00Z'),
  returned(12, 'OPEN', '2026-04-03T00:00:00Z', 1),
  returned(13, 'CANCELED', '2026-04-03T00:00:00Z'),
  returned(14, 'CANCELED', '2026-04-03T00:00:00Z'),
  dispute(8, 'won', { finalized_on: '2026-05-01T00:00:00Z' }),
  dispute(9, 'lost', { reason: 'fraudulent' }),
  dispute(15, 'won', { type: 'inquiry' }),
]
const lines = (documents: readonly object[]) => documents.map((each) => `${JSON.stringify(each)}\n`).join('')

test('the later state wins, in whichever order two states of a shop come', { timeout: 60_000 }, async () => {
  for (const files of [
    [lines(before), lines(after)],
    [lines(after), lines(before)],
  ]) {
    const inbox = await shopWith(...files)
    expect(await held(inbox)).toEqual([])
    expect(await newest(inbox, 'orders')).toMatchObject([
      { order_id: '1', customer_id: 'guest-1', total_amount: '12.0000', cancelled_at: '2026-04-02 20:00:00' },
      { order_id: '2' },
    ])

    // An order that was edited has its added lines beside those that were taken out.
    expect(await newest(inbox, 'order_lines')).toMatchObject([
      { line_number: '21', sku: 'i21', quantity: '2' },
      { line_number: '22', sku: 'i22', quantity: '1' },
    ])

    // A return is one once the shop agrees to it; of one that was cancelled then nothing came back.
    expect((await newest(inbox, 'returns')).map(({ return_id }) => return_id)).toEqual(['12', '13'])
    const [open, cancelled] = await newest(inbox, 'return_lines')
    expect(open).toMatchObject({ return_id: '12', line_number: '7', quantity: '1' })
    expect(open).not.toHaveProperty('received_quantity')
    expect(cancelled).toMatchObject({ return_id: '13', quantity: '2', received_quantity: '0' })

    // A chargeback takes the money and gives it back once it is won; an inquiry does neither.
    const disputed = { order_id: '1', type: 'not_received', channel: 'chargeback', chargeback_reason: '4855' }
    expect(await newest(inbox, 'claims')).toMatchObject([
      { ...disputed, claim_id: 'dispute-15' },
      { ...disputed, claim_id: 'dispute-8', amount: '11.5000', updated_at: '2026-05-01 00:00:00' },
    ])
    expect(await newest(inbox, 'payouts')).toMatchObject([
      { payout_id: 'dispute-8', kind: 'chargeback', claim_id: 'dispute-8', paid_at: '2026-04-10 00:00:00' },
      { payout_id: 'dispute-8-won', kind: 'chargeback_reversal', paid_at: '2026-05-01 00:00:00' },
      { payout_id: 'dispute-9', kind: 'chargeback', amount: '11.5000' },
    ])
  }
})

test('the body of a webhook that tells only how a return stands leaves the rest as it was', async () => {
  const inbox = await shopWith(returned(4, 'OPEN', '2026-04-03T00:00:00Z'), {
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
