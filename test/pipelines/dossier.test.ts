import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dossier, DossierFiles } from '../../pipelines/dossier.ts'
import { expectProblem } from './command.ts'
import { DeskShop } from './desk_shop.ts'

/** What must not be in a dossier: a bank needs none of it. */
const notForABank = {
  email: 'pat@example.com',
  phone: '+1 212 555 0100',
  ip_address: '198.19.4.146',
  device_id: 'device-of-pat',
  payment_fingerprint: 'card-of-pat',
}
const hostile = '<script>alert("x")</script>'
const home = {
  ship_line1: '10 Main St',
  ship_line2: 'Apt 3',
  ship_city: 'Ashby',
  ship_postal_code: '30313',
  ship_country: 'US',
}
const order = {
  order_id: 'O/1',
  ordered_at: '2026-01-01T10:00:00Z',
  items_amount: 100.1234,
  total_amount: 120.5,
  ship_name: `Pat ${hostile} \u202eO’Hara`,
  ...home,
  ...notForABank,
  ship_latitude: 40,
  ship_longitude: -74,
  promised_at: '2026-01-05T00:00:00Z',
}

const shop = new DeskShop()
const files = () => readdirSync(shop.folder).filter((name) => name.startsWith('dossier'))

beforeAll(async () => {
  shop.settings({ shopName: 'Rita & Sons "Ltd"' })
  shop.send({
    orders: [
      order,
      {
        ...order,
        order_id: 'before',
        ordered_at: '2025-11-01T10:00:00Z',
        ship_line1: '10 MAIN ST',
        ship_name: 'P',
      },
      { ...order, order_id: 'lost', ordered_at: '2025-10-01T10:00:00Z' },
      { ...order, order_id: 'elsewhere', ordered_at: '2025-09-01T10:00:00Z', ship_line2: 'Apt 4' },
    ],
    products: [{ title: '=1+1' }],
    order_lines: [{ order_id: 'O/1', unit_price_amount: 100.1234 }],
    shipments: ['O/1', 'before', 'lost', 'elsewhere'].map((id) => ({
      shipment_id: id,
      order_id: id,
      tracking_number: `T-${id}`,
      shipped_at: '2026-01-02T10:00:00Z',
    })),
    shipment_lines: [{ shipment_id: 'O/1', order_id: 'O/1' }],
    tracking_events: ['O/1', 'before', 'lost', 'elsewhere'].map((id) => ({
      tracking_number: `T-${id}`,
      occurred_at: '2026-01-03T12:00:00Z',
      status: 'delivered',
      facility: 'hub',
      latitude: 40.001,
      longitude: -74,
      proof: 'signature',
      signed_by: 'P. O’Hara',
    })),
    claims: [
      {
        claim_id: 'K/../1',
        order_id: 'O/1',
        claimed_at: '2026-01-09T09:00:00Z',
        amount: 120.5,
        message: 'never came, honest',
      },
      { claim_id: 'K-lost', order_id: 'lost', amount: 50 },
    ],
    payouts: [{ order_id: 'O/1', amount: 120.5, paid_at: '2026-01-10T09:00:00Z' }],
    notifications: [
      { order_id: 'O/1', kind: 'delivered', sent_at: '2026-01-03T12:05:00Z', channel: 'email' },
    ],
    contacts: [{ order_id: 'O/1', opened_at: '2026-01-08T09:00:00Z', topic: 'wismo' }],
    decisions: [
      { case_id: 'K/../1', note: 'looks like a ring', decided_at: '2026-01-11T09:00:00Z', finding: 'abuse' },
    ],
  })
  await shop.json('run')
})
afterAll(() => shop.remove())

describe('the dossier of a claim', () => {
  let written: DossierFiles
  let dossier: Dossier
  let page: string
  beforeAll(async () => {
    written = await shop.json<DossierFiles>('dossier', 'K/../1')
    dossier = JSON.parse(readFileSync(written.json, 'utf8')) as Dossier
    page = readFileSync(written.html, 'utf8')
  })

  test('lies in the folder under a name of its own, and is not written over', async () => {
    expect(written.html).toBe(join(shop.folder, 'dossier-K_.._1.html'))
    expect(files().sort()).toEqual(['dossier-K_.._1.html', 'dossier-K_.._1.json'])
    expectProblem(await shop.recoup('dossier', 'K/../1'), /There is a dossier of this case already/)
    expectProblem(
      await shop.recoup('dossier', 'K/../1', '--out', 'no such folder/x.html'),
      /folder .* does not exist/,
    )

    await shop.json('dossier', 'K/../1', '--out', 'mine.html')
    await shop.json('dossier', 'K/../1', '--out', 'mine.html')
    expect(existsSync(join(shop.folder, 'mine.json'))).toBe(true)
  })

  test('holds the delivery with its proof and distance, exact amounts, and what was sent and paid', () => {
    expect(dossier).toMatchObject({
      case_type: 'claim',
      case_id: 'K/../1',
      order: { order_id: 'O/1', items_amount: '100.1234', total_amount: '120.5000' },
      address: { line1: '10 Main St', line2: 'Apt 3', postal_code: '30313' },
      parcels: [
        {
          tracking_number: 'T-O/1',
          contents: [{ line_number: 1, quantity: 1 }],
          scans: [
            {
              occurred_at: '2026-01-03 12:00:00',
              status: 'delivered',
              proof: 'signature',
              signed_by: 'P. O’Hara',
              metres_from_address: 111,
            },
          ],
        },
      ],
      payouts: [{ amount: '120.5000', kind: 'refund' }],
      messages: [{ kind: 'delivered' }],
      contacts: [{ topic: 'wismo' }],
    })
    expect(page).toContain('signature taken, signed by P. O’Hara, 111 metres from the address')
    for (const words of ['100.1234 USD', '120.50 USD', 'Refund paid']) expect(page).toContain(words)
  })

  test('tells what happened in order', () => {
    expect(dossier.timeline.map(({ what }) => what)).toEqual([
      'Order placed',
      'Parcel sent',
      'Parcel scanned as delivered',
      'Message sent: delivered',
      'Customer wrote or called: where is my order',
      'Claim made',
      'Refund paid',
    ])
  })

  test('counts earlier deliveries that nobody disputed, however the address was written', () => {
    expect(dossier.undisputed_before).toEqual({ same_address: 1, same_payment: 2, same_both: 1 })
  })

  test('what came from outside stays text, and nothing is fetched from anywhere', () => {
    expect(page).not.toMatch(/<script/i)
    expect(page).not.toContain('\u202e')
    expect(page).toContain('Pat &#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62; \\u202eO’Hara')
    expect(page).toContain('Rita &#38; Sons &#34;Ltd&#34;')
    expect(page).not.toMatch(/\s(src|href)=|url\(|@import/i)
    expect(page).toContain("default-src 'none'")
  })

  test('holds nothing that a bank need not know', () => {
    for (const text of [page, JSON.stringify(dossier)]) {
      for (const secret of Object.values(notForABank)) expect(text).not.toContain(secret)
      expect(text).not.toMatch(/never came|looks like a ring|rita\b(?! &)|score|abuse|identity|linked/)
    }
  })
})

test('a case that is none is a problem, and nothing is written', async () => {
  const before = files()
  expectProblem(await shop.recoup('dossier', 'no-such'), /No case no-such/)
  expect(files()).toEqual(before)
})
