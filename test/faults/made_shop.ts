import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { DAY } from '../../sources/demo_shop/calendar.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'

const foreign = fileURLToPath(new URL('../fixtures/online_retail/', import.meta.url))

/** Inboxes of a small shop: what has come in until one day, and what comes in after it. */
export type MadeShop = { readonly first: string; readonly second: string }

/**
 * Writes a made-up shop's year with a file per feed and quarter, the last of which comes in on the second day,
 * a sender's files beside it, and files that are soiled, repeated or broken on both.
 */
export async function makeShop(folder: string, orders: number, seed: number): Promise<MadeShop> {
  const daily = join(folder, 'daily')
  await writeDemoShop({ orders, seed, out: daily })
  const shop = { first: join(folder, 'first'), second: join(folder, 'second') }
  for (const feed of readdirSync(daily).filter((name) => !name.startsWith('_')))
    for (const [quarter, files] of byQuarter(join(daily, feed)))
      write(
        quarter === '2026-Q2' ? shop.second : shop.first,
        `${feed}/${quarter}.${endOf(files)}`,
        joined(files),
      )
  rmSync(daily, { recursive: true })

  for (const [inbox, day] of [
    [shop.first, '2010-12-19'],
    [shop.second, '2011-02-06'],
  ] as const) {
    mkdirSync(join(inbox, 'online_retail'))
    cpSync(join(foreign, `${day}.csv`), join(inbox, 'online_retail', `${day}.csv`))
    soil(inbox, day)
  }
  write(shop.first, 'fx_rates/pounds.csv', pounds())
  return shop
}

function byQuarter(folder: string): Map<string, string[]> {
  const quarters = new Map<string, string[]>()
  for (const month of readdirSync(folder).sort()) {
    const quarter = `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
    const files = readdirSync(join(folder, month)).sort()
    quarters.set(quarter, [
      ...(quarters.get(quarter) ?? []),
      ...files.map((file) => join(folder, month, file)),
    ])
  }
  return quarters
}

const endOf = ([first = '']: readonly string[]) => first.replace(/^.*\d\d\.(?=[a-z])/, '')

/** Files of one layout as one: the header of a CSV stays once. */
function joined(files: readonly string[]): string {
  const texts = files.map((file) => readText(file))
  const isCsv = files[0]?.endsWith('.csv')
  return texts.map((text, place) => (isCsv && place > 0 ? text.slice(text.indexOf('\n') + 1) : text)).join('')
}

const readText = (file: string) =>
  (file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)).toString()

function write(inbox: string, path: string, text: string): void {
  const file = join(inbox, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, path.endsWith('.gz') ? gzipSync(text) : text)
}

/** What retailers send besides good files. */
function soil(inbox: string, day: string): void {
  const largest = (feed: string) => {
    const files = readdirSync(join(inbox, feed)).filter((name) => /^20/.test(name))
    return files
      .map((name) => ({ name, text: readText(join(inbox, feed, name)) }))
      .reduce((most, file) => (file.text.length > most.text.length ? file : most))
  }
  const lines = largest('order_lines')
  const [header = '', row = ''] = lines.text.split('\r\n')
  write(
    inbox,
    `order_lines/${lines.name}`,
    `${lines.text}${row}\r\n${row.replace(/^([^,]*),[^,]*/, '$1,0')}\r\n`,
  )
  write(inbox, 'order_lines/again.csv', `${header}\r\n${row}\r\n`)
  write(inbox, 'order_lines/bad.csv', `${header}\r\n${row.replace(/^([^,]*),[^,]*/, '$1,none')}\r\n`)
  const events = largest('tracking_events')
  const [event, ...others] = events.text
    .split('\n')
    .slice(0, 9)
    .map((line) => JSON.parse(line))
  const strange = JSON.stringify({ ...event, status: 'beamed_up' })
  write(inbox, `tracking_events/${events.name}`, `${events.text}${strange}\nno JSON at all\n`)
  const elsewhere = others.map((other) => ({ ...other, facility: `the other side of ${other.facility}` }))
  write(inbox, 'tracking_events/elsewhere.json', JSON.stringify(elsewhere))
  const parcels = largest('shipments')
  const parcel = parcels.text.split('\r\n')[1]
  write(inbox, `shipments/${parcels.name}`, `${parcels.text}${parcel},one cell too many\r\n`)
  write(inbox, 'shipments/under_another_name.csv', `${parcels.text}${parcel},one cell too many\r\n`)
  write(inbox, 'shipments/mixed_ends.csv', parcels.text.replace(/\r\n(?=.*\r\n$)/, '\n'))
  write(inbox, 'orders/empty.csv', '')
  write(inbox, 'claims/strange.csv', `shape,colour\nround,${day}\n`)
}

/** A rate of the pound for each day of the sender's files. */
function pounds(): string {
  const days = Array.from({ length: 400 }, (_, place) => new Date(Date.UTC(2010, 11, 1) + place * DAY))
  return `day,currency,rate\n${days.map((day) => `${day.toISOString().slice(0, 10)},GBP,1.55\n`).join('')}`
}
