import { createHash } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Problem } from './problems.ts'

type Holder = {
  readonly pid: number
  readonly host: string
  readonly command: string
  readonly since: string
}

/** Takes the single-writer lock; gives the way to let it go. A holder that no longer lives is taken over. */
export function takeLock(path: string, command: string): () => void {
  const mine: Holder = { pid: process.pid, host: hostname(), command, since: new Date().toISOString() }
  const text = JSON.stringify(mine)
  take(path, text)
  clearAway(path)
  return () => letGo(path, text)
}

/** Milliseconds for which a writer is waited for that writes a few lines, within a few milliseconds. */
const longestWait = 10_000

/** Takes a lock that nobody holds for long: another holder is waited for. */
export async function waitForLock(path: string, command: string): Promise<() => void> {
  const giveUpAt = Date.now() + longestWait
  for (;;) {
    try {
      return takeLock(path, command)
    } catch (fault) {
      if (!(fault instanceof Problem) || Date.now() > giveUpAt) throw fault
      await setTimeout(20)
    }
  }
}

/** Who holds the lock, if anybody who still lives does. */
export function lockHolder(path: string): Holder | null {
  const holder = asHolder(textAt(path))
  return holder && isAlive(holder) ? holder : null
}

/**
 * Puts the text at the path in one move, so that nobody reads half of it. A dead holder is replaced by the one
 * process that holds the lock on this very holder: whoever comes late finds another holder, and leaves it.
 */
function take(path: string, text: string): void {
  for (;;) {
    const mine = `${path}.${process.pid}`
    writeFileSync(mine, text)
    const isFirst = moved(() => linkSync(mine, path))
    rmSync(mine, { force: true })
    if (isFirst) return

    const held = textAt(path)
    if (held === null) continue
    const holder = asHolder(held)
    if (holder && isAlive(holder)) throw heldBy(path, holder)
    const succession = `${path}.${createHash('sha256').update(held).digest('hex').slice(0, 12)}`
    take(succession, text)
    try {
      if (textAt(path) !== held) continue
      writeFileSync(mine, text)
      if (moved(() => renameSync(mine, path))) return
    } finally {
      letGo(succession, text)
    }
  }
}

/** False where another process was first, or has cleared away what was to be moved. */
function moved(move: () => void): boolean {
  try {
    move()
    return true
  } catch (fault) {
    if (['EEXIST', 'ENOENT'].includes((fault as NodeJS.ErrnoException).code ?? '')) return false
    throw fault
  }
}

function letGo(path: string, text: string): void {
  if (textAt(path) === text) rmSync(path, { force: true })
}

/** Removes what processes left that were killed while they took the lock. Whoever still takes it begins again. */
function clearAway(path: string): void {
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(`${basename(path)}.`)) rmSync(join(dirname(path), name), { force: true })
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fault
  }
}

function asHolder(text: string | null): Holder | null {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}

// A process of another host cannot be asked, so it counts as alive.
function isAlive({ pid, host, since }: Holder): boolean {
  if (host !== hostname()) return true
  // A container begun again often gives its process the number that the killed one had.
  if (pid === process.pid) return Date.parse(since) >= Date.now() - process.uptime() * 1000
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const heldBy = (path: string, holder: Holder) =>
  new Problem(
    `\`recoup ${holder.command}\` has been at work here since ${holder.since} (process ${holder.pid} on ${holder.host}).`,
    {
      where: path,
      next: 'wait for it to end; if that process is gone for good, remove the lock file and try again.',
      mayPass: true,
    },
  )
