import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DecideReport } from '../../pipelines/decide.ts'
import type { Queue } from '../../pipelines/queue.ts'
import type { RunReport } from '../../pipelines/run.ts'
import { takeLock } from '../../pipelines/runner/lock.ts'
import { placesOf } from '../../pipelines/runner/places.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { expectProblem } from './command.ts'
import { DeskShop } from './desk_shop.ts'

const found = (finding: string, action: string, reviewer: string) =>
  ['--finding', finding, '--action', action, '--reviewer', reviewer] as const

/** Claims worth a look, each on an order of its own; `B` is a return, too. */
function shopOf(claims: readonly string[], at: string): DeskShop {
  const shop = new DeskShop()
  shop.settings({ priors: { claim: 0.5, return: 0.5 } })
  shop.send({
    orders: claims.map((id) => ({ order_id: id, customer_id: id, ordered_at: at, total_amount: 300 })),
    claims: claims.map((id) => ({
      claim_id: id,
      order_id: id,
      type: 'damaged',
      claimed_at: at,
      amount: 300,
    })),
    returns: [{ return_id: 'B', order_id: 'B', requested_at: at }],
  })
  return shop
}

const queued = async (shop: DeskShop) => (await shop.json<Queue>('queue')).cases.map(({ case_id }) => case_id)

describe('a shop whose records ended long ago', () => {
  const shop = shopOf(['A', 'B', 'C', 'D', 'E', 'F'], '2026-01-10T10:00:00Z')
  const log = () => readdirSync(shop.at('decisions')).filter((name) => /^[^_.]/.test(name))
  beforeAll(() => shop.json('run'))
  afterAll(() => shop.remove())

  test('a decision is on the disk when it is answered, marks the queue, and the next run takes it in', async () => {
    const report = await shop.json<DecideReport>(
      'decide',
      'A',
      ...found('abuse', 'deny', 'rita'),
      '--note',
      '=1+1',
    )
    const file = join(shop.at('decisions'), log()[0] as string)

    expect(report.decision).toMatchObject({
      case_type: 'claim',
      case_id: 'A',
      decided_at: '2026-01-10T10:00:00.000000Z',
    })
    expect(report).toMatchObject({ is_new: true, looked_up_in: 'warehouse', is_shop_clock: true })
    expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(report.decision)}\n`)
    const before = await shop.json<Queue>('queue')
    expect(before.cases.find(({ case_id }) => case_id === 'A')?.decided).toMatchObject({
      reviewer: 'rita',
      finding: 'abuse',
    })
    expect((await shop.recoup('queue')).out).toMatch(/→ decided, not loaded yet: abuse, deny, by rita/)

    await shop.json('run')
    const after = await shop.json<Queue>('queue')
    expect(after.as_of).toBe(before.as_of)
    expect(after.cases.map(({ case_id }) => case_id)).toEqual(
      before.cases.map(({ case_id }) => case_id).filter((id) => id !== 'A'),
    )
    expect(after.cases.filter(({ decided }) => decided !== null)).toEqual([])
  })

  test('two reviewers at once: one is written, the other is told by whom', async () => {
    const both = await Promise.all(
      ['max', 'kim'].map((reviewer) =>
        shop.recoup('decide', 'C', ...found('legitimate', 'approve', reviewer)),
      ),
    )
    const [written, refused] = both.sort((one, other) => (one.code ?? 2) - (other.code ?? 2))
    expect(written?.code).toBe(0)
    if (!refused) throw new Error('Nobody was refused.')
    expectProblem(refused, /^C was decided by somebody else: DC-\S+ by (max|kim), legitimate, approve/)
    expect(refused.err).toMatch(/--appeal-of DC-/)
  })

  test('a decision given twice by its reviewer is written once; another one by the same is written', async () => {
    const first = await shop.json<DecideReport>('decide', 'D', ...found('unresolved', 'ask_proof', 'rita'))
    const again = await shop.json<DecideReport>('decide', 'D', ...found('unresolved', 'ask_proof', 'rita'))
    expect(again).toMatchObject({ is_new: false, decision: first.decision })
    const other = await shop.json<DecideReport>('decide', 'D', ...found('legitimate', 'approve', 'rita'))
    expect(other.is_new).toBe(true)
    expect(other.decision.decision_id > first.decision.decision_id).toBe(true)
  })

  test('what was loaded is looked at again by naming it; what asked for proof is simply gone on with', async () => {
    const settled = await shop.json<DecideReport>('decide', 'E', ...found('abuse', 'deny', 'rita'))
    await shop.json<DecideReport>('decide', 'F', ...found('unresolved', 'ask_proof', 'rita'))
    expectProblem(await shop.recoup('decide', 'F', ...found('abuse', 'deny', 'max')), /not loaded yet/)
    await shop.json('load')

    await shop.json('decide', 'F', ...found('abuse', 'deny', 'max'))
    expectProblem(
      await shop.recoup('decide', 'E', ...found('legitimate', 'approve', 'max')),
      /decided by somebody else/,
    )
    expectProblem(
      await shop.recoup('decide', 'E', ...found('legitimate', 'approve', 'max'), '--appeal-of', 'no-such'),
      /no decision no-such on E/,
    )
    const { decision } = await shop.json<DecideReport>(
      'decide',
      'E',
      ...found('legitimate', 'approve', 'max'),
      '--appeal-of',
      settled.decision.decision_id,
    )
    expect(decision.appeal_of).toBe(settled.decision.decision_id)
  })

  test('an id that a claim and a return share needs a type', async () => {
    expectProblem(
      await shop.recoup('decide', 'B', ...found('abuse', 'deny', 'rita')),
      /both a claim and a return/,
    )
    expectProblem(
      await shop.recoup('decide', 'D', ...found('abuse', 'deny', 'rita'), '--type', 'return'),
      /D is no return/,
    )
    const { decision } = await shop.json<DecideReport>(
      'decide',
      'B',
      ...found('legitimate', 'approve', 'rita'),
      '--type',
      'return',
    )
    expect(decision.case_type).toBe('return')
  })

  test('what is no decision is refused, and nothing is written', async () => {
    const before = log().map((name) => readFileSync(join(shop.at('decisions'), name), 'utf8'))
    expectProblem(
      await shop.recoup('decide', 'no-such-case', ...found('abuse', 'deny', 'rita')),
      /No case no-such-case/,
    )
    expectProblem(await shop.recoup('decide', 'A', ...found('abuse', 'deny', '')), /reviewer is missing/)
    for (const args of [
      ['decide', 'A', '--finding', 'guilty', '--action', 'deny', '--reviewer', 'rita'],
      ['decide', 'A', '--finding', 'abuse', '--action', 'deny'],
      ['decide'],
    ])
      expect((await shop.recoup(...args)).code).toBe(2)
    expect(log().map((name) => readFileSync(join(shop.at('decisions'), name), 'utf8'))).toEqual(before)
  })

  test('while a run is at work, decisions are taken, and it is said what could not be checked', async () => {
    const { lock } = placesOf({ data: shop.at('.') }, {})
    const release = takeLock(lock, 'run')
    try {
      const { code, out } = await shop.recoup(
        'decide',
        'unseen',
        ...found('abuse', 'deny', 'rita'),
        '--type',
        'claim',
      )
      expect(code).toBe(0)
      expect(out).toMatch(/could not be checked/)
      expectProblem(
        await shop.recoup('decide', 'unseen', ...found('abuse', 'deny', 'rita')),
        /cannot be looked up/,
      )
      const known = (await queued(shop))[0] as string
      const report = await shop.json<DecideReport>(
        'decide',
        known,
        ...found('abuse', 'deny', 'rita'),
        '--type',
        'claim',
      )
      expect(report.looked_up_in).toBe('snapshot')
    } finally {
      release()
    }
  })

  test('a line that a crash cut short costs no other decision, and no file fails for it', async () => {
    const file = join(shop.at('decisions'), log().at(-1) as string)
    const whole = readFileSync(file, 'utf8')
    appendFileSync(file, whole.slice(0, 60))
    const { load } = await shop.json<RunReport>('run')

    expect(load.files.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(load.files.reduce((sum, { rowsQuarantined }) => sum + rowsQuarantined, 0)).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(whole)
    expect(readFileSync(join(shop.at('decisions'), '_torn.ndjson'), 'utf8')).toContain('cut_short')

    const warehouse = await Warehouse.open(shop.at('recoup.duckdb'), { readOnly: true })
    const loaded = await warehouse.count('select count(*) from staging.decisions')
    warehouse.close()
    expect(loaded).toBe(whole.trimEnd().split('\n').length)
  })
})

test('a decision on a live shop is dated now, and the next run takes it in as well', async () => {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString()
  const shop = shopOf(['A', 'B', 'C'], hourAgo)
  try {
    await shop.json('run')
    const report = await shop.json<DecideReport>('decide', 'A', ...found('abuse', 'deny', 'rita'))
    expect(report.is_shop_clock).toBe(false)
    expect(report.decision.decided_at > hourAgo).toBe(true)
    await shop.json('run')
    expect(await queued(shop)).not.toContain('A')
    expect(await queued(shop)).toContain('C')
  } finally {
    shop.remove()
  }
})

test('where nothing was ever run a decision is refused, and nothing is made', async () => {
  const shop = new DeskShop()
  try {
    expectProblem(
      await shop.recoup('decide', 'A', ...found('abuse', 'deny', 'rita')),
      /no warehouse here yet/,
    )
    expect(existsSync(shop.at('.'))).toBe(false)
  } finally {
    shop.remove()
  }
})
