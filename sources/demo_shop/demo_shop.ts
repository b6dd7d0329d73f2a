import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { layPlots, type Plot } from './abuse/plots.ts'
import { DAY, DAYS, dayText, MINUTE, ordersPerDay, START, shoppingTime, startOfDay } from './calendar.ts'
import { CarrierNetwork } from './carrier_network.ts'
import { Catalogue } from './catalogue.ts'
import { somebody } from './crowd.ts'
import { Rates } from './currencies.ts'
import { Exporter } from './export.ts'
import { FEEDS } from './feeds.ts'
import { Geography } from './geography.ts'
import { drawHabits } from './habits.ts'
import { Ids } from './ids.ts'
import { sendCustomer } from './order_export.ts'
import { live } from './order_life.ts'
import { People } from './people.ts'
import { Random } from './random.ts'
import type { Shop } from './shop.ts'
import { placeOrder } from './shopping.ts'
import { contact } from './support.ts'
import { Truth } from './truth.ts'

export type DemoShopOptions = {
  /** How many orders the year has. */
  orders: number
  seed: number
  /** Folder for the files; usable as an inbox. */
  out: string
  /** Called after each day with the share of the year that is done, 0 to 1. */
  onProgress?: (share: number) => void
}
export type DemoShopSummary = {
  orders: number
  files: number
  rows: number /** First day. */
  from: string /** Last day. */
  to: string
}

const ORDERS_PER_ACCOUNT = 4
/** Accounts opened before the year began. */
const OLD_ACCOUNTS = 0.58

/**
 * Writes the year of a made-up retailer, one file per feed and day of export, and the truth about it under `_truth`.
 * The same seed and orders give the same bytes. Throws on options out of range and on a folder that already has feeds.
 */
export async function writeDemoShop(options: DemoShopOptions): Promise<DemoShopSummary> {
  const { orders, seed, out, onProgress } = options
  await check(options)
  const shop = openShop(seed, orders, out)
  const { random, exporter, people, ids } = shop
  const rates = new Rates(seed)
  const plots = layPlots(orders, people, new Random(seed, 7))
  openOldAccounts(shop, Math.round((orders / ORDERS_PER_ACCOUNT) * OLD_ACCOUNTS))
  shop.catalogue.sendAll(exporter)
  let index = 0
  const newShare = (1 - OLD_ACCOUNTS) / ORDERS_PER_ACCOUNT
  for (const [day, count] of ordersPerDay(orders, new Random(seed, 8)).entries()) {
    rates.sendDay(day, exporter)
    if (day > 0 && dayText(startOfDay(day)).endsWith('-01')) shop.catalogue.reprice(day, random, exporter)
    for (const [at, plot] of schedule(shop, day, count, plots.get(day) ?? [])) {
      const before = people.count
      const account = buyer(shop, at, plot, newShare)
      const order = placeOrder(shop, index++, account, at)
      sendCustomer(shop, order, people.count > before)
      live(shop, order)
      if (random.chance(0.012))
        contact(shop, at, 'product', undefined, random.chance(0.4) ? account : undefined, 0.4)
    }
    await exporter.endDay(day)
    onProgress?.((day + 1) / DAYS)
  }
  await shop.truth.write(out, people, shop.network, ids)
  return {
    orders,
    files: exporter.files,
    rows: exporter.rows,
    from: dayText(START),
    to: dayText(startOfDay(DAYS - 1)),
  }
}

function openShop(seed: number, orders: number, out: string): Shop {
  const habits = drawHabits(seed)
  const geography = new Geography(seed, habits)
  const random = new Random(seed, 6)
  return {
    random,
    habits,
    geography,
    network: new CarrierNetwork(seed, geography, habits),
    catalogue: new Catalogue(seed),
    people: new People(orders + 1, random, geography),
    exporter: new Exporter(out),
    ids: new Ids(seed),
    truth: new Truth(),
  }
}

/** Accounts of earlier years, oldest first, sent as one full file. */
function openOldAccounts(shop: Shop, count: number): void {
  const ages = Array.from(
    { length: Math.max(1, count) },
    () => Math.min(1500, shop.random.exponential(420)) * DAY,
  )
  for (const age of ages.sort((a, b) => b - a)) {
    const createdAt = START - age - MINUTE
    const account = shop.people.open({
      persona: somebody(shop.random),
      createdAt,
      keys: shop.people.newKeys(),
      emailVariant: 0,
      ring: '',
    })
    shop.people.send(account, createdAt, shop.exporter, shop.ids)
  }
}

/** The day's orders in order of time; some belong to a plot. */
function schedule(
  { random }: Shop,
  day: number,
  count: number,
  plots: readonly Plot[],
): [number, Plot | undefined][] {
  const times = Array.from({ length: count }, () => shoppingTime(day, random))
  const planned = plots.slice(0, count)
  return times.map((at, i): [number, Plot | undefined] => [at, planned[i]]).sort((a, b) => a[0] - b[0])
}

function buyer(shop: Shop, at: number, plot: Plot | undefined, newShare: number): number {
  const { random, people } = shop
  if (plot?.account !== undefined) return plot.account
  const createdAt = at - random.between(1, 25) * MINUTE
  if (plot !== undefined) {
    const { persona, keys, emailVariant, ring } = plot
    plot.account = people.open({ persona, createdAt, keys, emailVariant, ring })
    return plot.account
  }
  if (random.chance(newShare)) {
    return people.open({
      persona: somebody(random),
      createdAt,
      keys: people.newKeys(),
      emailVariant: 0,
      ring: '',
    })
  }
  return people.returning(people.count)
}

async function check({ orders, seed, out }: DemoShopOptions): Promise<void> {
  if (!Number.isSafeInteger(orders) || orders < 1)
    throw new Error(`Demo shop: orders is ${orders}; give a whole number of 1 or more.`)
  if (!Number.isSafeInteger(seed)) throw new Error(`Demo shop: seed is ${seed}; give a whole number.`)
  for (const feed of FEEDS) {
    const inside = await readdir(join(out, feed)).catch(() => [])
    if (inside.length > 0) {
      throw new Error(
        `Demo shop: ${join(out, feed)} already has files; choose an empty folder, or delete it first.`,
      )
    }
  }
}
