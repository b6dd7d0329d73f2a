import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columnsOf, FEEDS } from '../../../sources/demo_shop/feeds.ts'
import { type MadeShop, makeShop } from './made_shop.ts'

let shop: MadeShop
beforeAll(async () => {
  shop = await makeShop(6000, 21)
}, 120_000)
afterAll(() => shop.close())

describe('the truth', () => {
  it('knows each claim and each return, and nothing else', async () => {
    const differing = `
      (select 'claim' as case_type, claim_id as case_id from claims union select 'return', return_id from returns)
      except (select case_type, case_id from true_cases)`
    expect(await shop.rows(differing)).toEqual([])
    expect(await shop.number('select count(*) from true_cases')).toBe(
      await shop.number('select (select count(*) from claims) + (select count(*) from latest_returns)'),
    )
    expect(await shop.number('select count(*) from true_customers')).toBe(
      await shop.number('select count(*) from latest_customers'),
    )
  })

  it('finds most cases honest, and some not', async () => {
    const abusive = (type: string) =>
      shop.number(`select avg((is_abuse = 'true')::int) from true_cases where case_type = '${type}'`)
    expect(await abusive('return')).toBeGreaterThan(0.01)
    expect(await abusive('return')).toBeLessThan(0.06)
    expect(await abusive('claim')).toBeGreaterThan(0.04)
    expect(await abusive('claim')).toBeLessThan(0.35)
  })

  it('is written in no feed', async () => {
    const personas = (
      await shop.rows(
        'select distinct persona as word from true_customers union select distinct kind from true_cases',
      )
    ).map(({ word }) => String(word))
    const telling = personas.filter(
      (word) => word.includes('_') || word === 'opportunist' || word === 'wardrober',
    )
    expect(telling.length).toBeGreaterThan(10)
    for (const feed of FEEDS) {
      const row = columnsOf(feed)
        .map((name) => `coalesce(${name}, '')`)
        .join(` || ' ' || `)
      expect(
        await shop.rows(`select * from ${feed} where regexp_matches(${row}, '${telling.join('|')}') limit 1`),
        feed,
      ).toEqual([])
    }
  })

  it('does not show in the order of ids', async () => {
    const middle = (sql: string) => shop.number(`select avg(place) from (${sql}) where wrong`)
    const returns = `select percent_rank() over (order by case_id) as place, is_abuse = 'true' as wrong from true_cases where case_type = 'return'`
    const people = `select percent_rank() over (order by customer_id) as place, persona in ('opportunist', 'wardrober', 'swapper') as wrong from true_customers`
    for (const sql of [returns, people]) {
      expect(await middle(sql)).toBeGreaterThan(0.3)
      expect(await middle(sql)).toBeLessThan(0.7)
    }
  })

  it('has lanes that lose far more than the others', async () => {
    const worst = 'select max(loss_rate::double) / median(loss_rate::double) from true_lanes'
    expect(await shop.number(worst)).toBeGreaterThan(5)
    const troubled = await shop.number("select avg((is_troubled = 'true')::int) from true_lanes")
    expect(troubled).toBeGreaterThan(0)
    expect(troubled).toBeLessThan(0.2)
  })
})
