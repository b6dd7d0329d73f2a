import type { Settings } from '../models/settings.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { buildStep } from './build/step.ts'
import type { Lineage } from './lineage.ts'
import type { Catalog } from './runner/catalog.ts'
import { State, type Step, steps } from './runner/plan.ts'

/** `build` makes the tables that rest on no score, `score` makes the others. */
export type Stage = 'build' | 'score'

export type BuildOptions = {
  readonly catalog: Catalog
  readonly settings: Settings
  readonly runId: string
  readonly asOf: string
  readonly stage: Stage
  readonly lineage: Lineage
  readonly onProgress?: (done: number, total: number, table: string) => void
}

export type BuildReport = {
  readonly built: readonly string[]
  readonly skipped: number
  /** Failed checks that warn. */
  readonly warnings: readonly {
    readonly table: string
    readonly sentence: string
    readonly offending: number
  }[]
}

/** Brings the stage's tables up to date, one transaction each. A table whose inputs did not change is left. */
export async function build(warehouse: Warehouse, options: BuildOptions): Promise<BuildReport> {
  const state = await State.read(warehouse, options.catalog, options.asOf)
  const everyStep = steps(options.catalog, options.settings)
  const all = stepsOf(options.stage, everyStep)
  const built: string[] = []
  const warnings: BuildReport['warnings'][number][] = []
  for (const [index, step] of all.entries()) {
    options.onProgress?.(index, all.length, step.model.name)
    const due = state.due(step)
    if (!due.due) continue
    const result = await options.lineage.during(step, async () =>
      buildStep(warehouse, step, {
        runId: options.runId,
        settings: options.settings,
        why: due.why,
        whole: due.whole,
        changes: due.changes,
        inputs: state.inputs(step),
        takenIn: state.takenIn(step.model.name, everyStep),
      }),
    )
    state.built(step, result)
    built.push(step.model.name)
    warnings.push(...result.warnings)
  }
  options.onProgress?.(all.length, all.length, 'done')
  return { built, skipped: all.length - built.length, warnings }
}

/** A table belongs to `score` where it is a signal or a score, or rests on one. */
export function stepsOf(stage: Stage, all: readonly Step[]): Step[] {
  const scored = new Set<string>()
  for (const { model, reads } of all) {
    const isScore = /^(signals|scores)\./.test(model.name)
    if (isScore || reads.some((parent) => scored.has(parent))) scored.add(model.name)
  }
  return all.filter(({ model }) => scored.has(model.name) === (stage === 'score'))
}
