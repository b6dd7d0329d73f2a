import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal, quoted } from '../../warehouse/engine.ts'
import type { BuildEnd } from '../runner/ledger.ts'
import type { Changes, Step } from '../runner/plan.ts'
import { Problem } from '../runner/problems.ts'
import { type Checked, runChecks } from './checks.ts'
import { Scratch } from './scratch.ts'
import { write } from './write.ts'

export type StepOptions = {
  readonly runId: string
  readonly settings: Settings
  readonly why: string
  /** Make the table anew, as its first build or a new definition asks for. */
  readonly whole: boolean
  /** Where it is known what changed beneath a table that stands; else all of its rows are computed again. */
  readonly changes?: Changes | undefined
  /** Compute rows again though nothing changed beneath them: those of the keys that a query gives, else all. */
  readonly again?: { readonly keys: string | undefined } | undefined
  readonly inputs: string
  /** The newest build of the table that every table which follows it has taken in. */
  readonly takenIn?: number
}

export type StepResult = BuildEnd & {
  /** Rows that came and that went, a changed row in both; unknown where all rows were simply replaced. */
  readonly differences: { readonly came: number; readonly went: number } | undefined
  readonly warnings: readonly {
    readonly table: string
    readonly sentence: string
    readonly offending: number
  }[]
}

/**
 * Builds one table in one transaction: write, check, ledger row. A check that stops, a query of another
 * type than declared, or any fault of the engine leaves the table as it was.
 */
export async function buildStep(warehouse: Warehouse, step: Step, options: StepOptions): Promise<StepResult> {
  const startedAt = new Date()
  const table = step.model.name
  return warehouse.transaction(async () => {
    const scratch = new Scratch(warehouse)
    const buildNumber = await warehouse.count(`select nextval('ledger.build_numbers')`)
    const written = await write(warehouse, scratch, step, { ...options, buildNumber })
    const checked = await runChecks(warehouse, step.model, written.newRows)
    await scratch.remove()
    const offences = checked.filter(({ offending }) => offending > 0)
    const stopping = offences.filter(({ severity }) => severity === 'stop')
    if (stopping.length > 0) throw refusal(table, stopping)

    await warehouse.run(
      `insert into ledger.builds select $1, $2, $3, $4, $5, $6, (select count(*) from ${quoted(table)}),
         cast($7 as timestamp), cast($8 as timestamp), $9, $10`,
      [
        BigInt(buildNumber),
        options.runId,
        table,
        step.fingerprint,
        options.inputs,
        options.why,
        startedAt.toISOString().replace('Z', ''),
        new Date().toISOString().replace('Z', ''),
        written.hasChanged,
        written.isAfresh,
      ],
    )
    await recordChecks(warehouse, buildNumber, table, checked)
    return {
      buildNumber,
      hasChanged: written.hasChanged,
      isAfresh: written.isAfresh,
      differences: written.differences,
      warnings: offences.map(({ sentence, offending }) => ({ table, sentence, offending })),
    }
  })
}

async function recordChecks(
  warehouse: Warehouse,
  buildNumber: number,
  table: string,
  checked: readonly Checked[],
): Promise<void> {
  const rows = checked.map(
    ({ sentence, severity, offending }) =>
      `(${[buildNumber, literal(table), literal(sentence), literal(severity), offending].join(', ')})`,
  )
  await warehouse.run(`insert into ledger.checks values ${rows.join(', ')}`)
}

function refusal(table: string, offences: readonly Checked[]): Problem {
  const failed = offences.map(
    ({ sentence, offending, examples }) =>
      `«${sentence}» does not hold for ${offending} rows${examples ? ` (such as ${examples})` : ''}`,
  )
  return new Problem(`${table} was left as it was: ${failed.join('; ')}.`, {
    where: `the checks of ${table}`,
    next:
      offences.find(({ next }) => next)?.next ??
      'mend those records at their source, load them again, and run once more.',
  })
}

/** Makes one table anew, outside of any run: for a look at what it would be. */
export const buildAnew = (
  warehouse: Warehouse,
  step: Step,
  settings: Settings,
  why: string,
): Promise<StepResult> => buildStep(warehouse, step, { runId: why, settings, why, whole: true, inputs: '' })
