import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { drawing } from '../../../pipelines/evaluate/intervals.ts'
import { labelsFromDecisions } from '../../../pipelines/evaluate/labels.ts'
import { decidedCases } from '../../../pipelines/propose/cases.ts'
import { saidOfProposal } from '../../../pipelines/propose/said.ts'
import { propose, type TypeProposal } from '../../../pipelines/propose.ts'
import { type DecidedClaim, decidedShop, prior } from './decided_shop.ts'

async function proposed(claims: readonly DecidedClaim[], period = {}) {
  const warehouse = await decidedShop(claims)
  onTestFinished(() => warehouse.close())
  return propose(warehouse, defaultSettings, period)
}

async function ofClaims(claims: readonly DecidedClaim[], period = {}): Promise<TypeProposal> {
  const [type] = (await proposed(claims, period)).types
  return type as TypeProposal
}

/** What truly is in what signals say, in bits for a bit: the first is right, the second says nothing, and so on. */
const truly: Readonly<Record<string, number>> = {
  history: 1,
  delivered_scan: 0,
  lane_loss: -1,
  household_claims: 1,
  burst: 1,
}
const bitsOf: Readonly<Record<string, number>> = {
  history: 2,
  delivered_scan: 2,
  lane_loss: -2,
  household_claims: 2,
  burst: 1,
}

/** Claims that are abuse as often as their signals truly say. The last signal fires on few. */
function drawnClaims(count: number): DecidedClaim[] {
  const draw = drawing(1_000_000, 11)
  const chance = (share: number) => draw() < share * 1_000_000
  return Array.from({ length: count }, (_, n) => {
    const fired = Object.keys(bitsOf).filter((signal) => chance(signal === 'burst' ? 10 / count : 0.4))
    const logOdds = fired.reduce(
      (sum, signal) => sum + (truly[signal] as number) * (bitsOf[signal] as number),
      prior,
    )
    return {
      id: `C${n}`,
      day: Math.floor((n * 280) / count),
      finding: chance(1 / (1 + 2 ** -logOdds)) ? 'abuse' : 'legitimate',
      bits: Object.fromEntries(fired.map((signal) => [signal, bitsOf[signal] as number])),
    }
  })
}

test('weights are proposed by what labels say of them, and are better on cases that the fit has not seen', async () => {
  const { weights, judged, refused, prior: start } = await ofClaims(drawnClaims(2000))
  expect(refused).toBeNull()
  const of = (signal: string) => weights.find((one) => one.signal === signal)
  const factor = (signal: string) =>
    of(signal)?.factor ?? { value: Number.NaN, low: Number.NaN, high: Number.NaN }

  expect(factor('history').low).toBeLessThan(1)
  expect(factor('history').high).toBeGreaterThan(1)
  expect(factor('delivered_scan').high).toBeLessThan(0.5)
  // What labels say against is dropped, and never turned round.
  expect(factor('lane_loss')).toEqual({ value: 0, low: 0, high: 0 })
  // On trial it counted nothing; labels bring it to its weight.
  expect(of('household_claims')).toMatchObject({ state: 'trial', presentBits: 0 })
  expect(factor('household_claims').low).toBeGreaterThan(0.6)
  expect(of('burst')).toMatchObject({ factor: null, presentBits: 1, proposedBits: 1 })
  // lane_loss fell to nothing, where it truly speaks the other way for two cases of five: the prior makes up for that.
  expect(start?.proposed.value).toBeGreaterThan(start?.present ?? 1)

  const [nonReceipt] = judged
  expect(nonReceipt?.population).toBe('not_received')
  expect(nonReceipt?.logLoss.difference?.high).toBeLessThan(0)
  expect(nonReceipt?.brier.difference?.high).toBeLessThan(0)
  expect(nonReceipt?.averagePrecision.difference?.low).toBeGreaterThan(0)
  for (const { file } of weights) expect(existsSync(file), file).toBe(true)
})

test('the same labels give the same proposal, and its tables fit a terminal', async () => {
  const claims = drawnClaims(400)
  const first = await proposed(claims)
  expect(await proposed(claims)).toEqual(first)
  for (const line of saidOfProposal(first)) expect(line.length, line).toBeLessThanOrEqual(110)
})

test('learns from earlier cases what was known before the later ones came, and from nothing in between', async () => {
  const claims = drawnClaims(400)
  const { splitOn, earlier, later, between } = await ofClaims(claims)
  const onDay = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
  expect(later.labels).toBe(claims.filter(({ day }) => onDay(day) >= splitOn).length)
  expect(earlier.labels).toBe(claims.filter(({ day }) => onDay(day + 2) < splitOn).length)
  expect(between).toBeGreaterThan(0)
  expect(earlier.labels + between + later.labels).toBe(claims.length)
})

test('a label is what a person settled last, and long enough ago', async () => {
  const count = async (claims: readonly DecidedClaim[]) => {
    const warehouse = await decidedShop(claims)
    onTestFinished(() => warehouse.close())
    await labelsFromDecisions(warehouse)
    const cases = await decidedCases(warehouse, { from: null, to: null, maturedBy: '2026-10-14 12:00:00' })
    return cases.map(({ isAbuse }) => isAbuse)
  }
  const one = { id: 'one more', day: 200, finding: 'abuse' }

  expect(await count([one])).toEqual([true])
  expect(await count([{ ...one, finding: 'carrier_fault' }])).toEqual([false])
  expect(await count([{ ...one, finding: 'unresolved' }])).toEqual([])
  expect(await count([{ ...one, action: 'ask_proof' }])).toEqual([])
  expect(await count([{ ...one, isByPerson: false }])).toEqual([])
  expect(await count([{ ...one, decided: 286 }])).toEqual([true])
  expect(await count([{ ...one, decided: 287 }])).toEqual([])
  // An appeal overturned it; what a system says after a person says nothing.
  const after = { ...one, decided: 220, finding: 'legitimate' }
  expect(await count([one, after])).toEqual([false])
  expect(await count([one, { ...after, isByPerson: false }])).toEqual([true])
  // A decision that was made before the case had been scored says nothing of a score.
  expect(await count([{ ...one, decided: 199 }])).toEqual([])
})

test('too few labels of either kind are refused with their counts, and no labels with what to do', async () => {
  const few = drawnClaims(400).map((one) => ({ ...one, finding: 'legitimate' }))
  const { refused, weights, judged } = await ofClaims(few)
  expect(refused).toMatch(
    /^of the \d+ labels to learn from, 0 are abuse and \d+ are not; it takes 30 of either$/,
  )
  expect([weights, judged]).toEqual([[], []])
  const { types } = await proposed(few)
  expect(types[1]).toMatchObject({ caseType: 'return', earlier: { labels: 0, abusive: 0 } })
  await expect(proposed(few, { from: '2027-01-01' })).rejects.toThrow(/No case of this period was settled/)
})

test('only cases of the days asked for are learnt from', async () => {
  const claims = drawnClaims(400)
  const { earlier, later, between } = await ofClaims(claims, { from: '2026-02-01', to: '2026-05-31' })
  expect(earlier.labels + later.labels + between).toBe(
    claims.filter(({ day }) => day >= 31 && day < 151).length,
  )
})
