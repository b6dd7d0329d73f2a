import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unfolding } from '../../../../sources/senders/woocommerce/unfolding.ts'
import { woocommerce } from '../../../../sources/senders/woocommerce/woocommerce.ts'
import { MadeInbox } from '../../../pipelines/load/made_inbox.ts'
import { changed, item, order, refund, refundedItem, refundOfOrder, upTo } from './documents.ts'

const recorded = fileURLToPath(new URL('../../../fixtures/woocommerce', import.meta.url))
const feeds = woocommerce.mappings.map(({ feed }) => feed)
const load = (inbox: MadeInbox) => inbox.load(feeds, { senders: [woocommerce] })

type Rows = Record<string, unknown>[]

/** The newest version of every record, without what the loader adds. */
async function newest(inbox: MadeInbox): Promise<Record<string, Rows>> {
  const found: Record<string, Rows> = {}
  for (const feed of feeds)
    found[feed.name] = await inbox.rows(
      `select ${Object.keys(feed.columns).join(', ')} from ${feed.raw.name}
       qualify row_number() over (
         partition by ${feed.key.join(', ')} order by version_at desc, file_number desc, row_number desc
       ) = 1 order by ${feed.key.join(', ')}`,
    )
  return found
}

/** What is newest after each list of documents was loaded as a file of its own. */
async function loaded(...files: readonly (readonly object[])[]): Promise<Record<string, Rows>> {
  const inbox = await MadeInbox.open()
  for (const [place, documents] of files.entries()) {
    await inbox.put(`woocommerce/${place}.json`, JSON.stringify(documents))
    await load(inbox)
  }
  expect(await inbox.rows('select faults from ledger.quarantine')).toEqual([])
  const found = await newest(inbox)
  await inbox.close()
  return found
}

const of = async (...documents: object[]) => loaded(documents)

describe('the recorded documents', () => {
  test('orders load, and documents that are none are told apart', async () => {
    const inbox = await MadeInbox.open()
    await mkdir(join(inbox.path, 'woocommerce'))
    const names = (await readdir(recorded)).filter((name) => name.endsWith('.json'))
    for (const name of names) await copyFile(join(recorded, name), join(inbox.path, 'woocommerce', name))
    const report = await load(inbox)
    const said = report.files.map(({ path, outcome, sentence }) => [
      path.replace(/^woocommerce\/source_includes_v3__|[.]json$/g, ''),
      outcome,
      /the first is .*?: (.*)$/.exec(sentence ?? '')?.[1] ?? null,
    ])
    const noOrder = 'the refund is of an API before wc/v1, which names no order.'
    const neither = 'the document is no order and no refund of WooCommerce.'
    expect(said).toEqual([
      ['order-refunds-0', 'failed', noOrder],
      ['order-refunds-1', 'failed', noOrder],
      ['order-refunds-2', 'failed', noOrder],
      ['order-refunds-3', 'failed', noOrder],
      ['order-refunds-4', 'failed', neither],
      ['orders-0', 'loaded', null],
      ['orders-1', 'repeated', null],
      ['orders-2', 'loaded', null],
      ['orders-3', 'loaded', null],
      ['orders-4', 'loaded', null],
      ['orders-5', 'failed', neither],
      ['orders-6', 'failed', neither],
      ['orders-7', 'failed', neither],
    ])
    const found = await newest(inbox)
    expect(found.orders).toMatchObject([
      { order_id: '644', customer_id: '2', items_amount: '30.9900', total_amount: '44.1400' },
      {
        order_id: '645',
        ordered_at: '2015-01-26 20:00:21',
        items_amount: '63.9700',
        shipping_charged_amount: '10.0000',
        tax_amount: '5.9000',
        total_amount: '79.8700',
        payment_method: 'transfer',
        ip_address: '127.0.0.1',
        updated_at: '2015-07-31 11:45:12',
      },
    ])
    expect(found.order_lines).toHaveLength(4)
    expect(found.products?.map(({ sku, title }) => [sku, title])).toEqual([
      ['product-546', 'Premium Quality'],
      ['product-613', 'Ship Your Idea'],
      ['product-96', 'Woo Album #4'],
    ])
    expect(found.customers).toMatchObject([
      { customer_id: '2', created_at: '2015-01-26 19:33:42', email: 'john.doe@example.com', country: 'US' },
    ])
    const unequal = `select order_id from raw.orders
      where total_amount <> items_amount + shipping_charged_amount + tax_amount`
    expect(await inbox.rows(unequal)).toEqual([])
  })
})

describe('orders', () => {
  test('times are UTC, guests have accounts of their own, and the bill says where to send without an address', async () => {
    const found = await of(
      order(1, { customer_id: 0, shipping: { first_name: '', address_1: '', postcode: '' } }),
    )
    expect(found.orders).toMatchObject([
      {
        order_id: '1',
        customer_id: 'guest-1',
        ordered_at: '2024-03-22 19:28:02',
        channel: 'web',
        ship_name: 'John Doe',
        ship_line1: '969 Market',
        ship_line2: 'Floor 2',
        ship_country: 'US',
        email: 'john.doe@example.com',
        cancelled_at: null,
      },
    ])
    expect(found.customers).toEqual([])
  })

  test('price and discount of a line give its worth to the last decimal', async () => {
    const found = await of(
      order(1, {
        discount_total: '1.50',
        line_items: [
          item(11, { quantity: 3, subtotal: '10.00', total: '8.50' }),
          item(12, { quantity: 3, subtotal: '10.00', total: '10.00' }),
          item(13, { quantity: 1, subtotal: '0.00', total: '0.00', sku: '', variation_id: 94 }),
          item(14, { quantity: 4, sku: '', product_id: 0 }),
          item(15, { subtotal: '6.00', total: '7.00' }),
        ],
      }),
    )
    expect(
      found.order_lines?.map((line) => [
        line.line_number,
        line.sku,
        line.quantity,
        line.unit_price_amount,
        line.discount_amount,
      ]),
    ).toEqual([
      ['11', 'WOO-1', '3', '3.3334', '1.5002'],
      ['12', 'WOO-1', '3', '3.3334', '0.0002'],
      ['13', 'product-94', '1', '0.0000', '0.0000'],
      ['14', 'line-14', '4', '1.5000', '0.0000'],
      ['15', 'WOO-1', '2', '3.5000', '0.0000'],
    ])
    expect(found.orders).toMatchObject([{ items_amount: '31.5000', discount_amount: '1.5000' }])
    expect(found.products?.find(({ sku }) => sku === 'product-94')).toMatchObject({ style: 'product-93' })
  })

  test('what a shop says of a product itself is newer than what an order says', async () => {
    const inbox = await MadeInbox.open()
    await inbox.put(
      'products/a.csv',
      'sku,title,category,updated_at\nWOO-1,Single,Music,2020-01-01T00:00:00Z\n',
    )
    await inbox.put('woocommerce/a.json', JSON.stringify([order(1)]))
    await load(inbox)
    expect((await newest(inbox)).products).toMatchObject([{ sku: 'WOO-1', category: 'Music' }])
  })

  test('statuses say which are orders', async () => {
    const status = (id: number, status: string, more: object = {}) => order(id, { status, ...more })
    const unpaid = { date_paid: null, date_paid_gmt: null }
    const found = await of(
      ...['pending', 'checkout-draft', 'auto-draft', 'failed', 'trash'].map((word, place) =>
        status(place + 1, word, unpaid),
      ),
      status(11, 'on-hold', unpaid),
      status(12, 'completed'),
      status(13, 'refunded'),
      status(14, 'wc-partially-shipped', unpaid),
      status(15, 'cancelled', unpaid),
      status(16, 'cancelled', changed(30)),
    )
    expect(found.orders?.map(({ order_id, cancelled_at }) => [order_id, cancelled_at])).toEqual([
      ['11', null],
      ['12', null],
      ['13', null],
      ['14', null],
      ['16', '2024-03-23 00:30:00'],
    ])
  })

  test('an order that was made stays one when it comes to nothing, in whatever order that is told', async () => {
    const unpaid = { date_paid: null, date_paid_gmt: null }
    const made = order(1, { status: 'on-hold', ...unpaid })
    const over = order(
      1,
      changed(5, { status: 'cancelled', shipping_total: '0.00', line_items: [item(12)], ...unpaid }),
    )
    const thrownAway = order(1, changed(9, { status: 'trash', ...unpaid }))
    for (const files of [
      [[made], [over, thrownAway]],
      [[thrownAway, over], [made]],
    ]) {
      const found = await loaded(...files)
      expect(found.orders).toMatchObject([
        { order_id: '1', shipping_charged_amount: '10.0000', cancelled_at: '2024-03-23 00:05:00' },
      ])
      expect(found.order_lines?.map(({ line_number }) => line_number)).toEqual(['11'])
    }
  })

  test('a line that an order loses is worth nothing any more', async () => {
    const before = order(1, { line_items: [item(11), item(12)], total: '22.45' })
    const after = order(1, changed(5, { line_items: [item(11)] }))
    for (const files of [
      [[before], [after]],
      [[after], [before]],
    ]) {
      const found = await loaded(...files)
      expect(found.order_lines).toMatchObject([
        { line_number: '11', unit_price_amount: '3.0000' },
        { line_number: '12', unit_price_amount: '0.0000', discount_amount: '0.0000' },
      ])
      expect(found.orders).toMatchObject([{ items_amount: '6.0000' }])
    }
  })

  test('gateways and ways in that are known are named; parcels are those of tracking extensions', async () => {
    const parcel = (number: string, more: object) => ({ tracking_number: number, tracking_id: 'a1', ...more })
    const noted = (value: unknown) => ({ meta_data: [{ id: 1, key: '_wc_shipment_tracking_items', value }] })
    const found = await of(
      order(1, {
        ...noted([parcel('1Z1', { tracking_provider: 'UPS', date_shipped: '1711411200' })]),
        created_via: 'admin',
        payment_method: 'stripe',
      }),
      order(2, {
        ...noted({
          2: parcel('X 2', { tracking_provider: '', custom_tracking_provider: 'Bike', date_shipped: '' }),
        }),
        payment_method: 'my_own_gateway',
      }),
    )
    expect(found.orders).toMatchObject([
      { channel: 'phone', payment_method: 'card' },
      { channel: 'web', payment_method: null },
    ])
    expect(found.shipments).toMatchObject([
      { shipment_id: '1-1Z1', order_id: '1', carrier: 'ups', shipped_at: '2024-03-26 00:00:00' },
      { shipment_id: '2-X 2', order_id: '2', carrier: 'bike', shipped_at: null },
    ])
  })

  test('the webhook of a deleted order and an empty answer say nothing; a request to make an order is held', async () => {
    expect((await of({ id: 1 }, { orders: [] })).orders).toEqual([])
    const inbox = await MadeInbox.open()
    await inbox.put(
      'woocommerce/a.json',
      JSON.stringify({ payment_method: 'bacs', set_paid: true, line_items: [] }),
    )
    expect((await load(inbox)).files).toMatchObject([{ outcome: 'failed' }])
  })
})

describe('refunds', () => {
  const withRefund = order(1, changed(5, { refunds: [refundOfOrder(70, '3.23')] }))

  test('an order that had one tells of it, from the first time on that it did', async () => {
    const later = order(1, changed(50, { refunds: [refundOfOrder(70, '3.23')] }))
    expect((await of(later, withRefund)).payouts).toMatchObject([
      {
        payout_id: '70',
        order_id: '1',
        line_number: null,
        return_id: null,
        paid_at: '2024-03-23 00:05:00',
        kind: 'refund',
        amount: '3.2300',
        currency: 'USD',
      },
    ])
  })

  test('in full it tells when, and which pieces come back; the order may be named by it or name it', async () => {
    const made = [upTo(1), { parent_id: 2 }, {}].map((named, place) => {
      const [id, of] = [place + 1, 70 + place]
      return {
        order: order(id, changed(5, { refunds: [refundOfOrder(of, '3.23')] })),
        refund: refund(of, '3.23', { ...named, line_items: [refundedItem(100 + id, id * 10 + 1)] }),
      }
    })
    const found = await loaded(
      made.map(({ refund }) => refund),
      made.map(({ order }) => order),
    )
    const each = (row: (id: number) => object) => [1, 2, 3].map(row)
    expect(found.payouts).toMatchObject(
      each((id) => ({
        payout_id: `${69 + id}`,
        line_number: `${id}1`,
        return_id: `${69 + id}`,
        paid_at: '2024-03-29 13:00:00',
      })),
    )
    expect(found.returns).toMatchObject(
      each((id) => ({
        return_id: `${69 + id}`,
        order_id: `${id}`,
        requested_at: '2024-03-29 13:00:00',
        method: 'mail',
      })),
    )
    expect(found.return_lines).toMatchObject(
      each((id) => ({ order_id: `${id}`, line_number: `${id}1`, quantity: '1', currency: 'USD' })),
    )
  })

  test('of money alone nothing comes back, and of more than a line it is of no line', async () => {
    const found = await of(
      order(1, { line_items: [item(11), item(12)] }),
      refund(70, '2.00', upTo(1)),
      refund(72, '13.23', { ...upTo(1), line_items: [refundedItem(73, 11)] }),
      refund(74, '3.23', { ...upTo(1), line_items: [refundedItem(75, 12, { quantity: 0 })] }),
    )
    expect(
      found.payouts?.map(({ payout_id, line_number, return_id }) => [payout_id, line_number, return_id]),
    ).toEqual([
      ['70', null, null],
      ['72', null, '72'],
      ['74', '12', null],
    ])
    expect(found.return_lines).toMatchObject([{ return_id: '72', line_number: '11' }])
  })

  test('one whose order never came waits for its currency', async () => {
    expect((await of(refund(70, '3.23', upTo(1)))).payouts).toEqual([])
  })
})

test('whatever stands in a document, it is a record or has a fault', () => {
  const names = Object.keys({
    ...order(1),
    ...refund(1, '1'),
    order: 0,
    orders: 0,
    order_refunds: 0,
    created_at: 0,
  })
  const values = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(order(1), refund(1, '1'), [order(1)], [refund(1, '1')]),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), values), fc.boolean(), (made, isWhole) => {
      for (const found of unfolding()(isWhole ? { ...order(1), ...made } : made))
        expect('fault' in found ? found.fault : Object.keys(found.values)).not.toHaveLength(0)
    }),
  )
})

test('documents in any order, in any files, give the same newest records', { timeout: 120_000 }, async () => {
  const documents = [
    order(1, { status: 'pending' }),
    order(1, changed(1, { line_items: [item(11), item(12)] })),
    order(1, changed(2, { line_items: [item(11)], refunds: [refundOfOrder(70, '3.23')] })),
    order(
      1,
      changed(3, { status: 'refunded', refunds: [refundOfOrder(70, '3.23'), refundOfOrder(72, '1.00')] }),
    ),
    refund(70, '3.23', { line_items: [refundedItem(71, 11)] }),
    order(2, { billing: { email: 'new@example.com', country: 'US' }, ...changed(4) }),
    order(2, changed(9, { status: 'cancelled' })),
    order(2, changed(7, { status: 'cancelled', line_items: [item(21, { name: 'Renamed' })] })),
    refund(74, '16.45', { parent_id: 2, line_items: [refundedItem(75, 21)] }),
    order(3, { status: 'failed', customer_id: 0 }),
  ]
  const expected = await loaded(documents)
  expect(expected.payouts).toHaveLength(3)
  const orders = fc.shuffledSubarray(documents, { minLength: documents.length })
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: documents.length - 1 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(orders, cuts, async (ordered, at) => {
      const ends = [0, ...at.sort((a, b) => a - b), ordered.length]
      const files = ends.slice(1).map((end, place) => ordered.slice(ends[place], end))
      expect(await loaded(...files)).toEqual(expected)
    }),
    { numRuns: 6 },
  )
})
