import type { Model } from '../../models/model.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { CaseType } from '../explain/named_case.ts'

export type Row = Readonly<Record<string, unknown>>

/** All that the warehouse holds of a case at one stage: its facts, its score, and what each signal said. */
export type CaseRows = {
  readonly stage: string
  /** The moment of the stage, as the engine writes it. */
  readonly moment: string
  readonly facts: Row
  readonly score: Row
  readonly signals: ReadonlyMap<string, Row>
}

type Named = { readonly case_type: CaseType; readonly case_id: string }

/** The stages that a case was scored at, in their order; only the one where one is named. */
export async function rowsOfCase(
  warehouse: Warehouse,
  { case_type, case_id }: Named,
  facts: Model,
  stage?: string,
): Promise<CaseRows[]> {
  const scores = await warehouse.rows<Row & { stage: string; moment: string }>(
    `select * exclude (scored_as_of), strftime(scored_as_of, '%Y-%m-%d %H:%M:%S.%f') as moment
     from scores.case_scores where case_type = $1 and case_id = $2 and ($3 is null or stage = $3)
     order by scored_as_of, stage`,
    [case_type, case_id, stage ?? null],
  )
  return Promise.all(
    scores.map(async ({ stage, moment, ...score }) => ({
      stage,
      moment,
      score,
      facts:
        (
          await warehouse.rows(`from ${quoted(facts.name)} where case_id = $1 and stage = $2`, [
            case_id,
            stage,
          ])
        )[0] ?? {},
      signals: new Map(
        (
          await warehouse.rows<Row & { signal: string }>(
            'from scores.case_signals where case_type = $1 and case_id = $2 and stage = $3 order by signal',
            [case_type, case_id, stage],
          )
        ).map((row) => [row.signal, row]),
      ),
    })),
  )
}
