import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { tsImport } from 'tsx/esm/api'
import { z } from 'zod'
import { badRowsSchema, type Settings, settingsSchema } from '../../models/settings.ts'
import { readSources } from './catalog.ts'
import type { Places } from './places.ts'
import { Problem } from './problems.ts'

const fileName = 'recoup.config.ts'

/** The settings of `recoup.config.ts` in this folder, defaults where it says nothing. All faults at once. */
export async function readSettings(folder: string = process.cwd()): Promise<Settings> {
  const path = resolve(folder, fileName)
  if (!existsSync(path)) return settingsSchema.parse({})
  const { feeds, senders } = await readSources()
  const folders = new Set([...feeds, ...senders].map(({ name }) => name))
  const schema = settingsSchema.extend({ badRows: badRowsSchema((name) => folders.has(name)) })
  const read = schema.safeParse(await exportedBy(path))
  if (read.success) return read.data
  throw new Problem(`The settings have faults:\n${z.prettifyError(read.error)}`, {
    where: path,
    next: 'mend these entries; models/settings.ts says what each means and what it may be.',
  })
}

/** The default export; where the folder's package is CommonJS, exports come one level down. */
async function exportedBy(path: string): Promise<unknown> {
  const { default: exported } = (await tsImport(pathToFileURL(path).href, import.meta.url)) as {
    default?: unknown
  }
  const isNested = typeof exported === 'object' && exported !== null && 'default' in exported
  return (isNested ? exported.default : exported) ?? {}
}

/** Most memory that the engine uses before it spills to disk. */
export const engineMemory = (environment: NodeJS.ProcessEnv = process.env): string =>
  environment.RECOUP_MEMORY ?? '4GB'

/**
 * The secret key of pseudonyms: `RECOUP_PSEUDONYM_KEY`, else the one kept in the data directory, which is
 * made at the first use and readable by its owner alone.
 */
export function pseudonymKey(places: Places, environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.RECOUP_PSEUDONYM_KEY) return environment.RECOUP_PSEUDONYM_KEY
  if (!existsSync(places.pseudonymKey)) {
    writeFileSync(places.pseudonymKey, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  }
  return readFileSync(places.pseudonymKey, 'utf8').trim()
}
