import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDemoShop } from '../sources/demo_shop/demo_shop.ts'
import { targets } from '../sources/demo_shop/targets.ts'
import { run } from './run.ts'
import { atDesk, type Desk } from './runner/desk.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import type { Progress } from './runner/progress.ts'
import { buildSite } from './site.ts'

export type DemoOptions = { readonly orders: number; readonly seed: number; readonly progress: Progress }

/** What the demo found, in figures and in the five lines that it prints. */
export type DemoReport = Found & { readonly said: readonly string[]; readonly site: string }

/** A made-up shop's year, from feed files to pages. Done again it changes nothing. */
export async function demo(places: Places, { orders, seed, progress }: DemoOptions): Promise<DemoReport> {
  await makeShop(places, { orders, seed, progress })
  const found = await atDesk(places, 'demo', async (desk) => {
    const settings = { ...desk.settings, targets: { ...targets, ...desk.settings.targets } }
    await run({ ...desk, settings }, { progress })
    return find(desk)
  })
  const site = await progress.stage('site', (onProgress) => buildSite(places, onProgress))
  return { ...found, site: site.path, said: said(found) }
}

/** Writes the feed files, unless they are there; an inbox of other records is left alone. */
async function makeShop(places: Places, { orders, seed, progress }: DemoOptions): Promise<void> {
  const marker = join(places.inbox, '_truth', 'shop.json')
  const wanted = JSON.stringify({ orders, seed })
  if (existsSync(marker)) {
    if (readFileSync(marker, 'utf8') === wanted) return
    throw notThisShop(places, `holds another demo shop (${readFileSync(marker, 'utf8')})`)
  }
  if (existsSync(places.inbox) && readdirSync(places.inbox).length > 0)
    throw notThisShop(places, 'holds other records')
  await progress.stage('shop', (onProgress) =>
    writeDemoShop({
      orders,
      seed,
      out: places.inbox,
      onProgress: (share) => onProgress(Math.round(share * 1000), 1000, 'a year of records'),
    }),
  )
  mkdirSync(join(places.inbox, '_truth'), { recursive: true })
  writeFileSync(marker, wanted)
}

const notThisShop = (places: Places, what: string) =>
  new Problem(`The inbox ${what}, so the demo does not touch it.`, {
    where: places.inbox,
    next: 'give the demo a data directory of its own: `recoup demo --data ./demo`.',
  })

type Found = {
  readonly currency: string
  readonly orders: number
  readonly returns: number
  readonly claims: number
  readonly cases_in_queue: number
  readonly at_risk: number
  readonly recoverable: number
  readonly first_case: string | null
}

async function find({ warehouse, settings }: Desk): Promise<Found> {
  const [row] = await warehouse.values(
    `select (select count(*) from marts.orders) as orders, (select count(*) from marts.returns) as returns,
       (select count(*) from marts.claims) as claims, (select count(*) from scores.queue) as cases_in_queue,
       (select coalesce(sum(value * score), 0) from scores.queue) as at_risk,
       (select coalesce(sum(value), 0) from actions.carrier_claims_to_file)
         + (select coalesce(sum(value), 0) from actions.payouts_to_recover) as recoverable,
       (select case_id from scores.queue where rank = 1) as first_case`,
  )
  const number = (name: string) => Number(row?.[name] ?? 0)
  return {
    currency: settings.reportingCurrency,
    orders: number('orders'),
    returns: number('returns'),
    claims: number('claims'),
    cases_in_queue: number('cases_in_queue'),
    at_risk: number('at_risk'),
    recoverable: number('recoverable'),
    first_case: typeof row?.first_case === 'string' ? row.first_case : null,
  }
}

function said(found: Found): string[] {
  const money = (amount: number) =>
    new Intl.NumberFormat('en', {
      style: 'currency',
      currency: found.currency,
      maximumFractionDigits: 0,
    }).format(amount)
  const count = (number: number) => number.toLocaleString('en')
  return [
    `Orders        ${count(found.orders)}`,
    `Returns       ${count(found.returns)}, claims ${count(found.claims)}`,
    `At risk       ${money(found.at_risk)} in ${count(found.cases_in_queue)} cases that wait to be looked at`,
    `Recoverable   ${money(found.recoverable)} in carrier claims not yet filed and in payouts beyond value`,
    `Look next     the pages${found.first_case ? `, or why the first case ranks first: npx recoup explain ${found.first_case}` : ''}`,
  ]
}
