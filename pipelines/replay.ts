import { claimFacts } from '../models/facts/claim_facts.ts'
import { returnFacts } from '../models/facts/return_facts.ts'
import { rulesetHash } from '../models/scores/case_scores.ts'
import type { Settings } from '../models/settings.ts'
import type { Table } from '../warehouse/tables.ts'
import { type CaseType, namedCase } from './explain/named_case.ts'
import { queueAsOf } from './queue.ts'
import { compare, type Difference } from './replay/compare.ts'
import { rebuild, stepsUpTo } from './replay/rebuild.ts'
import { rowsOfCase } from './replay/rows.ts'
import { readCatalog } from './runner/catalog.ts'
import { demandDeclared } from './runner/lacking.ts'
import type { Places } from './runner/places.ts'
import { State, steps } from './runner/plan.ts'
import type { Progress } from './runner/progress.ts'
import { demandKeysInUse } from './runner/pseudonym_keys.ts'
import { inWarehouse, reading } from './runner/reading.ts'

export type ReplayReport = {
  readonly case_type: CaseType
  readonly case_id: string
  /** Whether every stage came out as it is stored, byte for byte. */
  readonly identical: boolean
  /** The digest of signals, weights and settings as this code and these settings make it. */
  readonly ruleset_hash: string
  readonly stages: readonly ReplayedStage[]
  /** Tables that a run would build anew, as reasons for facts that differ. */
  readonly not_built: readonly { readonly table: string; readonly why: string }[]
}

export type ReplayedStage = {
  readonly stage: string
  readonly scored_as_of: string
  /** The ruleset that the stored score was made by. An older one cannot be replayed: its code is gone. */
  readonly ruleset_hash: string
  readonly facts_hash: string
  readonly score: number
  readonly outcome: 'identical' | 'differs' | 'other ruleset'
  readonly differences: readonly Difference[]
}

/**
 * Makes a case's facts and score at each stage anew from the stored raw records, cut to what counted at the
 * moment, and compares them with what is stored. Writes nothing.
 */
export async function replay(
  places: Places,
  settings: Settings,
  { caseId, type, progress }: { caseId: string; type?: CaseType | undefined; progress: Progress },
): Promise<ReplayReport> {
  const catalog = await readCatalog(settings)
  const all = stepsUpTo('scores.case_scores', steps(catalog, settings))
  const declared = [...catalog.feeds, ...catalog.logged].map(({ raw }): Table => raw)
  const { named, stored, notBuilt, keys } = await reading(places, async (warehouse) => {
    await demandDeclared(warehouse, [...declared, ...all.map(({ model }) => model)], inWarehouse(places))
    const state = await State.read(warehouse, catalog, await queueAsOf(warehouse, 'warehouse'))
    const { case_type } = await namedCase(warehouse, caseId, type)
    const found = { case_type, case_id: caseId }
    return {
      named: found,
      keys: await demandKeysInUse(warehouse, places),
      stored: await rowsOfCase(warehouse, found, factsOf[case_type]),
      notBuilt: all.flatMap((step) => {
        const due = state.due(step)
        return due.due ? [{ table: step.model.name, why: due.why }] : []
      }),
    }
  })
  const ruleset = rulesetHash(settings)
  const stages: ReplayedStage[] = []
  for (const one of stored) {
    const told = {
      stage: one.stage,
      scored_as_of: one.moment,
      ruleset_hash: String(one.score.ruleset_hash),
      facts_hash: String(one.score.facts_hash),
      score: Number(one.score.score),
    }
    if (told.ruleset_hash !== ruleset) {
      stages.push({ ...told, outcome: 'other ruleset', differences: [] })
      continue
    }
    const replayed = await progress.stage(one.stage, (onProgress) =>
      rebuild(named, factsOf[named.case_type], one, {
        catalog,
        settings,
        from: places.warehouse,
        keys,
        steps: all,
        onProgress,
      }),
    )
    const differences = compare(one, replayed)
    stages.push({ ...told, outcome: differences.length === 0 ? 'identical' : 'differs', differences })
  }
  return {
    ...named,
    identical: stages.every(({ outcome }) => outcome === 'identical'),
    ruleset_hash: ruleset,
    stages,
    not_built: notBuilt,
  }
}

const factsOf = { claim: claimFacts, return: returnFacts } as const
