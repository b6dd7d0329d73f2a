import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pages } from './pages.ts'
import { type Served, serveSite } from './plain_host.ts'
import { visiting } from './visit.ts'

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

let data: string
let site: Served

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'recoup-few-feeds-'))
  const inbox = join(data, 'inbox', 'online_retail')
  mkdirSync(inbox, { recursive: true })
  cpSync(file('test/fixtures/online_retail'), inbox, {
    recursive: true,
    filter: (path) => !path.endsWith('.md'),
  })
  writeFileSync(join(data, 'recoup.config.ts'), "export default { reportingCurrency: 'GBP' }\n")
  const { status, stderr } = spawnSync(
    process.execPath,
    [file('pipelines/recoup.js'), 'run', '--site', '--quiet', '--data', data],
    { cwd: data, encoding: 'utf8' },
  )
  expect(status, stderr).toBe(0)
  site = await serveSite(join(data, 'published', 'site'))
}, 600_000)

afterAll(() => {
  site?.end()
  rmSync(data, { recursive: true, force: true })
})

/** What a figure that is not there must never become. */
const NONSENSE = /\b(undefined|NaN|null|Infinity)\b|\[object/

describe('of a shop that loads invoices and credit notes only', () => {
  test.each(pages)('%s says what there is, and of the rest what to load', async (title, path) => {
    await visiting(new URL(path, site.address).href, async (page) => {
      expect(await page.locator('article h1').allTextContents()).toEqual([title])
      const text = await page.locator('main').innerText()
      expect(text.split('\n').filter((line) => NONSENSE.test(line))).toEqual([])
    })
  })

  test.each([
    ['/operations/carriers/', ['shipments', 'tracking_events']],
    ['/operations/contacts/', ['contacts']],
    ['/finance/margin-recovery/', ['return_lines', 'carrier_claims', 'decisions', 'payouts']],
    ['/loss-prevention/rings/', ['orders', 'claims', 'returns']],
  ])('%s names the feeds that it lacks', async (path, feeds) => {
    await visiting(new URL(path, site.address).href, async (page) => {
      const named = await page.locator('section.empty code').allTextContents()
      expect(named).toEqual(expect.arrayContaining(feeds))
    })
  })

  test('no returned line counts as waiting for a step that the shop does not record', async () => {
    await visiting(new URL('/operations/returns-flow/', site.address).href, async (page) => {
      expect(await page.locator('.funnel [data-row]').count()).toBe(1)
      expect(await page.locator('[data-unrecorded]').textContent()).toContain('received')
      expect(await page.getByRole('region', { name: 'Returns waiting' }).count()).toBe(0)
    })
  })
})
