import type { Severity } from '../../models/checks.ts'
import type { Model } from '../../models/model.ts'
import type { ColumnFacts } from '../../warehouse/columns.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { compile, quoted } from '../../warehouse/engine.ts'

/** A check, and how many rows do not meet it. */
export type Checked = {
  readonly sentence: string
  readonly severity: Severity
  readonly offending: number
  /** Some of the rows, named without personal data. */
  readonly examples: string
  /** What the check itself says can be done. */
  readonly next?: string | undefined
}

/**
 * All checks of a table, with the rows that do not meet them: those its columns imply and its grain, which
 * rows that stood before have met, and its own.
 * @param newRows the rows that came, as a relation; all of the table where left out
 */
export async function runChecks(warehouse: Warehouse, model: Model, newRows?: string): Promise<Checked[]> {
  const counted = await countTogether(warehouse, model, newRows)
  const own: Checked[] = []
  for (const check of model.checks) {
    const [found] = await warehouse.rows<{ offending: string; examples: string | null }>(
      `with found as (${compile(check.offending(model), duckDb)})
       select count(*) as offending,
         (select string_agg(example, ', ') from (select distinct example from found order by 1 limit 3)) as examples
       from found`,
    )
    own.push({
      sentence: check.sentence,
      severity: check.severity,
      offending: Number(found?.offending),
      examples: found?.examples ?? '',
      next: check.next,
    })
  }
  return [...counted, ...own]
}

type Implied = { readonly sentence: string; readonly holdsNot: string }

const impliedChecks = (model: Model): Implied[] =>
  Object.entries(model.columns).flatMap(([name, { facts }]) => impliedBy(name, facts))

function impliedBy(name: string, facts: ColumnFacts): Implied[] {
  const column = quoted(name)
  const implied: Implied[] = []
  if (facts.required) implied.push({ sentence: `${name} is never missing`, holdsNot: `${column} is null` })
  if (facts.choices) {
    const words = facts.choices.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')
    implied.push({
      sentence: `${name} is one of ${facts.choices.join(', ')}`,
      holdsNot: `${column} not in (${words})`,
    })
  }
  if (facts.atLeast !== undefined) {
    implied.push({
      sentence: `${name} is at least ${facts.atLeast}`,
      holdsNot: `${column} < ${facts.atLeast}`,
    })
  }
  if (facts.atMost !== undefined) {
    implied.push({ sentence: `${name} is at most ${facts.atMost}`, holdsNot: `${column} > ${facts.atMost}` })
  }
  if (facts.kind === 'number') {
    implied.push({ sentence: `${name} is a finite number`, holdsNot: `not isfinite(${column})` })
  }
  return implied
}

/** The checks that columns imply, all in one scan, and that of the grain. */
async function countTogether(
  warehouse: Warehouse,
  model: Model,
  newRows: string | undefined,
): Promise<Checked[]> {
  const implied = impliedChecks(model)
  const counts = implied.map(({ holdsNot }, index) => `count(case when ${holdsNot} then 1 end) as c${index}`)
  const [row] = await warehouse.rows<Record<string, string>>(
    `select counted.*, ${newRows === undefined ? repeatedGrain(model) : repeatedBeside(model, newRows)} as repeated
     from (select ${['count(*) as came', ...counts].join(', ')} from ${newRows ?? quoted(model.name)}) as counted`,
  )
  return [
    ...implied.map(({ sentence }, index) => ({ sentence, offending: row?.[`c${index}`] })),
    { sentence: `no two rows share ${model.grain.join(', ')}`, offending: row?.repeated },
  ].map(({ sentence, offending }) => ({
    sentence,
    severity: 'stop',
    offending: Number(offending),
    examples: '',
  }))
}

/** How many rows of all repeat the grain of another. */
const repeatedGrain = ({ name, grain }: Model): string =>
  `came - (select count(*) from (select distinct ${grain.map(quoted).join(', ')} from ${quoted(name)}))`

/** How many rows repeat the grain of another, among those whose grain is that of a new row. */
function repeatedBeside({ name, grain }: Model, newRows: string): string {
  const columns = grain.map((column) => `held.${quoted(column)}`).join(', ')
  const same = grain.map((column) => `came.${quoted(column)} is not distinct from held.${quoted(column)}`)
  const held = `select ${columns} from ${quoted(name)} as held semi join ${newRows} as came on ${same.join(' and ')}`
  return `(with held as (${held}) select count(*) - (select count(*) from (select distinct * from held)) from held)`
}
