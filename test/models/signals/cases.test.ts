import { describe, expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { signals } from '../../../models/signals/all.ts'
import { evaluated } from '../../../models/signals/evaluated.ts'
import type { Signal } from '../../../models/signals/signal.ts'
import { duckDb } from '../../../warehouse/duckdb/dialect.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { compile, quoted } from '../../../warehouse/engine.ts'

type Given = Signal['cases'][number]['facts']

const placing: Given = { case_id: 'CASE', order_id: 'ORDER', known_at: '2026-05-01 12:00:00' }

/** The facts table with one row: what the case states, the words that the signal concerns, else unknown. */
async function withFacts(signal: Signal, facts: Given): Promise<Warehouse> {
  const warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  const concerned = Object.fromEntries(
    Object.entries(signal.concerns).map(([name, words]) => [name, words[0]]),
  )
  const given: Readonly<Record<string, unknown>> = { ...placing, ...concerned, ...facts }
  const cells = Object.entries(signal.facts.columns).map(([name, { facts: column }]) => {
    const value = given[name] ?? (name === 'stage' || name === 'case_type' ? column.choices?.[0] : undefined)
    return `cast(${value === undefined ? 'null' : `'${value}'`} as ${duckDb.typeOf[column.kind]}) as ${quoted(name)}`
  })
  await warehouse.run('create schema facts')
  await warehouse.run(`create table ${quoted(signal.facts.name)} as select ${cells.join(', ')}`)
  return warehouse
}

const cases = signals.flatMap((signal) =>
  signal.cases.map((one) => ({
    name: `${signal.facts.name} ${signal.name}`,
    outcome: one.outcome,
    signal,
    one,
  })),
)

describe('each signal says of its cases what it declares', () => {
  test.each(cases)('$name is $outcome', async ({ signal, one }) => {
    const warehouse = await withFacts(signal, one.facts)
    const rows = await warehouse.rows<{
      outcome: string
      weight: number
      trial_weight: number
      reason: string | null
    }>(compile(evaluated(signal, defaultSettings), duckDb))
    expect(rows).toHaveLength(1)
    const [row] = rows
    expect(row?.outcome).toBe(one.outcome)
    const [said, unsaid] =
      signal.state === 'active' ? [row?.weight, row?.trial_weight] : [row?.trial_weight, row?.weight]
    expect(unsaid).toBe(0)
    if (one.outcome !== 'fired') expect(said).toBe(0)
    else if (typeof signal.weight === 'number') expect(said).toBe(signal.weight)
    else {
      expect(said).toBeGreaterThanOrEqual(signal.weight.least)
      expect(said).toBeLessThanOrEqual(signal.weight.most)
      expect(said).toBeCloseTo(one.bits ?? Number.NaN, 2)
    }
    if (one.outcome === 'fired') expect(row?.reason).not.toMatch(/[{}]/)
  })

  test('and nothing of cases that it does not concern', async () => {
    const signal = signals.find(({ name }) => name === 'delivered_scan') as Signal
    const warehouse = await withFacts(signal, { claim_type: 'damaged', has_delivered_scan: true })
    expect(await warehouse.rows(compile(evaluated(signal, defaultSettings), duckDb))).toEqual([])
  })
})

test('a signal on trial weighs nothing, and says what it would', async () => {
  const signal = signals.find(({ name }) => name === 'sent_back') as Signal
  const warehouse = await withFacts(signal, { is_sent_back: true })
  const [row] = await warehouse.rows(
    compile(evaluated({ ...signal, state: 'trial' }, defaultSettings), duckDb),
  )
  expect(row).toMatchObject({ outcome: 'fired', weight: 0, trial_weight: -3 })
})
