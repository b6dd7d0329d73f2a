// Pictures of pages for the documentation: `npm run screenshots` writes docs/images/*.png.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { demoSite } from './demo_site.ts'
import { serveSite } from './plain_host.ts'
import { casePath, fillIn, seatsAt } from './seats.ts'
import { askSnapshot } from './snapshot.ts'

const IMAGES =
  process.env.RECOUP_IMAGES ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'images')
/** As much as a large screen shows at once. */
const VIEWPORT = { width: 1440, height: 1100 }

const built = demoSite()
const [first, second, third] = await askSnapshot(
  built.snapshot,
  'select case_type, case_id from scores.queue order by rank limit 3',
)
const pages: Record<string, string> = {
  overview: '/',
  'margin-recovery': '/finance/margin-recovery/',
  payouts: '/finance/payouts/',
  queue: '/loss-prevention/queue/',
  rings: '/loss-prevention/rings/',
  quality: '/loss-prevention/quality/',
  carriers: '/operations/carriers/',
  'data-health': '/data/health/',
}
if (first !== undefined) {
  pages.case = casePath(first)
}

mkdirSync(IMAGES, { recursive: true })
const site = await serveSite(built.site)
const browser = await openChromium()
try {
  const page = await browser.newPage({ viewport: VIEWPORT })
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(new URL(path, site.address).href, { waitUntil: 'networkidle' })
    if (name === 'case') await page.locator('section[data-case]').waitFor()
    await shoot(page, name)
  }
  if (first && second && third) await reviewersMorning([first, second, third].map(casePath))
} finally {
  await browser.close()
  site.end()
  built.remove()
}

async function shoot(page: Page, name: string): Promise<void> {
  const file = join(IMAGES, `${name}.png`)
  await page.screenshot({ path: file })
  console.log(file)
}

/** Two reviewers at work: one decided on a case, the other has taken the next one and writes. */
async function reviewersMorning([decided = '', taken = '', inHand = '']: readonly string[]): Promise<void> {
  const seats = await seatsAt(built, browser, ['rita', 'max'])
  const [rita, max] = [
    await seats.sits('rita', inHand, { viewport: VIEWPORT }),
    await seats.sits('max', decided),
  ]
  await fillIn(max.page, 'Legitimate', 'Approve', 'The photo shows the damage.')
  await max.page.getByRole('button', { name: 'Decide', exact: true }).click()
  await max.page.locator('[data-decision]').waitFor()
  await max.page.goto(`${seats.address}${taken}`)
  await max.page.getByRole('button', { name: /^Take/ }).click()
  await rita.page.getByRole('button', { name: /^Take/ }).click()
  await fillIn(rita.page, 'Carrier’s fault', 'Approve', 'The driver confirms that it went next door.')
  await rita.page.locator('[data-desk-case]').scrollIntoViewIfNeeded()
  await shoot(rita.page, 'desk-case')
  await rita.page.goto(`${seats.address}/loss-prevention/queue/`)
  await rita.page.locator('[data-lately]').first().waitFor()
  await shoot(rita.page, 'desk-queue')
  await seats.remove()
}
