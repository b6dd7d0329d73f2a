import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Places, placesOf } from '../../../pipelines/runner/places.ts'
import { startRun } from '../../../pipelines/schedule/run_process.ts'

function places(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup run '))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const shop = placesOf({ data }, {})
  mkdirSync(shop.inbox)
  return shop
}

const load = { name: 'noon', runs: 'load' } as const

test('a run that succeeds, and one whose fault may pass: what it printed is in the log of its pipeline', async () => {
  const shop = places()
  expect(await startRun(shop, load).ended).toBeNull()
  rmSync(shop.inbox, { recursive: true })
  expect(await startRun(shop, load).ended).toEqual({ message: 'The inbox does not exist.', mayPass: true })
  expect(readFileSync(join(shop.logs, 'noon.log'), 'utf8')).toMatch(
    /^The inbox does not exist\.\n {2}where: /,
  )
})

test('one whose fault stays', async () => {
  const shop = places()
  writeFileSync(shop.warehouse, 'no warehouse')
  const fault = { message: 'The file is damaged, or is no DuckDB file.', mayPass: false }
  expect(await startRun(shop, load).ended).toEqual(fault)
})

test('one that is killed', async () => {
  const work = startRun(places(), load)
  process.kill(work.process as number, 'SIGKILL')
  expect(await work.ended).toEqual({ message: 'It was killed (SIGKILL).', mayPass: true })
})

test('one that cannot be started', async () => {
  const shop = places()
  writeFileSync(shop.logs, 'a file')
  const fault = { message: 'There is a file where a folder should be.', mayPass: false }
  expect(await startRun(shop, load).ended).toEqual(fault)
})
