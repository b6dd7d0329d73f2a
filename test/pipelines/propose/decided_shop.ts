import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

/** A claim as it was scored and decided; bits by signal, those of `household_claims` on trial. */
export type DecidedClaim = {
  readonly id: string
  /** Days since 2026-01-01 on which it was scored, and decided. */
  readonly day: number
  readonly decided?: number
  readonly finding?: string
  readonly action?: string
  readonly isByPerson?: boolean
  readonly bits?: Readonly<Record<string, number>>
}

const onDay = (day: number) =>
  new Date(Date.UTC(2026, 0, 1, 12) + day * 86_400_000).toISOString().slice(0, 19)

export const prior = -2
/** As of the 300th day. */
export const asOf = onDay(300).replace('T', ' ')

/** The tables that labels and evidence are read from, with nothing but these claims in them. */
export async function decidedShop(claims: readonly DecidedClaim[]): Promise<Warehouse> {
  const warehouse = await Warehouse.open(':memory:')
  for (const schema of ['marts', 'facts', 'scores', 'ledger']) await warehouse.run(`create schema ${schema}`)
  const json = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
  const table = async (name: string, columns: string, rows: readonly object[]) => {
    await warehouse.run(`create table ${name} (${columns})`)
    if (rows.length === 0) return
    const names = columns.split(', ').map((column) => column.split(' ')[0])
    const casts = columns.split(', ').map((column) => {
      const [field, kind] = column.split(' ')
      return `cast(j->>'${field}' as ${kind})`
    })
    await warehouse.run(
      `insert into ${name} (${names.join(', ')})
       select ${casts.join(', ')} from (select unnest(string_split($1, chr(10)))::json as j)`,
      [json(rows)],
    )
  }
  const scored = [...new Map(claims.map((one) => [one.id, one])).values()]
  const cases = scored.map(({ id }) => ({ case_type: 'claim', case_id: id, stage: 'claimed' }))
  const key = 'case_type varchar, case_id varchar, stage varchar'
  await table('ledger.builds', 'model varchar, inputs varchar, build_number integer', [
    { model: 'scores.queue', inputs: `as of ${asOf}`, build_number: 1 },
  ])
  await table(
    'facts.claim_facts',
    `${key}, case_amount double, claim_type varchar`,
    cases.map((one) => ({ ...one, case_amount: 50, claim_type: 'not_received' })),
  )
  await table('facts.return_facts', `${key}, case_amount double`, [])
  await table(
    'marts.decisions',
    'decision_id varchar, case_type varchar, case_id varchar, decided_at timestamp, is_by_person boolean, finding varchar, action varchar',
    claims.map(
      ({ id, day, decided = day + 2, finding = 'legitimate', action = 'approve', isByPerson = true }, n) => ({
        decision_id: `D${String(n).padStart(6, '0')}`,
        case_type: 'claim',
        case_id: id,
        decided_at: onDay(decided),
        is_by_person: isByPerson,
        finding,
        action,
      }),
    ),
  )
  await table(
    'scores.case_scores',
    `${key}, scored_as_of timestamp, prior_log_odds double, log_odds double, expected_value double, ruleset_hash varchar`,
    scored.map(({ id, day, bits = {} }) => ({
      case_type: 'claim',
      case_id: id,
      stage: 'claimed',
      scored_as_of: onDay(day),
      prior_log_odds: prior,
      expected_value: 1,
      ruleset_hash: 'r1',
      log_odds: Object.entries(bits).reduce(
        (sum, [signal, value]) => sum + (signal === 'household_claims' ? 0 : value),
        prior,
      ),
    })),
  )
  await table('scores.audits', `${key}, propensity double, is_drawn boolean`, [])
  await table(
    'scores.case_signals',
    `${key}, signal varchar, outcome varchar, weight double, trial_weight double`,
    scored.flatMap(({ id, bits = {} }) =>
      Object.entries(bits).map(([signal, value]) => ({
        case_type: 'claim',
        case_id: id,
        stage: 'claimed',
        signal,
        outcome: 'fired',
        weight: signal === 'household_claims' ? 0 : value,
        trial_weight: signal === 'household_claims' ? value : 0,
      })),
    ),
  )
  return warehouse
}
