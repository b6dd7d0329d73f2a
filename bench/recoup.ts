import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const recoup = fileURLToPath(new URL('../pipelines/recoup.js', import.meta.url))
const reporter = pathToFileURL(fileURLToPath(new URL('report_peak.js', import.meta.url))).href

export type Command = {
  /** Seconds from the call to the end. */
  readonly seconds: number
  /** Largest memory of its largest process, in GiB. */
  readonly peak: number
}

/** Runs `recoup …` as a user would, in a process of its own. */
export const recoupTimed = (args: readonly string[]): Command => processTimed([recoup, ...args])

/** Runs Node with these arguments. An end with a fault is thrown with what it said. */
export function processTimed(
  args: readonly string[],
  where?: { cwd: string; env: NodeJS.ProcessEnv },
): Command {
  const peaks = mkdtempSync(join(tmpdir(), 'recoup-peaks-'))
  try {
    const begun = performance.now()
    const { status, stderr } = spawnSync(process.execPath, args, {
      ...where,
      env: { ...(where?.env ?? process.env), BENCH_PEAKS: peaks, NODE_OPTIONS: `--import=${reporter}` },
      maxBuffer: 2 ** 28,
    })
    const seconds = (performance.now() - begun) / 1000
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
    const peak = Math.max(
      ...readdirSync(peaks).map((process) => Number(readFileSync(join(peaks, process), 'utf8'))),
    )
    return { seconds, peak: peak / 2 ** 20 }
  } finally {
    rmSync(peaks, { recursive: true })
  }
}
