import { expect, test } from 'vitest'
import { feeds, fixture, held, newest, shopWith } from './shop.ts'

const inGraphQl = async () => JSON.parse(await fixture('made_order.json'))
const inRest = async () => JSON.parse(await fixture('made_order_rest.json'))

test('an order in GraphQL becomes records of all feeds that it tells of', async () => {
  const inbox = await shopWith(await inGraphQl())
  expect(await held(inbox)).toEqual([])
  const rows: Record<string, Record<string, unknown>[]> = {}
  for (const { name } of feeds) rows[name] = await newest(inbox, name)

  // It has its amounts in the shop’s money.
  expect(rows.orders).toEqual([
    {
      order_id: '5001',
      customer_id: '7001',
      ordered_at: '2026-03-01 10:00:00',
      channel: 'web',
      currency: 'USD',
      items_amount: '187.0000',
      discount_amount: '8.0000',
      shipping_charged_amount: '5.0000',
      tax_amount: '13.3600',
      total_amount: '205.3600',
      payment_method: 'card',
      payment_fee_amount: '5.1200',
      ip_address: '198.51.100.7',
      email: 'ann@example.com',
      phone: '+15550100',
      ship_name: 'Ann Example',
      ship_line1: '1 Main St',
      ship_line2: 'Apt 4',
      ship_city: 'Springfield',
      ship_region: 'IL',
      ship_postal_code: '62701',
      ship_country: 'US',
      ship_latitude: 39.8,
      ship_longitude: -89.6,
      bill_postal_code: '62702',
      updated_at: '2026-03-20 12:00:00',
    },
  ])
  expect(rows.customers).toMatchObject([
    { customer_id: '7001', created_at: '2025-01-01 00:00:00', name: 'Ann Example', country: 'US' },
  ])

  // It has its lines under the ids of its line items, without those of no pieces.
  expect(rows.order_lines).toMatchObject([
    {
      line_number: '9001',
      sku: 'SHIRT-M',
      quantity: '2',
      unit_price_amount: '40.0000',
      discount_amount: '8.0000',
    },
    { line_number: '9002', sku: 'variant-1201', quantity: '1', discount_amount: '0.0000' },
    { line_number: '9003', sku: 'GIFT', quantity: '1' },
  ])
  expect(rows.products).toMatchObject([
    { sku: 'GIFT', category: 'gift card' },
    { sku: 'NONE', category: 'unknown' },
    {
      sku: 'SHIRT-M',
      category: 'Shirts',
      style: '1100',
      size: 'M',
      unit_cost: '11.5000',
      list_price: '40.0000',
    },
    { sku: 'variant-1201', title: 'Shoes', category: 'unknown', size: '42' },
  ])

  // It travels in two parcels, the first of which its goods and events are told of.
  const shared = {
    order_id: '5001',
    warehouse_id: '77',
    carrier: 'ups',
    shipped_at: '2026-03-02 09:00:00',
    promised_at: '2026-03-06 20:00:00',
  }
  expect(rows.shipments).toMatchObject([
    { ...shared, shipment_id: '3001', tracking_number: '1Z1' },
    { ...shared, shipment_id: '3001-2', tracking_number: '1Z2' },
  ])
  expect(rows.shipment_lines).toMatchObject([
    { shipment_id: '3001', line_number: '9001', quantity: '2' },
    { shipment_id: '3001', line_number: '9002', quantity: '1' },
  ])
  expect(rows.tracking_events).toMatchObject([
    { tracking_number: '1Z1', status: 'picked_up', city: 'Chicago', country: 'US', detail: 'Picked up' },
    { tracking_number: '1Z1', status: 'delivered' },
  ])

  // It comes back in a return of which one piece was missing.
  expect(rows.returns).toMatchObject([
    {
      return_id: '4001',
      requested_at: '2026-03-08 08:00:00',
      approved_at: '2026-03-09 08:00:00',
      method: 'mail',
      carrier: 'ups',
      tracking_number: 'RET-1',
    },
  ])
  expect(rows.return_lines).toEqual([
    {
      return_id: '4001',
      order_id: '5001',
      line_number: '9001',
      quantity: '1',
      reason: 'size',
      comment: 'too tight',
      received_at: '2026-03-20 11:00:00',
      received_quantity: '1',
      disposition: 'restock',
      disposed_at: '2026-03-20 11:00:00',
      currency: 'USD',
      updated_at: '2026-03-20 12:00:00',
    },
    {
      return_id: '4001',
      order_id: '5001',
      line_number: '9002',
      quantity: '1',
      reason: 'defective',
      received_quantity: '0',
      grade: 'empty',
      currency: 'USD',
      updated_at: '2026-03-20 12:00:00',
    },
  ])

  // It pays what went through, less a fee that both lines bear, and nothing where it failed.
  expect(rows.payouts).toMatchObject([
    { payout_id: 'refund-6001-6101', line_number: '9001', return_id: '4001', amount: '37.1700' },
    { payout_id: 'refund-6001-6102', line_number: '9002', return_id: '4001', amount: '92.9100' },
    {
      payout_id: 'refund-6002',
      amount: '7.4000',
      method: 'shopify_payments',
      paid_at: '2026-03-10 11:00:05',
    },
  ])
  expect(rows.payouts?.map(({ kind, currency }) => [kind, currency])).toEqual(
    Array(3).fill(['refund', 'USD']),
  )
})

test('REST tells the same of what it tells, and takes nothing from what GraphQL told', async () => {
  const graphQl = await shopWith(await inGraphQl())
  const rest = await shopWith(await inRest())
  expect(await held(rest)).toEqual([])
  for (const feed of ['customers', 'order_lines', 'shipment_lines', 'payouts'])
    expect(await newest(rest, feed)).toEqual(await newest(graphQl, feed))
  const [{ payment_fee_amount: _, ...order } = {}] = await newest(graphQl, 'orders')
  expect(await newest(rest, 'orders')).toEqual([order])
  // Of a return that REST only names it tells the goods that a refund restocked.
  expect(await newest(rest, 'returns')).toMatchObject([
    { return_id: '4001', requested_at: '2026-03-20 11:00:00' },
  ])
  expect(await newest(rest, 'return_lines')).toMatchObject([
    { return_id: '4001', line_number: '9001', quantity: '1', disposition: 'restock' },
  ])

  for (const both of [
    await shopWith(await inGraphQl(), await inRest()),
    await shopWith(await inRest(), await inGraphQl()),
  ])
    for (const { name } of feeds) expect(await newest(both, name)).toEqual(await newest(graphQl, name))
})
