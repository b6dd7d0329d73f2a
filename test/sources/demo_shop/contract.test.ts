import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FEEDS, type Feed } from '../../../sources/demo_shop/feeds.ts'
import type { Feed as Contract } from '../../../sources/feed.ts'
import { type MadeShop, makeShop } from './made_shop.ts'

/** Promises look ahead; all other times are past when their row is exported. */
const AHEAD = new Set(['promised_at'])
/** A contact may come without an order. */
const MAY_BE_UNKNOWN = new Set(['contacts.order_id', 'contacts.customer_id'])

let shop: MadeShop
beforeAll(async () => {
  shop = await makeShop(3000, 11)
}, 120_000)
afterAll(() => shop.close())

async function contractOf(feed: Feed): Promise<Contract> {
  const module: Record<string, Contract> = await import(`../../../sources/feeds/${feed}.ts`)
  return Object.values(module)[0] as Contract
}

describe.each(FEEDS.map((feed) => [feed]))('%s', (feed) => {
  it('has rows', async () => {
    expect(await shop.number(`select count(*) from ${feed}`)).toBeGreaterThan(0)
  })

  it('fills its required columns, and every other column somewhere', async () => {
    for (const [name, { facts }] of Object.entries((await contractOf(feed)).columns)) {
      const missing = await shop.number(`select count(*) from ${feed} where ${name} is null`)
      if (facts.required) expect(missing, name).toBe(0)
      expect(await shop.number(`select count(${name}) from ${feed}`), name).toBeGreaterThan(0)
    }
  })

  it('keeps to allowed words, ranges and two decimals', async () => {
    for (const [name, { facts }] of Object.entries((await contractOf(feed)).columns)) {
      const { kind, choices, atLeast, atMost } = facts
      const faults: string[] = []
      if (choices !== undefined)
        faults.push(`${name} not in (${choices.map((word) => `'${word}'`).join(', ')})`)
      if (kind === 'money') faults.push(`not regexp_full_match(${name}, '\\d+\\.\\d{2}')`)
      if (kind === 'integer') faults.push(`not regexp_full_match(${name}, '\\d+')`)
      if (kind === 'boolean') faults.push(`${name} not in ('true', 'false')`)
      if (kind === 'text') faults.push(`length(${name}) not between 1 and 2000`)
      if (atLeast !== undefined) faults.push(`${name}::double < ${atLeast}`)
      if (atMost !== undefined) faults.push(`${name}::double > ${atMost}`)
      for (const fault of faults)
        expect(await shop.rows(`select ${name} from ${feed} where ${fault} limit 3`), fault).toEqual([])
    }
  })

  it('says times with an offset, none later than the day of export', async () => {
    for (const [name, { facts }] of Object.entries((await contractOf(feed)).columns)) {
      if (facts.kind !== 'instant') continue
      const written = `regexp_full_match(${name}, '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)')`
      expect(await shop.rows(`select ${name} from ${feed} where not ${written} limit 3`), name).toEqual([])
      if (AHEAD.has(name)) continue
      const later = `(${name}::timestamptz at time zone 'UTC')::date > export_day`
      expect(await shop.rows(`select ${name}, export_day from ${feed} where ${later} limit 3`), name).toEqual(
        [],
      )
    }
  })

  it('refers to what is there', async () => {
    for (const [name, { facts }] of Object.entries((await contractOf(feed)).columns)) {
      if (facts.refersTo === undefined || MAY_BE_UNKNOWN.has(`${feed}.${name}`)) continue
      const [table, column] = facts.refersTo.split('.') as [string, string]
      const lost = `select ${name} from ${feed} where ${name} is not null and ${name} not in (select ${column} from ${table}) limit 3`
      expect(await shop.rows(lost), name).toEqual([])
    }
  })

  it('gives columns that belong together, or neither', async () => {
    for (const { together, sentence } of (await contractOf(feed)).rules) {
      const given = together.map((name) => `(${name} is null)`)
      const apart = `select 1 from ${feed} where ${given
        .slice(1)
        .map((g) => `${g} <> ${given[0]}`)
        .join(' or ')} limit 1`
      expect(await shop.rows(apart), sentence).toEqual([])
    }
  })
})

describe('amounts', () => {
  it('orders add up from their lines, shipping and tax', async () => {
    const wrong = await shop.rows(`
      with lines as (
        select order_id, sum(quantity::int * unit_price_amount::decimal(18, 2) - coalesce(discount_amount::decimal(18, 2), 0)) as items,
          sum(coalesce(discount_amount::decimal(18, 2), 0)) as discount
        from latest_order_lines group by order_id
      )
      select order_id from latest_orders left join lines using (order_id)
      where items is distinct from items_amount::decimal(18, 2) or discount is distinct from discount_amount::decimal(18, 2)
        or total_amount::decimal(18, 2) <> items_amount::decimal(18, 2) + shipping_charged_amount::decimal(18, 2) + tax_amount::decimal(18, 2)`)
    expect(wrong).toEqual([])
  })

  it('every day has a rate for every currency used', async () => {
    const missing = await shop.rows(`
      select distinct currency, (ordered_at::timestamptz at time zone 'UTC')::date as day from orders
      where (currency, (ordered_at::timestamptz at time zone 'UTC')::date) not in (select (currency, day::date) from fx_rates)`)
    expect(missing).toEqual([])
  })
})
