import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { moveWhole } from '../runner/move_whole.ts'
import { logFolder, type Places } from '../runner/places.ts'
import type { Cleaning } from './clean.ts'
import { recordsNaming } from './inbox_files.ts'
import { linesOf } from './lines.ts'

/** What became of a file of the data directory; its path is told without words of the person. */
export type CleanedFile = {
  readonly path: string
  readonly became: 'rewritten' | 'removed' | 'not looked into'
}

/** Where something else sees to what there is: another owner, the publishing, the file's sweep. Keys name nobody, and users none of the customers. */
const seenToElsewhere = (places: Places) => [
  places.inbox,
  places.warehouse,
  `${places.warehouse}.wal`,
  `${places.warehouse}.swept`,
  places.snapshot,
  places.site,
  places.sites,
  places.lock,
  places.pseudonymKey,
  places.formerKeys,
  places.nextKeys,
  places.erasures,
  places.users,
  places.spill,
]

/**
 * Takes a person out of every other file under the data directory: what was said, work that was handed out, exports.
 * Texts are written anew without them; of other files no part can be taken out, so that such an export goes whole.
 */
export async function cleanOwnFiles(
  places: Places,
  logs: readonly string[],
  cleaning: Cleaning,
): Promise<CleanedFile[]> {
  const passedOver = new Set([...seenToElsewhere(places), ...logs.map((log) => logFolder(places, log))])
  const cleaned: CleanedFile[] = []
  for (const file of filesUnder(places.data, passedOver)) {
    const path = relative(places.data, file).split(sep).join('/')
    const became = await cleanFile(file, cleaning)
    const isNamedSo = became !== 'removed' && cleaning.isIn(path)
    if (isNamedSo) rmSync(file)
    if (became || isNamedSo)
      cleaned.push({ path: cleaning.text(path), became: isNamedSo ? 'removed' : (became ?? 'rewritten') })
  }
  return cleaned
}

/**
 * Removes the built pages, those before them too, which are made from the snapshot again: what reviewers wrote stands in them, packed so that no
 * search finds it.
 */
export function removeSite({ site, sites }: Places): boolean {
  const isThere = existsSync(site)
  for (const path of [site, sites]) rmSync(path, { recursive: true, force: true })
  return isThere
}

function* filesUnder(folder: string, passedOver: ReadonlySet<string>): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (passedOver.has(path)) continue
    if (entry.isDirectory()) yield* filesUnder(path, passedOver)
    else if (entry.isFile()) yield path
  }
}

async function cleanFile(file: string, cleaning: Cleaning): Promise<CleanedFile['became'] | undefined> {
  if (/\.(duckdb|db|zip|7z|xz|zst|bz2)$/i.test(file)) return 'not looked into'
  if ((await recordsNaming(file, cleaning)) === 0) return undefined
  if (isText(file)) return rewriteText(file, cleaning)
  rmSync(file)
  return 'removed'
}

/** By its name and its first bytes. */
function isText(file: string): boolean {
  if (/\.(gz|parquet|arrows?)$/i.test(file)) return false
  const descriptor = openSync(file, 'r')
  try {
    const head = Buffer.alloc(4096)
    return !head.subarray(0, readSync(descriptor, head)).includes(0)
  } finally {
    closeSync(descriptor)
  }
}

async function rewriteText(file: string, cleaning: Cleaning): Promise<'rewritten'> {
  const draft = `${file}.draft`
  const descriptor = openSync(draft, 'w')
  try {
    for await (const line of linesOf(file)) writeSync(descriptor, cleaning.text(line))
  } finally {
    closeSync(descriptor)
  }
  moveWhole(draft, file)
  return 'rewritten'
}
