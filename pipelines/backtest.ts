import { rulesetHash } from '../models/scores/case_scores.ts'
import type { Settings } from '../models/settings.ts'
import { type Judged, judged } from './backtest/judged.ts'
import {
  besideItself,
  type Moved,
  type MovedCase,
  movedCases,
  movesOf,
  type PopulationMoves,
} from './backtest/moves.ts'
import { storedAndRescored } from './backtest/rescored.ts'
import { type SignalChange, signalChanges, signalsSaid } from './backtest/signal_changes.ts'
import { reviewedAtCapacity } from './evaluate/capacity.ts'
import { type Population, populations, scoredCases } from './evaluate/cases.ts'
import { labelsFromDecisions, labelsFromTruth } from './evaluate/labels.ts'
import type { EvaluationOptions } from './evaluate.ts'
import { queueAsOf } from './queue.ts'
import { readCatalog } from './runner/catalog.ts'
import type { Places } from './runner/places.ts'
import { State, steps } from './runner/plan.ts'
import { reading } from './runner/reading.ts'

export type Backtest = {
  readonly basis: 'decisions' | 'truth'
  readonly from: string | null
  readonly to: string | null
  /** Digests of the rulesets that the stored scores were made by, and of the one that they were scored anew with. */
  readonly rulesets: { readonly stored: readonly string[]; readonly rescored: string }
  readonly populations: readonly (PopulationMoves & { readonly judged: Judged | null })[]
  readonly signals: readonly SignalChange[]
  readonly moved: readonly MovedCase[]
  /** Tables of facts that a run would build anew: these cases are scored on what is stored of them. */
  readonly staleFacts: readonly string[]
}

/**
 * Scores past cases with the signals and settings as they are now, and says what would have moved against the stored
 * scores: in and out of the queue at its present capacity, and by outcomes, where known. Nothing is written.
 */
export async function backtest(
  places: Places,
  settings: Settings,
  { truth, from, to }: EvaluationOptions,
): Promise<Backtest> {
  const catalog = await readCatalog(settings)
  const all = steps(catalog, settings)
  const { asOf, staleFacts } = await reading(places, async (warehouse) => {
    const asOf = await queueAsOf(warehouse, 'warehouse')
    const state = await State.read(warehouse, catalog, asOf)
    const stale = all.filter((step) => step.model.name.startsWith('facts.') && state.due(step).due)
    return { asOf, staleFacts: stale.map(({ model }) => model.name) }
  })
  const period = { from: from ?? null, to: to ?? null }
  const { stored, rescored } = await storedAndRescored(
    places,
    settings,
    { steps: all, asOf },
    async (warehouse, scores) => {
      if (scores === 'stored')
        await (truth ? labelsFromTruth(warehouse, truth) : labelsFromDecisions(warehouse))
      const cases = await scoredCases(warehouse, period)
      const rulesets = await warehouse.rows<{ ruleset_hash: string }>(
        'select distinct ruleset_hash from scores.case_scores order by all',
      )
      return {
        cases,
        shown: reviewedAtCapacity(cases, settings.queueCapacity),
        said: await signalsSaid(warehouse, period),
        rulesets: rulesets.map(({ ruleset_hash }) => ruleset_hash),
      }
    },
  )
  const moved = besideItself(stored.cases, rescored.cases, { stored: stored.shown, rescored: rescored.shown })
  return {
    basis: truth ? 'truth' : 'decisions',
    ...period,
    rulesets: { stored: stored.rulesets, rescored: rulesetHash(settings) },
    populations: (Object.keys(populations) as Population[]).flatMap((population) =>
      movesWithin(population, moved, settings),
    ),
    signals: signalChanges(stored.said, rescored.said),
    moved: movedCases(moved),
    staleFacts,
  }
}

function movesWithin(population: Population, moved: readonly Moved[], { fairnessMargin }: Settings) {
  const of = moved.filter(({ stored }) => stored.population === population)
  return of.length === 0 ? [] : [{ ...movesOf(population, of), judged: judged(of, fairnessMargin) }]
}
