import { join } from 'node:path'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import type { MadeShop } from './made_shop.ts'
import { withRunShop } from './run_shop.ts'

/** Stages of a first run, in their order. */
export const stages = ['load', 'staging', 'marts', 'facts', 'scores', 'metrics', 'publish'] as const

export type Grown = {
  readonly orders: number
  readonly seconds: Readonly<Record<(typeof stages)[number], number>>
  /** Largest memory of the process, in GiB. */
  readonly peak: number
}

/** One first run over a shop of each size, as its ledger tells of it. */
export async function benchGrowth(
  sizes: readonly number[],
  shopOf: (orders: number) => Promise<MadeShop>,
): Promise<Grown[]> {
  const all: Grown[] = []
  for (const size of sizes)
    all.push(
      await withRunShop(await shopOf(size), async ({ orders, data, peak }) => ({
        orders,
        seconds: await secondsOfStages(data),
        peak,
      })),
    )
  return all
}

async function secondsOfStages(data: string): Promise<Grown['seconds']> {
  const warehouse = await Warehouse.open(join(data, 'recoup.duckdb'), { readOnly: true })
  try {
    const rows = await warehouse.rows<{ stage: (typeof stages)[number]; seconds: number }>(`
      select 'load' as stage, epoch(min(b.started_at) - min(r.started_at)) as seconds
      from ledger.builds as b, ledger.runs as r
      union all
      select case split_part(model, '.', 1) when 'signals' then 'scores' when 'actions' then 'metrics'
          else split_part(model, '.', 1) end as stage,
        sum(epoch(ended_at - started_at)) as seconds
      from ledger.builds group by all
      union all
      select 'publish', epoch(max(r.ended_at) - max(b.ended_at)) from ledger.builds as b, ledger.runs as r`)
    return Object.fromEntries(rows.map(({ stage, seconds }) => [stage, seconds])) as Grown['seconds']
  } finally {
    warehouse.close()
  }
}

/** A table in Markdown: seconds of each stage, and how much more that is than n·log n would make of the size before. */
export function grownTable(all: readonly Grown[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const sum = (one: Grown) => stages.reduce((total, stage) => total + one.seconds[stage], 0)
  const told = (of: (one: Grown) => number) =>
    all.map((one, at) => {
      const before = all[at - 1]
      const grown = before && of(one) / of(before) / (nLogN(one.orders) / nLogN(before.orders))
      return `${of(one).toFixed(1)} s${grown === undefined ? '' : ` (${grown.toFixed(2)})`}`
    })
  return [
    row(['stage', ...all.map(({ orders }) => `${orders.toLocaleString('en')} orders`)]),
    row(['---', ...all.map(() => '---:')]),
    ...stages.map((stage) => row([stage, ...told(({ seconds }) => seconds[stage])])),
    row(['all', ...told(sum)]),
    row(['peak memory', ...all.map(({ peak }) => `${peak.toFixed(2)} GiB`)]),
  ].join('\n')
}

const nLogN = (n: number) => n * Math.log(n)
