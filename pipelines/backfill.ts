import { duckDb } from '../warehouse/duckdb/dialect.ts'
import { literal, quoted } from '../warehouse/engine.ts'
import { buildStep } from './build/step.ts'
import type { BuildReport } from './build.ts'
import { buildStage } from './run.ts'
import { resolveAsOf } from './runner/as_of.ts'
import type { Desk } from './runner/desk.ts'
import { State, type Step, steps } from './runner/plan.ts'
import { Problem } from './runner/problems.ts'
import type { Progress } from './runner/progress.ts'
import { unknownTable } from './runner/unknown_table.ts'

export type Backfill = {
  readonly table: string
  /** First and last day, ISO 8601, by the table's first day or instant; all rows where both are left out. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Who asked for it and for what reason: the ledger keeps it. */
  readonly why: string
}

export type BackfillReport = {
  readonly table: string
  /** The column that `from` and `to` were held against; none where all rows were computed. */
  readonly by: string | null
  readonly came: number
  readonly went: number
  /** The tables that were brought up to date after it. */
  readonly built: readonly string[]
}

/**
 * Computes rows of a table again though nothing changed beneath them, writes those that come out otherwise,
 * and brings what rests on the table up to date. All tables are brought up to date before, so that nothing
 * new is taken for a difference.
 */
export async function backfill(
  desk: Desk,
  { table, from, to, why }: Backfill,
  options: { asOf?: string | undefined; progress: Progress },
): Promise<BackfillReport> {
  const { warehouse, catalog, settings, runId } = desk
  const all = steps(catalog, settings)
  const step = stepNamed(table, all)
  const window = windowOf(step, from, to)
  await bringUpToDate(desk, options)
  const asOf = await resolveAsOf(warehouse, options.asOf)
  const state = await State.read(warehouse, catalog, asOf)
  const { differences } = await options.progress.stage('backfill', () =>
    desk.lineage.during(step, async () =>
      buildStep(warehouse, step, {
        runId,
        settings,
        why: `backfill: ${why}`,
        whole: false,
        again: { keys: window?.keys },
        inputs: state.inputs(step),
        takenIn: state.takenIn(table, all),
      }),
    ),
  )
  const after = await bringUpToDate(desk, options)
  return {
    table,
    by: window?.column ?? null,
    came: differences?.came ?? 0,
    went: differences?.went ?? 0,
    built: after.flatMap(({ built }) => built),
  }
}

const bringUpToDate = async (
  desk: Desk,
  options: { asOf?: string | undefined; progress: Progress },
): Promise<BuildReport[]> => [
  await buildStage(desk, 'build', options),
  await buildStage(desk, 'score', options),
]

function stepNamed(table: string, all: readonly Step[]): Step {
  const step = all.find(({ model }) => model.name === table)
  if (step) return step
  const known = all.map(({ model }) => model.name)
  throw unknownTable(table, known, 'recoup backfill')
}

/** The keys of the rows whose day lies in the window, as a query; nothing where all rows are asked for. */
function windowOf(
  { model }: Step,
  from: string | undefined,
  to: string | undefined,
): { column: string; keys: string } | undefined {
  if (from === undefined && to === undefined) return undefined
  const column = dayColumn(model.columns)
  if (!column || model.load.key.length === 0) {
    throw new Problem(`The rows of ${model.name} can only be computed all at once.`, {
      where: '--from and --to',
      next: 'leave both away.',
    })
  }
  const day = `cast(${quoted(column)} as ${duckDb.typeOf.day})`
  const bounds = [
    ...(from === undefined ? [] : [`${day} >= ${asDay(from, '--from')}`]),
    ...(to === undefined ? [] : [`${day} <= ${asDay(to, '--to')}`]),
  ]
  const keys = model.load.key.map(quoted).join(', ')
  return { column, keys: `select ${keys} from ${quoted(model.name)} where ${bounds.join(' and ')}` }
}

/** The table's first day or instant, before others one that no row lacks. */
const dayColumn = (columns: Step['model']['columns']): string | undefined => {
  const ofKind = (kind: 'day' | 'instant', isRequired: boolean) =>
    Object.entries(columns).find(
      ([, { facts }]) => facts.kind === kind && (facts.required ?? false) === isRequired,
    )?.[0]
  return ofKind('day', true) ?? ofKind('instant', true) ?? ofKind('day', false) ?? ofKind('instant', false)
}

function asDay(given: string, flag: string): string {
  const read = new Date(`${given}T00:00:00Z`)
  // JavaScript reads February 30 as a day of March.
  if (!Number.isNaN(read.getTime()) && read.toISOString().startsWith(given))
    return `cast(${literal(given)} as ${duckDb.typeOf.day})`
  throw new Problem(`\`${given}\` is no day.`, {
    where: flag,
    next: 'give it as ISO 8601, such as 2026-06-30.',
  })
}
