import { describe, expect, test } from 'vitest'
import { expectProbability, expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

describe('the review queue', () => {
  test('lists the cases in order, and finds one by its id', async () => {
    const cases = await ask('select case_id from scores.queue order by rank limit 25')
    await visiting('/loss-prevention/queue/', async (page) => {
      const rows = page.locator('.queue li[data-case]')
      expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-case')))).toEqual(
        cases.map(({ case_id }) => case_id),
      )
      const wanted = String(cases[cases.length - 1]?.case_id)
      await page.getByLabel('Search').fill(wanted)
      await expect.poll(() => rows.first().getAttribute('data-case')).toBe(wanted)
      await rows.first().getByRole('link').click()
      await page.locator(`section[data-case="${wanted}"]`).waitFor()
    })
  })
})

test('nothing in the queue’s list tells which cases were drawn by lot', async () => {
  const queue = await ask(
    'select case_id, is_finding, score::double as score, band from scores.queue order by rank limit 25',
  )
  expect(queue.some(({ band }) => band === 'fast_track')).toBe(true)
  await visiting('/loss-prevention/queue/', async (page) => {
    for (const { case_id, is_finding, score } of queue) {
      const row = page.locator(`.queue li[data-case="${case_id}"]`)
      expect(await row.locator('.badge').allTextContents()).toEqual(is_finding ? ['Exact finding'] : [])
      expect(await row.locator('dt').allTextContents()).toEqual(['Value', 'Probability'])
      const shown = (await row.locator('dd').nth(1).textContent()) ?? ''
      if (is_finding) expect(shown).toBe('exact')
      else expectProbability(shown, score as number, String(case_id))
    }
  })
})

test('a case of many stands when the page’s engine is slow to come', async () => {
  const [found] = await ask('select case_type, case_id from scores.queue order by rank desc limit 1')
  await visiting(
    `/loss-prevention/case/?type=${found?.case_type}&id=${found?.case_id}`,
    async (page) => {
      await page.locator('section[data-case] + nav').waitFor()
      expect(await page.locator('section[data-case]').getAttribute('data-case')).toBe(found?.case_id)
    },
    { slowEngine: 7000 },
  )
})

test('the queue tells apart what is only suspected', async () => {
  const [{ returns }] = (await ask(
    `select sum(suspected_returns)::double as returns from (from metrics.suspected_returns order by month desc limit 12)`,
  )) as [{ returns: number }]
  await visiting('/loss-prevention/queue/', async (page) => {
    expect(await page.locator('[data-suspected]').getAttribute('data-suspected')).toBe(String(returns))
  })
})

describe('a case', () => {
  test('shows the one that its address names, and why it ranks there', async () => {
    const cases = await ask(`
      select case_type, case_id, stage, score::double as score, is_finding, value::double as value
      from scores.queue
      where rank in (select min(rank) from scores.queue union all select max(rank) from scores.queue
                     union all select min(rank) from scores.queue where not is_finding
                     union all select min(rank) from scores.queue where not is_finding and score < 0.5)`)
    expect(cases.length).toBeGreaterThan(0)
    for (const found of cases) {
      const where = `case_type = '${found.case_type}' and case_id = '${found.case_id}'`
      const [known] = await ask(`
        select
          (select count(*) from scores.queue_signals where ${where} and stage = '${found.stage}' and outcome = 'fired' and weight <> 0)::integer as fired,
          (select count(*) from scores.queue_timeline where ${where})::integer as events`)
      const query = new URLSearchParams({ type: String(found.case_type), id: String(found.case_id) })
      await visiting(`/loss-prevention/case/?${query}`, async (page) => {
        const head = page.locator('section[data-case]')
        await head.waitFor()
        expect(await head.getAttribute('data-case')).toBe(found.case_id)
        const figures = await head.locator('dd').allTextContents()
        if (found.is_finding) expect(figures[0]).toBe('exact')
        else expectProbability(figures[0] ?? '', found.score as number, 'probability')
        expectShown(figures[1] ?? '', found.value as number, 'value')
        await expect.poll(() => page.locator('.timeline li').count()).toBe(known?.events)
        if (found.is_finding || (found.score as number) >= 0.5) {
          const steps = await page
            .locator('.waterfall li')
            .evaluateAll((all) => all.map((step) => step.getAttribute('data-row')))
          expect(steps.filter((step) => step !== 'Limit').length).toBe((known?.fired as number) + 2)
        } else {
          expect(await page.locator('.waterfall').count()).toBe(0)
          expect(await page.locator('[data-side] b').count()).toBe(known?.fired)
        }
      })
    }
  })

  test('an id that no case has is said to be none', async () => {
    await visiting('/loss-prevention/case/?id=NO-SUCH-CASE', async (page) => {
      await page.getByText('NO-SUCH-CASE is not in this queue').waitFor()
    })
  })

  test('what could be more than an id never reaches a query', async () => {
    await visiting(`/loss-prevention/case/?id=${encodeURIComponent("x' or '1'='1")}`, async (page) => {
      await page.getByText("This is not a case's id").waitFor()
      expect(await page.locator('section[data-case]').count()).toBe(0)
    })
  })
})
