import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { drawPoints, writePoint } from '../faults/points.ts'
import { Trials } from '../faults/trial.ts'

/** `npm run faults` tries many more points. */
test('a run killed at any moment and run again gives what an uninterrupted run gives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup killed '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const trials = await Trials.prepare(folder, 80, 12)
  let killed = 0
  for (const point of drawPoints(12, 6, trials.traces)) {
    const outcome = await trials.try(point)
    expect(outcome.differs, writePoint(point)).toEqual([])
    killed += outcome.killed
  }
  expect(killed).toBeGreaterThan(3)
}, 480_000)
