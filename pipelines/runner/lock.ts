import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
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
  if (!tryCreate(path, mine)) {
    const holder = readHolder(path)
    if (holder && isAlive(holder)) throw heldBy(path, holder)
    rmSync(path, { force: true })
    if (!tryCreate(path, mine)) throw heldBy(path, readHolder(path))
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}

/** Who holds the lock, if anybody who still lives does. */
export function lockHolder(path: string): Holder | null {
  const holder = readHolder(path)
  return holder && isAlive(holder) ? holder : null
}

function tryCreate(path: string, holder: Holder): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, JSON.stringify(holder))
    closeSync(file)
    return true
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw fault
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
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

const heldBy = (path: string, holder: Holder | null) =>
  new Problem(
    holder
      ? `\`recoup ${holder.command}\` has been at work here since ${holder.since} (process ${holder.pid} on ${holder.host}).`
      : 'Another `recoup` has just begun to work here.',
    {
      where: path,
      next: 'wait for it to end; if that process is gone for good, remove the lock file and try again.',
    },
  )
