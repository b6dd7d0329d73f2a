import type { Page } from 'playwright-core'

/** Milliseconds from the call of a page. */
export type Opened = {
  /** Until its figures are drawn. */
  readonly shown: number
  /** Until its buttons answer. */
  readonly answers: number
  /** From a click on a choice until other figures stand there; null where a page has no choice. */
  readonly chosen: number | null
}

/** Opens a page, and presses its first choice. */
export async function opened(page: Page, url: string): Promise<Opened> {
  const begun = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('.as-of strong').first().waitFor()
  const shown = performance.now() - begun
  await page.locator('html[data-answers]').waitFor({ state: 'attached' })
  return { shown, answers: performance.now() - begun, chosen: await chosen(page) }
}

async function chosen(page: Page): Promise<number | null> {
  const another = page.locator('[data-choice] button[aria-pressed=false]').first()
  await page.waitForLoadState('networkidle')
  if ((await another.count()) === 0) return null
  const text = () => page.locator('main').innerText()
  const before = await text()
  const begun = performance.now()
  await another.click()
  while ((await text()) === before) {
    // A choice that nothing follows is none to wait for.
    if (performance.now() - begun > 2000) return null
    await page.waitForTimeout(10)
  }
  return performance.now() - begun
}
