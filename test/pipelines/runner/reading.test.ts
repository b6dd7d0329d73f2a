import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { expectProblem } from '../command.ts'
import { DeskShop } from '../desk_shop.ts'

const shop = new DeskShop()
beforeAll(async () => {
  shop.settings({ priors: { claim: 0.5 }, reportingCurrency: 'USD' })
  shop.send({
    orders: [{ order_id: 'o', customer_id: 'c', ordered_at: '2026-05-01T10:00Z', total_amount: 300 }],
    claims: [
      {
        claim_id: 'K1',
        order_id: 'o',
        type: 'damaged',
        claimed_at: '2026-05-10T10:00Z',
        amount: 300,
      },
    ],
  })
  await shop.json('run')
})
afterAll(() => shop.remove())

/** The shop with its warehouse as a version might have written it that knew less. */
async function altered(...statements: readonly string[]): Promise<DeskShop> {
  const copy = shop.copied()
  const warehouse = await Warehouse.open(copy.at('recoup.duckdb'))
  for (const statement of statements) await warehouse.run(statement)
  warehouse.close()
  return copy
}

const decision = ['--finding', 'legitimate', '--action', 'approve', '--reviewer', 'rita']
const suppression = ['--signal', 'dear_goods', '--for', 'identity', '--until', '2026-06-30']

describe('on a warehouse of an earlier version', () => {
  test.each([
    { command: ['evaluate'], lacks: 'scores.challenger_scores' },
    { command: ['propose'], lacks: 'scores.audits.propensity' },
    { command: ['queue'], lacks: 'scores.queue.top_reason' },
    { command: ['explain', 'K1'], lacks: 'scores.case_signals.outcome' },
    { command: ['replay', 'K1'], lacks: 'facts.claim_facts.lane_loss' },
    { command: ['replay', 'K1'], lacks: 'raw.proposals' },
    { command: ['dossier', 'K1'], lacks: 'staging.notifications.sent_at' },
    { command: ['decide', 'K1', ...decision], lacks: 'scores.case_scores.scored_as_of' },
    {
      command: ['suppress', 'K1', ...suppression, '--reason', 'r', '--reviewer', 'rita'],
      lacks: 'scores.case_scores',
    },
    { command: ['export', 'marts.orders', '--out', 'orders.csv'], lacks: 'marts.orders.ordered_on' },
  ])('recoup $command.0 says that $lacks is not there, and what makes it', async ({ command, lacks }) => {
    const [schema, table, column] = lacks.split('.')
    const earlier = await altered(
      column
        ? `alter table ${schema}.${table} drop column ${column}`
        : `drop table ${schema}.${table} cascade`,
    )
    try {
      const ended = await earlier.recoup(...command)
      expectProblem(ended, new RegExp(`lacks ${lacks.replaceAll('.', '\\.')}\\.`))
      expect(ended.err).toContain('recoup.duckdb')
      expect(ended.err).toContain('run `recoup run` once')
    } finally {
      earlier.remove()
    }
  })

  test('one run makes what is lacking, and the command works', async () => {
    const earlier = await altered(
      'drop table scores.challenger_scores',
      `delete from ledger.builds where model = 'scores.challenger_scores'`,
      'alter table scores.queue drop column top_reason',
      `update ledger.builds set fingerprint = 'earlier' where model = 'scores.queue'`,
    )
    try {
      expectProblem(
        await earlier.recoup('queue'),
        /lacks scores\.queue\.top_reason, scores\.challenger_scores\./,
      )
      await earlier.json('run')
      expect((await earlier.recoup('queue')).code).toBe(0)
    } finally {
      earlier.remove()
    }
  })
})

test('a fault that has nothing to do with what is there stays what it is', async () => {
  const { reading } = await import('../../../pipelines/runner/reading.ts')
  const { placesOf } = await import('../../../pipelines/runner/places.ts')
  const places = placesOf({ data: shop.at('') }, {})
  await expect(
    reading(places, (warehouse) => warehouse.rows('select none from marts.orders')),
  ).rejects.toThrow(/Binder Error/)
})
