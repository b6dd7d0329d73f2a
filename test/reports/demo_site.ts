import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface BuiltSite {
  /** The folder of the built pages. */
  readonly site: string
  /** The published snapshot they were built from. */
  readonly snapshot: string
  /** Removes what was made for the occasion. */
  remove(): void
}

/**
 * A small demo shop, run and built, in a folder of its own; or, where RECOUP_TEST_SITE and
 * RECOUP_TEST_SNAPSHOT name a built site and its snapshot, those.
 */
export function demoSite(): BuiltSite {
  const { RECOUP_TEST_SITE: site, RECOUP_TEST_SNAPSHOT: snapshot } = process.env
  if (site !== undefined && snapshot !== undefined) {
    return { site: resolve(site), snapshot: resolve(snapshot), remove() {} }
  }
  if (site !== undefined || snapshot !== undefined) {
    throw new Error(
      'Set both RECOUP_TEST_SITE and RECOUP_TEST_SNAPSHOT, or neither: pages are held against their snapshot.',
    )
  }
  const data = mkdtempSync(join(tmpdir(), 'recoup-site-'))
  // In so small a shop hardly a case waits: those of the whole year do, so that the pages have some to tell of.
  writeFileSync(join(data, 'recoup.config.ts'), 'export default { queueDays: 365 }\n')
  const command = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'pipelines', 'recoup.js')
  const { status } = spawnSync(
    process.execPath,
    [command, 'demo', '--no-serve', '--orders', '2000', '--data', data],
    { cwd: data, stdio: 'inherit' },
  )
  if (status !== 0) throw new Error(`"recoup demo" ended with ${status}: see above. Its data is in ${data}.`)
  return {
    site: join(data, 'published', 'site'),
    snapshot: join(data, 'published', 'recoup.duckdb'),
    remove: () => rmSync(data, { recursive: true, force: true }),
  }
}
