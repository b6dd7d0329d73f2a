import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Connection } from './fetch/connection.ts'
import { FetchFolder, type Tried } from './fetch/fetch_folder.ts'
import { takeLock } from './runner/lock.ts'
import { asProblem } from './runner/machine_faults.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import type { Progress } from './runner/progress.ts'
import { Stopped, stoppable } from './runner/stopping.ts'

/** What one connection brought. */
export type FetchOutcome = {
  readonly connection: string
  /** The feed or sender whose files it fetches. */
  readonly feed: string
  readonly files: number
  /** Null where the connection could not say how many. */
  readonly rows: number | null
  /** Why not all that is new could be fetched; null where it was. */
  readonly fault: Fault | null
}

type Fault = Pick<Problem, 'message' | 'where' | 'next' | 'mayPass'>

/** Milliseconds before each further try of a fetch whose fault may pass. */
const waits = [1_000, 4_000]

/**
 * Fetches what is new by each connection into files, which the next load takes in. A connection that fails is told and
 * keeps up none of the others. Cut short at any moment, the next fetch goes on from what was kept.
 */
export async function fetchNew(
  places: Places,
  connections: readonly Connection[],
  progress: Progress,
  waitsBetween: readonly number[] = waits,
): Promise<FetchOutcome[]> {
  if (connections.length === 0) return []
  return stoppable((stop) =>
    progress.stage('fetch', async (onProgress) => {
      const outcomes: FetchOutcome[] = []
      for (const connection of connections) {
        const tell = (howFar: string) =>
          onProgress(outcomes.length, connections.length, `${connection.name} ${howFar}`)
        tell('')
        outcomes.push(await fetchBy(connection, { places, waitsBetween, stop, tell }))
      }
      return outcomes
    }),
  )
}

type Circumstances = {
  readonly places: Places
  readonly waitsBetween: readonly number[]
  readonly stop: AbortSignal
  readonly tell: (howFar: string) => void
}

async function fetchBy(connection: Connection, around: Circumstances): Promise<FetchOutcome> {
  const folder = new FetchFolder(around.places, connection.name)
  const brought = new Brought()
  const outcome = (fault: Fault | null): FetchOutcome => ({
    connection: connection.name,
    feed: connection.folder,
    ...brought.counts,
    fault,
  })
  let release: () => void
  try {
    folder.make()
    release = takeLock(folder.lock, `fetch ${connection.name}`)
  } catch (thrown) {
    return outcome(asFault(thrown, folder.path))
  }
  try {
    // Without a warehouse nobody has the rows of the files that were let go.
    if (!existsSync(around.places.warehouse) && folder.isAheadOf(0)) folder.beginAnew()
    const fault = await tryUntilItPasses(connection, folder, brought, around)
    const ended = outcome(fault)
    folder.keepTried(triedOf(ended))
    return ended
  } finally {
    release()
  }
}

async function tryUntilItPasses(
  connection: Connection,
  folder: FetchFolder,
  brought: Brought,
  { waitsBetween, stop, tell }: Circumstances,
): Promise<Fault | null> {
  for (let tries = 0; ; tries++) {
    try {
      await fetchOnce(connection, folder, brought, { stop, tell })
      return null
    } catch (thrown) {
      stop.throwIfAborted()
      const fault = asFault(thrown, folder.path)
      const wait = waitsBetween[tries]
      if (!fault.mayPass || wait === undefined) return fault
      await setTimeout(wait, undefined, { signal: stop }).catch(() => stop.throwIfAborted())
    }
  }
}

/** The file comes first and the cursor second, so that a fetch killed between the two fetches again rather than never. */
async function fetchOnce(
  connection: Connection,
  folder: FetchFolder,
  brought: Brought,
  { stop, tell }: Pick<Circumstances, 'stop' | 'tell'>,
): Promise<void> {
  folder.tidy()
  const fetching = {
    cursor: folder.cursorOf(connection),
    draft: (ending: string) => folder.draft(ending),
    stop,
    tell,
  }
  try {
    for await (const { file, cursor } of connection.fetch(fetching)) {
      if (file) {
        folder.keepFile(file.draft)
        brought.add(file.rows)
      }
      folder.keepCursor(connection, cursor)
      stop.throwIfAborted()
    }
  } finally {
    folder.tidy()
  }
}

/** What a fetch has brought so far, over all its tries. */
class Brought {
  #files = 0
  #rows: number | null = 0

  add(rows: number | null): void {
    this.#files += 1
    this.#rows = this.#rows === null || rows === null ? null : this.#rows + rows
  }

  get counts(): { files: number; rows: number | null } {
    return { files: this.#files, rows: this.#rows }
  }
}

function asFault(thrown: unknown, folder: string): Fault {
  const fault = asProblem(thrown, folder)
  if (!(fault instanceof Problem) || fault instanceof Stopped) throw fault
  const { message, where, next, mayPass } = fault
  return { message, where, next, mayPass }
}

const triedOf = ({ files, rows, fault }: FetchOutcome): Tried => ({
  at: new Date().toISOString(),
  files,
  rows,
  fault: fault?.message ?? null,
})
