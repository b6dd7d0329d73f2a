import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
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
