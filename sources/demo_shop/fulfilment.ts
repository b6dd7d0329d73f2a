import { DAY, dayIndex, HOUR, iso, load, MINUTE, startOfDay, weekday } from './calendar.ts'
import { type Carrier, type Service, serves } from './carriers.ts'
import { distanceKm } from './geography.ts'
import type { Metro } from './metros.ts'
import { money } from './money.ts'
import type { Line, Order } from './order.ts'
import type { Parcel } from './parcels.ts'
import type { Shop } from './shop.ts'
import { sendScans } from './tracking_export.ts'
import { travel } from './travel.ts'

export type Warehouse = { readonly id: string; readonly metro: string; readonly pace: number }

/** Hours of work an order waits for on a plain day, by site. */
const WAREHOUSES: readonly Warehouse[] = [
  { id: 'WH-DAL', metro: 'DFW', pace: 5 },
  { id: 'WH-NJ1', metro: 'JFK', pace: 7 },
  { id: 'WH-ONT', metro: 'LAX', pace: 6 },
  { id: 'WH-CHI', metro: 'ORD', pace: 9 },
]
const PICK_UP_HOUR = 17

export type Plan = {
  readonly warehouse: Warehouse
  readonly metro: Metro
  readonly carrier: Carrier
  readonly service: Service
  readonly fast: boolean
}

/** Chooses where an order is packed and who carries it. */
export function planOrder(shop: Shop, order: Order): Plan {
  const { random, network, geography } = shop
  const to = order.address.area.metro
  const near = [...WAREHOUSES].sort(
    (a, b) => distanceKm(metroOf(shop, a), to) - distanceKm(metroOf(shop, b), to),
  )
  const warehouse = near[random.weighted([70, 18, 8, 4])] as Warehouse
  const carriers = network.carriers.filter((carrier) => serves(carrier, to))
  const carrier = carriers[random.weighted(carriers.map((c) => c.weight))] as Carrier
  const fast = random.chance(0.09)
  const express = carrier.services.find((service) => service.name === 'express')
  const slow = carrier.services.filter((service) => service !== express)
  return {
    warehouse,
    metro: geography.metros.find((m) => m.code === warehouse.metro) as Metro,
    carrier,
    service: fast && express ? express : random.pick(slow),
    fast,
  }
}

/** The date shown at the checkout. */
export function promise(shop: Shop, order: Order, plan: Plan): number {
  const to = order.address.area.metro
  const weekend = weekday(order.at) === 6 || weekday(order.at) === 0
  const handling = (load(dayIndex(order.at)) > 1.3 ? 3 : 2) + (weekend ? 1 : 0)
  return endOfDeliveryDay(
    order.at,
    handling + shop.network.transitDays(plan.service, plan.metro, to),
    plan.carrier,
    to,
  )
}

/** Packs an order's lines into one parcel, or two when stock lies apart, and sends them on their way. */
export function fulfil(shop: Shop, order: Order, plan: Plan): Parcel[] {
  const split =
    order.lines.length > 1 && shop.random.chance(0.26) ? shop.random.whole(1, order.lines.length - 1) : 0
  const all = order.lines.map((line) => ({ line, quantity: line.quantity }))
  const groups = split === 0 ? [all] : [all.slice(0, split), all.slice(split)]
  return groups.map((lines, i) =>
    dispatch(shop, order, i === 0 ? plan : { ...plan, ...elsewhere(shop, plan) }, lines, order.at, false),
  )
}

/** Packs and sends one parcel, beginning at `from`. */
export function dispatch(
  shop: Shop,
  order: Order,
  plan: Plan,
  lines: readonly { line: Line; quantity: number }[],
  from: number,
  isReship: boolean,
): Parcel {
  const { random, network, ids, habits } = shop
  const busy = load(dayIndex(from))
  const allocatedAt = from + random.skewed(25, 1) * MINUTE
  const pickedAt = workTime(allocatedAt + random.skewed(plan.warehouse.pace * busy, 0.7) * HOUR)
  const packedAt = pickedAt + random.skewed(35 * busy, 0.6) * MINUTE
  const shippedAt = nextPickUp(packedAt, plan.metro, random.between(0, 40))
  const lane = network.lane(plan.carrier, order.address.area, order.address.key, random.chance(0.08))
  const declared = Math.round(
    lines.reduce((sum, l) => sum + l.line.product.grams * l.quantity, 0) * 1.06 + 120,
  )
  const really =
    lines.reduce(
      (sum, l) => sum + (l.line.mistake === 'missing' && !isReship ? 0 : l.line.product.grams * l.quantity),
      0,
    ) *
      1.06 +
    120
  const value = lines.reduce((sum, l) => sum + l.line.unitPrice * l.quantity, 0)
  const freight = Math.round(
    plan.service.price + declared * 0.045 + distanceKm(plan.metro, order.address.area) * 0.06,
  )
  const trackingNumber = ids.digits(plan.carrier.code)
  const journey = travel(
    {
      lane,
      service: plan.service,
      from: plan.metro,
      address: order.address,
      recipient: order.recipient,
      packedAt,
      shippedAt,
      grams: really,
      fragility: Math.max(...lines.map((l) => l.line.product.category.fragility)),
      signatureWanted: value > 40_000 ? random.chance(0.75) : random.chance(0.04),
      addressIsWrong: random.chance(0.0038),
    },
    network,
    habits,
    random,
  )
  const promisedAt = endOfDeliveryDay(
    shippedAt,
    1 + network.transitDays(plan.service, plan.metro, order.address.area.metro),
    plan.carrier,
    order.address.area.metro,
  )
  const parcel: Parcel = {
    shipmentId: ids.scrambled('SH'),
    trackingNumber,
    lane,
    lines,
    value,
    freight,
    shippedAt,
    promisedAt,
    isReship,
    journey,
  }
  sendShipment(shop, order, plan, parcel, { allocatedAt, pickedAt, packedAt }, declared)
  sendScans(shop, plan.carrier.name, trackingNumber, journey.scans)
  return parcel
}

function sendShipment(
  { random, exporter }: Shop,
  order: Order,
  plan: Plan,
  parcel: Parcel,
  times: { allocatedAt: number; pickedAt: number; packedAt: number },
  declared: number,
): void {
  const { allocatedAt, pickedAt, packedAt } = times
  const { shippedAt } = parcel
  const stages = [allocatedAt, pickedAt, packedAt, shippedAt].filter(
    (at, i, all) => i === 3 || dayIndex(at) !== dayIndex(all[i + 1] as number),
  )
  for (const at of stages) {
    exporter.send(
      'shipments',
      at,
      {
        shipment_id: parcel.shipmentId,
        order_id: order.id,
        warehouse_id: plan.warehouse.id,
        carrier: plan.carrier.name,
        service: plan.service.name,
        tracking_number: parcel.trackingNumber,
        allocated_at: iso(allocatedAt),
        picked_at: at >= pickedAt ? iso(pickedAt) : undefined,
        packed_at: at >= packedAt ? iso(packedAt) : undefined,
        shipped_at: at >= shippedAt ? iso(shippedAt) : undefined,
        promised_at: at >= shippedAt ? iso(parcel.promisedAt) : undefined,
        declared_weight_grams: at >= packedAt ? declared : undefined,
        freight_amount: at >= shippedAt ? money(parcel.freight) : undefined,
        pick_pack_amount: at >= packedAt ? money(140 + 65 * parcel.lines.length) : undefined,
        is_reship: parcel.isReship,
        currency: 'USD',
        updated_at: iso(at),
      },
      at < shippedAt && random.chance(0.01) ? 3 : 0,
    )
  }
  for (const { line, quantity } of parcel.lines) {
    exporter.send('shipment_lines', allocatedAt, {
      shipment_id: parcel.shipmentId,
      order_id: order.id,
      line_number: line.number,
      quantity,
      updated_at: iso(allocatedAt),
    })
  }
}

function elsewhere(shop: Shop, plan: Plan): { warehouse: Warehouse; metro: Metro } {
  const warehouse = shop.random.pick(WAREHOUSES.filter((w) => w !== plan.warehouse))
  return { warehouse, metro: metroOf(shop, warehouse) }
}

function metroOf({ geography }: Shop, warehouse: Warehouse): Metro {
  return geography.metros.find((metro) => metro.code === warehouse.metro) as Metro
}

/** Shifts run from 12:00 to 04:00 UTC; work left at night waits for the morning. */
function workTime(at: number): number {
  const hour = (at % DAY) / HOUR
  return hour >= 4 && hour < 12 ? at + (12 - hour) * HOUR + (hour - 4) * 10 * MINUTE : at
}

function nextPickUp(packedAt: number, metro: Metro, minutesLate: number): number {
  const local = packedAt + metro.utcOffset * HOUR
  let day = dayIndex(local)
  if (local > startOfDay(day) + PICK_UP_HOUR * HOUR) day++
  if (weekday(startOfDay(day)) === 0) day++
  return startOfDay(day) + (PICK_UP_HOUR - metro.utcOffset) * HOUR + minutesLate * MINUTE
}

function endOfDeliveryDay(at: number, days: number, carrier: Carrier, metro: Metro): number {
  let day = dayIndex(at) + days
  if (!carrier.sundays && weekday(startOfDay(day)) === 0) day++
  return startOfDay(day) + (20 - metro.utcOffset) * HOUR
}
