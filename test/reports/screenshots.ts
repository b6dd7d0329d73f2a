// Pictures of pages for the documentation: `npm run screenshots` writes docs/images/*.png.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openChromium } from './chromium.ts'
import { demoSite } from './demo_site.ts'
import { serveSite } from './plain_host.ts'
import { askSnapshot } from './snapshot.ts'

const IMAGES =
  process.env.RECOUP_IMAGES ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'images')
/** As much as a large screen shows at once. */
const VIEWPORT = { width: 1440, height: 1100 }

const built = demoSite()
const [first] = await askSnapshot(
  built.snapshot,
  'select case_type, case_id from scores.queue order by rank limit 1',
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
  pages.case = `/loss-prevention/case/?${new URLSearchParams({ type: String(first.case_type), id: String(first.case_id) })}`
}

mkdirSync(IMAGES, { recursive: true })
const site = await serveSite(built.site)
const browser = await openChromium()
try {
  const page = await browser.newPage({ viewport: VIEWPORT })
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(new URL(path, site.address).href, { waitUntil: 'networkidle' })
    if (name === 'case') await page.locator('section[data-case]').waitFor()
    const file = join(IMAGES, `${name}.png`)
    await page.screenshot({ path: file })
    console.log(file)
  }
} finally {
  await browser.close()
  site.end()
  built.remove()
}
