import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type Ended, expectProblem, recoupIn } from './command.ts'

/** People's folders have spaces and quotes in their names. */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "Ada's shop "))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const recoup = (...args: readonly string[]) => recoupIn(folder, args)

const commandsIn = (help: string) =>
  [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+) /gm)]
    .map(([, name]) => name as string)
    .filter((name) => name !== 'help')

describe('usage', () => {
  test('the program and every command explain themselves, with an example', async () => {
    const whole = await recoup('--help')
    const commands = commandsIn(whole.out)
    expect(whole).toMatchObject({ code: 0, err: '' })
    expect(whole.out).toMatch(/^Example: recoup /m)
    expect(commands).toEqual(
      expect.arrayContaining(['run', 'plan', 'status', 'explain', 'export', 'demo-shop']),
    )

    for (const command of commands) {
      const { code, out, err } = await recoup(command, '--help')
      expect({ command, code, err }).toEqual({ command, code: 0, err: '' })
      expect(out).toMatch(new RegExp(`^Example: recoup ${command}( |$)`, 'm'))
      expect(out).toContain('--data <dir>')
    }
  })

  test('a command whose reader reads no further ends as it would', () => {
    const command = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', 'set -o pipefail; "$0" "$1" --help | true', process.execPath, command],
      { encoding: 'utf8' },
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test.each([
    ['an unknown command', ['frobnicate'], 'frobnicate'],
    ['an unknown option', ['run', '--frobnicate'], '--frobnicate'],
    ['a missing option', ['export', 'marts.orders'], '--out'],
    ['a missing argument', ['explain'], 'case'],
    ['a value that is none', ['demo-shop', '--orders', 'many', '--out', 'x'], 'whole number'],
  ])('%s is wrong usage', async (_, args, named) => {
    const { code, out, err } = await recoup(...args)

    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(named)
    expect(err).toContain('--help')
  })

  test('a tsconfig.json of the folder it is used in is not its own', async () => {
    const foreign = join(folder, 'tsconfig.json')
    onTestFinished(() => rmSync(foreign))
    writeFileSync(foreign, JSON.stringify({ compilerOptions: { paths: { commander: ['./commander.ts'] } } }))
    writeFileSync(join(folder, 'commander.ts'), 'export const Command = undefined')

    expect(await recoup('--version')).toMatchObject({ code: 0, err: '' })
  })
})

describe('before anything was run', () => {
  test.each(['run', 'load'])('%s: a missing inbox is a problem, and nothing is made', async (command) => {
    expectProblem(await recoup(command, '--data', 'empty'), /inbox does not exist/)
    expect(existsSync(join(folder, 'empty'))).toBe(false)
  })

  test.each([['status'], ['export', 'marts.orders', '--out', 'x.csv']])(
    '%s says that there is no warehouse yet',
    async (...args) => {
      expectProblem(await recoup(...args, '--data', 'nowhere'), /no warehouse here yet/)
      expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    },
  )

  test('settings with faults are all told at once', async () => {
    const config = join(folder, 'recoup.config.ts')
    writeFileSync(config, `export default { timeZone: 'Mars/Olympus', queueCapacity: 0 }`)
    try {
      const ended = await recoup('plan')
      expectProblem(ended, /timeZone[\s\S]*queueCapacity|queueCapacity[\s\S]*timeZone/)
      expect(ended.err).toContain(config)
    } finally {
      rmSync(config)
    }
  })
})

describe('a shop', () => {
  const data = ['--data', 'my shop'] as const
  const at = (path: string) => join(folder, path)
  const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '＝1', 'a=1']
  let summary: Ended
  let ran: Ended

  beforeAll(async () => {
    summary = await recoup('demo-shop', '--orders', '150', '--seed', '3', '--out', 'my shop/inbox', '--json')
    mkdirSync(at('my shop/inbox/orders'), { recursive: true })
    writeFileSync(
      at('my shop/inbox/orders/formulas.csv'),
      `order_id,customer_id,ordered_at,channel,currency,items_amount,total_amount\n${formulas
        .map((id) => `${id},c1,2026-01-01T10:00:00Z,web,USD,30,30\n`)
        .join('')}`,
    )
    ran = await recoup('run', ...data, '--json')
  })

  /** The case of which most signals have something to say. */
  const tellingCase = async () => {
    const warehouse = await Warehouse.open(at('my shop/recoup.duckdb'), { readOnly: true })
    try {
      const [row] = await warehouse.rows<{ case_id: string }>(
        `select case_id from scores.case_signals where outcome = 'fired'
         group by case_id order by count(*) desc, case_id limit 1`,
      )
      if (!row) throw new Error('No signal fired in this shop.')
      return row.case_id
    } finally {
      warehouse.close()
    }
  }

  test('demo-shop and run say as JSON what they did, and nothing else', () => {
    expect(summary).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(summary.out)).toMatchObject({ orders: 150 })
    expect(ran).toMatchObject({ code: 0, err: '' })
    const report = JSON.parse(ran.out)
    expect(report.load.files.length).toBe(JSON.parse(summary.out).files + 1)
    expect(report.published.path).toBe(at('my shop/published/recoup.duckdb'))
    expect(existsSync(report.published.path)).toBe(true)
  })

  test('run again finds nothing new and says so in plain lines', async () => {
    const { code, out, err } = await recoup('run', ...data)

    expect(code).toBe(0)
    expect(out).toMatch(/^Loaded 0 files/m)
    expect(out).toMatch(/^Built 0 tables/m)
    // Without a terminal each stage is one line, and no bar.
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['load', 'build', 'score', 'publish', 'outbox'])
    expect((await recoup('load', ...data, '--quiet')).err).toBe('')
  })

  test('status and plan as JSON', async () => {
    const status = JSON.parse((await recoup('status', ...data, '--json')).out)
    expect(status).toMatchObject({
      running: null,
      runs: expect.arrayContaining([expect.objectContaining({ command: 'run', outcome: 'succeeded' })]),
    })
    expect(status.feeds.map(({ feed }: { feed: string }) => feed)).toContain('orders')

    expect(JSON.parse((await recoup('plan', ...data, '--json')).out)).toEqual([])
    const later = JSON.parse((await recoup('plan', ...data, '--json', '--as-of', '2026-09-01')).out)
    expect(later).toContainEqual({ table: 'scores.queue', why: 'a later as-of' })
  })

  test('explain gives parts that add up, as JSON and in words', async () => {
    const caseId = await tellingCase()
    const said = JSON.parse((await recoup('explain', caseId, ...data, '--json')).out)
    const weights = said.signals.map(({ weight }: { weight: number }) => weight)
    const bits = weights.reduce((all: number, one: number) => all + one, said.prior_log_odds)
    expect(said.case_id).toBe(caseId)
    expect(weights.length).toBeGreaterThan(5)
    expect(said.log_odds).toBeCloseTo(bits, 4)
    expect(said.score).toBeCloseTo(1 / (1 + 2 ** -said.log_odds), 6)

    const { code, out } = await recoup('explain', caseId, ...data)
    const lines = [...out.matchAll(/^ *([+−]\d+\.\d\d) {2}(.+)$/gm)].map(([, text = '', what = '']) => ({
      bits: Number(text.replace('−', '-')),
      what,
    }))
    const total = lines.at(-1)
    const parts = lines.slice(0, -1)
    expect(code).toBe(0)
    expect(total?.what).toBe('in all')
    expect(parts.length).toBe(
      1 + said.signals.filter(({ outcome }: { outcome: string }) => outcome === 'fired').length,
    )
    const added = parts.reduce((all, part) => all + part.bits, 0)
    // Each part is rounded to two decimals.
    expect(Math.abs(added - (total?.bits ?? Number.NaN))).toBeLessThanOrEqual(0.005 * lines.length + 1e-9)
  })

  test('explain of no case says how to find one', async () => {
    expectProblem(await recoup('explain', 'no-such-case', ...data), /no-such-case/)
  })

  test('in CSV no text cell can be run as a formula', async () => {
    const { code, out } = await recoup(
      'export',
      'marts.orders',
      '--out',
      "Ada's orders.csv",
      ...data,
      '--json',
    )
    const csv = readFileSync(at("Ada's orders.csv"), 'utf8')
    const ids = csv.split('\n').map((line) => line.split(',')[0])

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ table: 'marts.orders', rows: 156 })
    expect(csv.trimEnd().split('\n')).toHaveLength(157)
    for (const id of ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'＝1", 'a=1']) expect(ids).toContain(id)
    expect(ids.filter((id) => /^"?[=+@-]/.test(id ?? ''))).toEqual([])
  })

  test('a table exported to Parquet reads back equal', async () => {
    const { code } = await recoup(
      'export',
      'marts.orders',
      '--format',
      'parquet',
      '--out',
      'orders.parquet',
      ...data,
    )
    const warehouse = await Warehouse.open(at('my shop/recoup.duckdb'), {
      readOnly: true,
      reach: [at('orders.parquet')],
    })
    try {
      const exported = `'${at('orders.parquet').replaceAll("'", "''")}'`
      const differing = await warehouse.count(
        `select count(*) from ((from marts.orders except all from ${exported}) union all (from ${exported} except all from marts.orders))`,
      )
      expect({ code, differing }).toEqual({ code: 0, differing: 0 })
      expect(await warehouse.count(`select count(*) from ${exported} where order_id = '=1+1'`)).toBe(1)
      expect(
        await warehouse.rows(`select column_name, column_type from (describe from ${exported})`),
      ).toEqual(await warehouse.rows('select column_name, column_type from (describe from marts.orders)'))
    } finally {
      warehouse.close()
    }
  })

  test('an unknown table’s message names those that are alike', async () => {
    const ended = await recoup('export', 'mart.orders', '--out', 'x.csv', ...data)
    expectProblem(ended, /no table mart\.orders/)
    expect(ended.err).toContain('marts.orders')
    expectProblem(await recoup('export', 'frobs', '--out', 'x.csv', ...data), /no table frobs/)
  })

  test('a place that cannot be written to is a problem', async () => {
    const ended = await recoup('export', 'marts.orders', '--out', 'no such folder/x.csv', ...data)
    expectProblem(ended, /folder .* does not exist/)
    expect(ended.err).toContain(at('no such folder'))
  })

  test('an instant that is none is a problem', async () => {
    expectProblem(await recoup('plan', '--as-of', 'yesterday', ...data), /yesterday/)
  })
})
