import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { lockHolder, takeLock } from '../../../pipelines/runner/lock.ts'
import { describeProblem, Problem } from '../../../pipelines/runner/problems.ts'

function lockPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recoup lock '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'recoup.lock')
}

const heldBy = (path: string, holder: object) =>
  writeFileSync(
    path,
    JSON.stringify({
      pid: 1,
      host: hostname(),
      command: 'run',
      since: '2026-01-01T00:00:00.000Z',
      ...holder,
    }),
  )

const problemOf = (work: () => unknown): Problem => {
  try {
    work()
  } catch (fault) {
    if (fault instanceof Problem) return fault
    throw fault
  }
  throw new Error('No problem arose.')
}

/** A process of this machine that has ended. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid

test('the lock says who holds it, and is gone once it is let go', () => {
  const path = lockPath()
  const release = takeLock(path, 'run')

  expect(lockHolder(path)).toMatchObject({ pid: process.pid, host: hostname(), command: 'run' })
  release()
  expect(existsSync(path)).toBe(false)
  expect(lockHolder(path)).toBeNull()
})

test('a holder that lives is named, with where and what to do next', () => {
  const path = lockPath()
  const other = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => void other.kill())
  heldBy(path, { pid: other.pid, command: 'demo' })
  const before = readFileSync(path, 'utf8')
  const problem = problemOf(() => takeLock(path, 'run'))

  expect(problem.message).toContain('`recoup demo`')
  expect(problem.message).toContain(`process ${other.pid} on ${hostname()}`)
  expect(problem.message).toContain('2026-01-01T00:00:00.000Z')
  expect(problem.where).toBe(path)
  expect(problem.next).not.toBe('')
  expect(describeProblem(problem).split('\n')).toHaveLength(3)
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('nobody takes it twice, not even the process that holds it', () => {
  const path = lockPath()
  const release = takeLock(path, 'run')
  expect(problemOf(() => takeLock(path, 'build')).message).toContain(`process ${process.pid}`)
  release()
})

test('a dead holder’s lock is taken over', () => {
  const path = lockPath()
  heldBy(path, { pid: deadPid() })

  expect(lockHolder(path)).toBeNull()
  const release = takeLock(path, 'build')
  expect(lockHolder(path)).toMatchObject({ pid: process.pid, command: 'build' })
  release()
})

test('a lock that an earlier process left under this one’s number is a dead holder’s', () => {
  const path = lockPath()
  heldBy(path, { pid: process.pid })

  expect(lockHolder(path)).toBeNull()
  takeLock(path, 'run')()
  expect(existsSync(path)).toBe(false)
})

test('a lock file cut short by a crash holds nobody up', () => {
  const path = lockPath()
  writeFileSync(path, '{"pid": 4')
  takeLock(path, 'run')()
  expect(existsSync(path)).toBe(false)
})

test('a holder on another machine cannot be asked, so it counts as living', () => {
  const path = lockPath()
  heldBy(path, { host: 'another-machine', pid: deadPid() })
  expect(problemOf(() => takeLock(path, 'run')).message).toContain('on another-machine')
})

test('letting go leaves a lock that somebody else holds by now', () => {
  const path = lockPath()
  const release = takeLock(path, 'run')
  heldBy(path, { host: 'another-machine' })
  release()
  expect(existsSync(path)).toBe(true)
})

test('what a process left that was killed while it took the lock is cleared away', () => {
  const path = lockPath()
  heldBy(path, { pid: deadPid() })
  writeFileSync(`${path}.4711`, '{"pid": 47')
  const release = takeLock(path, 'run')
  expect(readdirSync(dirname(path))).toEqual(['recoup.lock'])
  release()
  expect(readdirSync(dirname(path))).toEqual([])
})

const racer = fileURLToPath(new URL('./racer.ts', import.meta.url))

test.each(['a dead holder’s', 'no one’s', 'a cut short'])(
  'of many processes that reach for %s lock at once, one gets it',
  async (whose) => {
    const [racers, locks] = [6, 60]
    const folder = dirname(lockPath())
    const dead = deadPid()
    for (let lock = 0; lock < locks; lock++) {
      const path = join(folder, `${lock}`, 'recoup.lock')
      mkdirSync(dirname(path))
      if (whose === 'a dead holder’s') heldBy(path, { pid: dead })
      if (whose === 'a cut short') writeFileSync(path, '{"pid": 4')
    }
    const begins = Date.now() + 3000
    const racing = Array.from({ length: racers }, () => {
      const args = ['--import', 'tsx', racer, folder, `${locks}`, `${begins}`]
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
      onTestFinished(() => void child.kill())
      return child
    })
    const taken = await Promise.all(
      racing.map(
        ({ stdout }) =>
          new Promise<number[]>((resolve, reject) => {
            stdout.once('data', (text) => resolve(JSON.parse(String(text))))
            stdout.once('end', () => reject(new Error('A racer ended before it said what it took.')))
          }),
      ),
    )
    expect(taken.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: locks }, (_, lock) => lock))
    for (const { stdin } of racing) stdin.end()
  },
)
