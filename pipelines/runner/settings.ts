import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { connectionsSchema } from '../../models/settings/connections.ts'
import {
  badRowsSchema,
  defaultSettings,
  expectedEverySchema,
  type Settings,
  scheduleSchema,
  settingsSchema,
  targetsSchema,
} from '../../models/settings.ts'
import { readSources } from './catalog.ts'
import { Problem } from './problems.ts'

const fileName = 'recoup.config.ts'

/** The settings of `recoup.config.ts` in this folder, defaults where it says nothing. All faults at once. */
export async function readSettings(folder: string = process.cwd()): Promise<Settings> {
  const path = resolve(folder, fileName)
  if (!existsSync(path)) return defaultSettings
  const { feeds, senders } = await readSources()
  const folders = new Set([...feeds, ...senders].map(({ name }) => name))
  const { metrics } = await import('../../models/metrics/all.ts')
  const { isCronLine } = await import('../schedule/is_cron_line.ts')
  const schema = settingsSchema.extend({
    badRows: badRowsSchema((name) => folders.has(name)),
    targets: targetsSchema((name) => metrics.some((metric) => metric.name === name)),
    connections: connectionsSchema((name) => folders.has(name)),
    schedule: scheduleSchema(isCronLine),
    expectedEvery: expectedEverySchema((name) => folders.has(name)),
  })
  const read = schema.safeParse(await exportedBy(path))
  if (read.success) return read.data
  throw new Problem(`The settings have faults:\n${z.prettifyError(read.error)}`, {
    where: path,
    next: 'mend these entries; models/settings.ts says what each means and what it may be.',
  })
}

/** The default export; where the folder's package is CommonJS, exports come one level down. */
async function exportedBy(path: string): Promise<unknown> {
  const { tsImport } = await import('tsx/esm/api')
  const { default: exported } = (await tsImport(pathToFileURL(path).href, import.meta.url)) as {
    default?: unknown
  }
  const isNested = typeof exported === 'object' && exported !== null && 'default' in exported
  return (isNested ? exported.default : exported) ?? {}
}
