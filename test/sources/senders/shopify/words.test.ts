import { expect, test } from 'vitest'
import { held, newest, shopWith } from './shop.ts'

const order = (id: number, more: object = {}) => ({
  id,
  admin_graphql_api_id: `gid://shopify/Order/${id}`,
  created_at: '2026-04-01T00:00:00Z',
  updated_at: '2026-04-01T00:00:00Z',
  currency: 'EUR',
  total_price: '10.00',
  ...more,
})
const lines = (documents: readonly object[]) => documents.map((each) => `${JSON.stringify(each)}\n`).join('')

test('channels and ways to pay are told in the feeds’ words', async () => {
  const inbox = await shopWith({
    orders: [
      order(1, { source_name: 'web', payment_gateway_names: ['PayPal'] }),
      order(2, { source_name: 'pos', payment_gateway_names: ['gift_card', 'cash'] }),
      order(3, { source_name: 'shopify_draft_order', payment_gateway_names: ['gift_card'] }),
      order(4, { source_name: 'TikTok', payment_gateway_names: ['some provider'] }),
      order(5, { source_name: null, payment_gateway_names: [] }),
      order(6, { source_name: 'iphone', payment_gateway_names: ['shopify_payments'] }),
    ],
  })
  expect(await held(inbox)).toEqual([])
  const told = (await newest(inbox, 'orders')).map(({ channel, payment_method }) => [channel, payment_method])
  expect(told).toEqual([
    ['web', 'wallet'],
    ['store', 'cash'],
    ['phone', 'gift_card'],
    ['marketplace', undefined],
    ['web', undefined],
    ['app', 'card'],
  ])
})

test('a word that nobody knows is held with the record that it came in', async () => {
  const event = (id: number, status: string) => ({
    id,
    status,
    happened_at: '2026-04-02T00:00:00Z',
    fulfillment_id: 3,
  })
  const inbox = await shopWith(
    lines([
      order(1, { source_name: '424242' }),
      ...Array.from({ length: 20 }, (_, place) => order(10 + place)),
      {
        id: 3,
        order_id: 10,
        created_at: '2026-04-01T00:00:00Z',
        status: 'success',
        tracking_company: 'UPS',
        tracking_numbers: ['1Z'],
        fulfillment_events: [event(1, 'teleported'), event(2, 'delivered')],
      },
      {
        data: {
          return: {
            id: 'gid://shopify/Return/4',
            status: 'OPEN',
            createdAt: '2026-04-02T00:00:00Z',
            order: { id: 'gid://shopify/Order/10' },
            returnLineItems: {
              nodes: [1, 2].map((id) => ({
                id: `gid://shopify/ReturnLineItem/${id}`,
                quantity: 1,
                returnReason: 'OTHER',
                returnReasonDefinition: { handle: id === 1 ? 'bad-karma' : 'color' },
                fulfillmentLineItem: { lineItem: { id: `gid://shopify/LineItem/${id}` } },
              })),
            },
          },
        },
      },
    ]),
  )
  expect(
    await inbox.rows(`select feed, record ->> column_names[1] as word from ledger.quarantine order by feed`),
  ).toEqual([
    { feed: 'orders', word: '424242' },
    { feed: 'return_lines', word: 'bad-karma' },
    { feed: 'tracking_events', word: 'teleported' },
  ])
  expect(await newest(inbox, 'return_lines')).toMatchObject([{ line_number: '2', reason: 'changed_mind' }])
  expect(await newest(inbox, 'tracking_events')).toMatchObject([{ status: 'delivered' }])
})

test('test orders are dropped with all that belongs to them', async () => {
  const inbox = await shopWith({
    orders: [
      order(1, {
        test: true,
        line_items: [{ id: 2, quantity: 1, price: '10.00', title: 'A', sku: 'a' }],
        fulfillments: [
          {
            id: 3,
            created_at: '2026-04-01T00:00:00Z',
            status: 'success',
            tracking_number: '1Z',
            line_items: [{ id: 2, quantity: 1 }],
          },
        ],
        refunds: [
          {
            id: 4,
            created_at: '2026-04-01T00:00:00Z',
            refund_line_items: [
              { id: 5, line_item_id: 2, quantity: 1, restock_type: 'return', subtotal: '10.00' },
            ],
            transactions: [{ id: 6, kind: 'refund', status: 'success', amount: '10.00', currency: 'EUR' }],
          },
        ],
      }),
    ],
  })
  expect(await held(inbox)).toEqual([])
  for (const feed of [
    'orders',
    'order_lines',
    'shipments',
    'shipment_lines',
    'returns',
    'return_lines',
    'payouts',
  ])
    expect(await newest(inbox, feed)).toEqual([])
})

test('where prices include tax it is taken off goods, shipping and the price of a piece', async () => {
  const inbox = await shopWith(
    order(1, {
      total_price: '124.95',
      subtotal_price: '119.00',
      total_tax: '19.95',
      taxes_included: true,
      company: { id: 77 },
      line_items: [
        { id: 2, quantity: 2, price: '59.50', title: 'A', sku: 'a', tax_lines: [{ price: '19.00' }] },
      ],
      shipping_lines: [{ id: 3, price: '5.95', discounted_price: '5.95', tax_lines: [{ price: '0.95' }] }],
      refunds: [
        {
          id: 4,
          created_at: '2026-04-02T00:00:00Z',
          refund_line_items: [
            {
              id: 5,
              line_item_id: 2,
              quantity: 1,
              restock_type: 'no_restock',
              subtotal: '59.50',
              total_tax: '9.50',
            },
          ],
          transactions: [{ id: 6, kind: 'refund', status: 'success', amount: '65.45', currency: 'EUR' }],
        },
      ],
    }),
  )
  expect(await newest(inbox, 'orders')).toMatchObject([
    {
      customer_id: 'company-77',
      items_amount: '100.0000',
      shipping_charged_amount: '5.0000',
      tax_amount: '19.9500',
      total_amount: '124.9500',
    },
  ])
  expect(await newest(inbox, 'order_lines')).toMatchObject([{ unit_price_amount: '50.0000' }])
  expect(await newest(inbox, 'payouts')).toMatchObject([
    { payout_id: 'refund-4', amount: '5.9500' },
    { payout_id: 'refund-4-5', amount: '59.5000' },
  ])
})

test('goods restocked long ago came back only if they were sent', async () => {
  const refund = (id: number, line: number) => ({
    id,
    created_at: '2026-04-09T00:00:00Z',
    refund_line_items: [
      { id, line_item_id: line, quantity: 1, restock_type: 'legacy_restock', subtotal: '5.00' },
    ],
    transactions: [],
  })
  const inbox = await shopWith(
    order(1, {
      refunds: [refund(11, 2), refund(12, 3)],
      fulfillments: [
        {
          id: 3,
          created_at: '2026-04-02T00:00:00Z',
          status: 'success',
          tracking_numbers: [],
          line_items: [{ id: 2, quantity: 1 }],
        },
      ],
    }),
  )
  expect(await newest(inbox, 'returns')).toMatchObject([{ return_id: 'refund-11' }])
  expect(await newest(inbox, 'shipments')).toEqual([])
  expect(await newest(inbox, 'payouts')).toEqual([])
})
