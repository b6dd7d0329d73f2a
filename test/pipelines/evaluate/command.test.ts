import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Evaluation } from '../../../pipelines/evaluate.ts'
import { writeDemoShop } from '../../../sources/demo_shop/demo_shop.ts'
import { expectProblem, recoupIn } from '../command.ts'

const folder = mkdtempSync(join(tmpdir(), 'recoup-evaluate-'))
const inbox = join(folder, 'data', 'inbox')
const truth = join(inbox, '_truth', 'cases.csv')

beforeAll(async () => {
  await writeDemoShop({ orders: 1200, seed: 5, out: inbox })
  const { code, err } = await recoupIn(folder, ['run', '--quiet'])
  expect(err).toBe('')
  expect(code).toBe(0)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const evaluated = async (...args: readonly string[]): Promise<Evaluation> => {
  const { code, out, err } = await recoupIn(folder, ['evaluate', '--json', ...args])
  expect(err).toBe('')
  expect(code).toBe(0)
  return JSON.parse(out) as Evaluation
}
const casesOf = (evaluation: Evaluation) =>
  Object.fromEntries(evaluation.populations.map(({ population, cases }) => [population, cases]))

describe('recoup evaluate', () => {
  test('judges every scored case that the truth names, against simpler rankings, group by group', async () => {
    const evaluation = await evaluated('--truth', truth)
    const [, ...rows] = readFileSync(truth, 'utf8').trimEnd().split('\n')
    const named = (type: string) => rows.filter((row) => row.startsWith(`${type},`)).length
    const cases = casesOf(evaluation)

    expect((cases.not_received ?? 0) + (cases.other_claims ?? 0)).toBe(named('claim'))
    expect(cases.requested).toBe(named('return'))
    expect(cases.inspected).toBeLessThanOrEqual(cases.received ?? 0)
    for (const { rankings, abusive, cases: of } of evaluation.populations) {
      const chance = rankings.find(({ ranking }) => ranking === 'chance')
      if (abusive > 0) expect(chance?.averagePrecision?.value).toBeCloseTo(abusive / of, 9)
      for (const { averagePrecision } of rankings) {
        expect(averagePrecision?.low ?? 0).toBeLessThanOrEqual(averagePrecision?.high ?? 0)
      }
    }
    const traits = evaluation.signals.filter(({ population }) => population === 'not_received')
    expect(traits.find(({ signal }) => signal === 'dear_goods')?.cases).toBe(cases.not_received)
  })

  test('judges by decisions where no truth is given, and by the days that are asked for', async () => {
    const whole = casesOf(await evaluated('--truth', truth))
    const [first, second] = await Promise.all([
      evaluated('--truth', truth, '--to', '2025-12-31'),
      evaluated('--truth', truth, '--from', '2026-01-01'),
    ])
    for (const [population, cases] of Object.entries(whole))
      expect((casesOf(first)[population] ?? 0) + (casesOf(second)[population] ?? 0)).toBe(cases)

    const decided = await evaluated()
    expect(decided.basis).toBe('decisions')
    expect(casesOf(decided).requested ?? 0).toBeLessThan(whole.requested ?? 0)
  })

  test('prints tables no wider than a terminal', async () => {
    const { code, out } = await recoupIn(folder, ['evaluate', '--truth', truth])
    expect(code).toBe(0)
    expect(out).toMatch(/^CLAIMS OF NON-RECEIPT: \d+ cases/m)
    expect(out).toMatch(/^ {2}score +\d\.\d{3} \[/m)
  })

  test('a truth that cannot be used is named with what to mend', async () => {
    const file = join(folder, 'truth.csv')
    const withRows = async (...rows: readonly string[]) => {
      writeFileSync(file, `${rows.join('\n')}\n`)
      return recoupIn(folder, ['evaluate', '--truth', file])
    }
    expectProblem(await recoupIn(folder, ['evaluate', '--truth', join(folder, 'none.csv')]), /does not exist/)
    expectProblem(await withRows('case,abuse', 'a,true'), /cannot be read as CSV/)
    expectProblem(
      await withRows(
        'case_type,case_id,is_abuse',
        'order,a,true',
        'claim,b,perhaps',
        'claim,c,true',
        'claim,c,false',
      ),
      /1 rows name no claim or return.*1 rows have neither true nor false.*1 rows name a case that another row names/,
    )
    expectProblem(
      await withRows('case_type,case_id,is_abuse', 'claim,nobody,true'),
      /No case of the file was scored/,
    )
    expect((await recoupIn(folder, ['evaluate', '--from', 'May'])).code).toBe(2)
  })

  test('a shop with few decisions is proposed no weights, and nothing runs in shadow', async () => {
    const { code, out } = await recoupIn(folder, ['propose'])
    expect(code).toBe(0)
    expect(out).toMatch(/^CLAIMS: \d+ labels\n {2}nothing is proposed: of the \d+ labels/m)
    const refused = await recoupIn(folder, ['propose', '--challenge-by', 'rita'])
    expectProblem(refused, /nothing to run in shadow/)
    expect(existsSync(join(folder, 'data', 'proposals'))).toBe(false)
  })
})
