import { appendFileSync } from 'node:fs'
import { defaultSettings } from '../../../models/settings.ts'
import { decide } from '../../../pipelines/decide.ts'
import { type Places, placesOf } from '../../../pipelines/runner/places.ts'
import { suppress } from '../../../pipelines/suppress.ts'
import { runAll } from '../../laws/shop.ts'
import { DeskShop } from '../desk_shop.ts'

/** Somebody with all that a shop may know of them. */
type Planted = {
  readonly customer: string
  readonly email: string
  readonly phone: string
  readonly name: string
  readonly signature: string
  readonly flat: string
  readonly payment: string
  readonly device: string
  readonly ip: string
  readonly message: string
  readonly comment: string
}

export const anna: Planted = {
  customer: 'C-Zanna-77',
  email: 'Ännegret.Quistorp+shop@gmail.com',
  phone: '+49 (0)30 5550-123477',
  name: 'Ännegret Quistorp',
  signature: 'Ä. Quistorpova',
  flat: 'Hinterhaus 3 bei Zeisig',
  payment: 'pay_77a1b2c3',
  device: 'device-77-dd',
  ip: '203.0.113.77',
  message: 'My cat Mausezahn waited at the window in vain',
  comment: 'The sleeves are too short for my long arms of 77 cm',
}

export const bert: Planted = {
  customer: 'C-Ybert-88',
  email: 'bertram.quistorp@example.org',
  phone: '+49 40 6660 123488',
  name: 'Bertram Quistorp',
  signature: 'B. Quistorpius',
  flat: 'Seitenflügel 8',
  payment: 'pay_88a1b2c3',
  device: 'device-88-dd',
  ip: '203.0.113.88',
  message: 'The parcel that was promised never reached my door',
  comment: 'It smells of tobacco, which nobody here smokes',
}

/** They live at one address, so that the street is as much the other's. */
export const street = 'Lindenallee 4141'

/** What is one's alone. */
export const valuesOf = (one: Planted): string[] => Object.values(one)

const ordersOf = (one: Planted, ids: readonly string[]) =>
  ids.map((id, nth) => ({
    order_id: id,
    customer_id: one.customer,
    ordered_at: `2026-01-1${nth}T08:00:00Z`,
    items_amount: 200 + nth,
    total_amount: 219.99 + nth,
    email: one.email,
    phone: one.phone,
    ship_name: one.name,
    ship_line1: street,
    ship_line2: one.flat,
    ship_city: 'Berlin',
    ship_postal_code: '10437',
    ship_country: 'DE',
    payment_fingerprint: one.payment,
    device_id: one.device,
    ip_address: one.ip,
  }))

/** Puts all that is known of somebody into the inbox, good rows and bad ones. */
export function sendPlanted(shop: DeskShop, one: Planted, ids: readonly string[]): void {
  const [first = ''] = ids
  shop.send({
    customers: [
      {
        customer_id: one.customer,
        created_at: '2025-06-01T08:00:00Z',
        email: one.email,
        phone: one.phone,
        name: one.name,
      },
    ],
    orders: ordersOf(one, ids),
    order_lines: ids.map((id, nth) => ({ order_id: id, unit_price_amount: 200 + nth })),
    shipments: ids.map((id) => ({
      shipment_id: id,
      order_id: id,
      tracking_number: id,
      shipped_at: '2026-01-13T08:00:00Z',
    })),
    tracking_events: ids.map((id) => ({
      tracking_number: id,
      occurred_at: '2026-01-14T18:00:00Z',
      status: 'delivered',
      facility: 'Ulm',
      signed_by: one.signature,
      detail: `left with ${one.name} at the door`,
    })),
    claims: [
      {
        claim_id: `${first}-K`,
        order_id: first,
        claimed_at: '2026-01-16T08:00:00Z',
        amount: 219.99,
        message: one.message,
      },
    ],
    returns: [{ return_id: `${first}-R`, order_id: first, requested_at: '2026-01-17T08:00:00Z' }],
    return_lines: [{ return_id: `${first}-R`, order_id: first, comment: one.comment }],
    payouts: [{ payout_id: first, order_id: first, paid_at: '2026-01-18T08:00:00Z', amount: 219.99 }],
    contacts: [{ contact_id: first, customer_id: one.customer, opened_at: '2026-01-17T08:00:00Z' }],
  })
  const head = 'order_id,customer_id,ordered_at,channel,items_amount,total_amount,email,phone,ship_name\n'
  const good = ordersOf(one, [`${first}-csv`])
    .map(
      (o) =>
        `${o.order_id},${o.customer_id},${o.ordered_at},web,20,20,${o.email},${o.phone},${o.ship_name}\n`,
    )
    .join('')
  // A total that is no amount; columns that have slipped; and a row of nobody but an address of e-mail.
  const bad = [
    `${first}-bad,${one.customer},2026-01-10T08:00:00Z,web,20,much,${one.email},${one.phone},${one.name}`,
    `,,${one.name},web,${one.email},20,,,`,
    `${first}-slipped,,${one.customer},${one.name},20,20,,${one.phone},`,
  ].join('\n')
  const others = Array.from(
    { length: 40 },
    (_, nth) => `x-${first}-${nth},x,2026-01-10T08:00:00Z,web,1,1,,,\n`,
  ).join('')
  shop.put(`inbox/orders/${one.name.replace(' ', '_').toLowerCase()}.csv`, `${head}${good}${bad}\n${others}`)
}

/** A shop in which two people left their traces wherever one can. */
export async function plantedShop(): Promise<{ shop: DeskShop; places: Places }> {
  const shop = new DeskShop()
  const places = placesOf({ data: shop.at('.') }, {})
  sendPlanted(shop, anna, ['O-771', 'O-772'])
  sendPlanted(shop, bert, ['O-881'])
  await runAll(places)
  const said = { finding: 'legitimate', action: 'approve', reviewer: 'rita' } as const
  for (const [one, other, caseId] of [
    [anna, bert, 'O-771-K'],
    [bert, anna, 'O-881-K'],
  ] as const) {
    const note = `${one.name} called from ${one.phone}, lives with ${other.name} (${other.email})`
    await decide(places, defaultSettings, { ...said, caseId, note })
    await suppress(places, defaultSettings, {
      caseId,
      signal: 'delivered_scan',
      for: 'identity',
      until: '2026-03-01',
      reason: `the porter signs for ${one.name} and ${other.name}`,
      reviewer: 'rita',
    })
    appendFileSync(
      shop.at('decisions/_torn.ndjson'),
      `${JSON.stringify({ file: '2026-01-01.ndjson', cut_short: `{"decision_id":"DC-1","note":"${one.name.slice(0, -3)}` })}\n`,
    )
    shop.put(`logs/${one.customer}.log`, `could not reach ${one.email}\n`)
    appendFileSync(shop.at('logs/site.log'), `asked for ${one.name} of ${street}\nnothing else\n`)
  }
  await runAll(places)
  return { shop, places }
}
