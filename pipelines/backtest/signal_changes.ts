import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { inPeriod, type Period } from '../evaluate/period.ts'

/** What a signal says under one ruleset. */
type Said = { readonly fired: number; readonly bits: number }

/** A signal that says something else under the changed ruleset, or is there under one of them only. */
export type SignalChange = {
  readonly case_type: 'claim' | 'return'
  readonly signal: string
  readonly stored: Said | null
  readonly rescored: Said | null
}

/** How often each signal fired, and the bits that it gave in all, of the cases of these days. */
export async function signalsSaid(
  warehouse: Warehouse,
  { from, to }: Period,
): Promise<ReadonlyMap<string, Said>> {
  const rows = await warehouse.rows<{ name: string; fired: number; bits: number }>(
    `select g.case_type || ' ' || g.signal as name, cast(count(*) filter (outcome = 'fired') as integer) as fired,
       round(coalesce(sum(weight), 0), 4) as bits
     from scores.case_signals as g join scores.case_scores as s using (case_type, case_id, stage)
     where ${inPeriod}
     group by all order by name`,
    [from, to],
  )
  return new Map(rows.map(({ name, fired, bits }) => [name, { fired, bits }]))
}

export function signalChanges(
  stored: ReadonlyMap<string, Said>,
  rescored: ReadonlyMap<string, Said>,
): SignalChange[] {
  const names = [...new Set([...stored.keys(), ...rescored.keys()])].sort()
  return names.flatMap((name) => {
    const [before, after] = [stored.get(name) ?? null, rescored.get(name) ?? null]
    if (before?.fired === after?.fired && before?.bits === after?.bits) return []
    const [case_type, signal] = name.split(' ') as [SignalChange['case_type'], string]
    return [{ case_type, signal, stored: before, rescored: after }]
  })
}
