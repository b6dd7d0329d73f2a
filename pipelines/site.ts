import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withoutOwn } from './runner/environment.ts'
import { takeLock } from './runner/lock.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import type { OnProgress } from './runner/progress.ts'
import { stoppable } from './runner/stopping.ts'
import { replaceSite } from './site/replaced.ts'

const reports = fileURLToPath(new URL('../reports/', import.meta.url))

export type SiteReport = { readonly path: string }

/** Builds the pages from the published snapshot and puts them in the old site's place. */
export async function buildSite(
  places: Places,
  onProgress: OnProgress = () => undefined,
): Promise<SiteReport> {
  if (!existsSync(places.snapshot)) {
    throw new Problem('There is no published snapshot to build the pages from.', {
      where: places.snapshot,
      next: 'run `recoup run` first.',
    })
  }
  const log = join(places.logs, 'site.log')
  mkdirSync(places.logs, { recursive: true })
  return stoppable(async (stop) => {
    // All sites are built in the one folder of the reports, whatever shop they are of.
    const release = takeLock(join(reports, '.building.lock'), 'site')
    try {
      await runBuild(places, { log, onProgress, stop })
      await replaceSite(places, join(reports, 'build'))
    } finally {
      release()
    }
    return { path: places.site }
  })
}

/** What the pages' builder needs of the environment: Evidence is others' code, and no secret is its business. */
export function environmentOfPages(
  { snapshot }: Pick<Places, 'snapshot'>,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return { ...withoutOwn(environment), EVIDENCE_SOURCE__published__filename: snapshot }
}

type Build = { readonly log: string; readonly onProgress: OnProgress; readonly stop: AbortSignal }

function runBuild(places: Places, { log, onProgress, stop }: Build): Promise<void> {
  return new Promise((resolve, reject) => {
    const output = createWriteStream(log).on('error', reject)
    const child = spawn(process.execPath, [join(reports, 'build.js')], {
      cwd: reports,
      env: environmentOfPages(places),
      stdio: ['ignore', 'pipe', 'pipe'],
      // With a group of its own, so that what it starts ends with it.
      detached: true,
    })
    // The next build begins with empty folders, so it may leave its own as they are.
    const end = () => void (child.pid && process.kill(-child.pid, 'SIGKILL'))
    stop.addEventListener('abort', end)
    if (stop.aborted) end()
    for (const stream of [child.stdout, child.stderr]) stream.pipe(output, { end: false })
    // Its progress goes to standard error.
    tellTables(child.stderr, onProgress)
    child.on('error', reject)
    child.on('close', (status) => {
      stop.removeEventListener('abort', end)
      output.end()
      if (stop.aborted) reject(stop.reason)
      else if (status === 0) resolve()
      else reject(siteFailed(log))
    })
  })
}

/** Evidence names each table that it has written, then builds the pages, about as long, without a word. */
function tellTables(output: NodeJS.ReadableStream, onProgress: OnProgress): void {
  const tables = readdirSync(join(reports, 'sources', 'published')).filter((file) =>
    file.endsWith('.sql'),
  ).length
  let written = 0
  output.on('data', (text: Buffer) => {
    written += text.toString().split('Finished, wrote').length - 1
    onProgress(written, 2 * tables, written < tables ? "the pages' tables" : 'the pages (a minute)')
  })
}

const siteFailed = (log: string) =>
  new Problem('The pages could not be built.', {
    where: log,
    next: 'read the end of that log; if the reports are not installed, run `npm ci` in the project and try again.',
  })
