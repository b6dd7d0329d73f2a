import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { drawPoints, writePoint } from '../faults/points.ts'
import { type Outcome, Trials } from '../faults/trial.ts'

const told = ({ point, differs }: Outcome) => `${writePoint(point)}: ${differs.join('; ')}`

/** `npm run faults` tries many more points. */
test('a run killed at any moment and run again gives what an uninterrupted run gives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup killed '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const trials = await Trials.prepare(folder, 80, 12)
  const outcomes = await trials.tryAll(drawPoints(12, 4, trials.traces), () => undefined)
  expect(outcomes.filter(({ differs }) => differs.length > 0).map(told)).toEqual([])
  expect(outcomes.filter(({ killed }) => killed > 0).length).toBeGreaterThan(2)
}, 480_000)
