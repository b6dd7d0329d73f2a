import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { run } from '../../pipelines/run.ts'
import { atDesk } from '../../pipelines/runner/desk.ts'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { silent } from '../../pipelines/runner/progress.ts'

export { catalog, differences } from './differing_tables.ts'

/** A data directory that is gone when the test ends; its name has a space, as people's folders do. */
export function shopFolder(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup shop '))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return placesOf({ data }, {})
}

export const runAll = (places: Places) => atDesk(places, 'run', (desk) => run(desk, { progress: silent }))
