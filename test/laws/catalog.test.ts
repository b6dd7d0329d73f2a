import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { signals } from '../../models/signals/all.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'
import { steps } from '../../pipelines/runner/plan.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import { compile } from '../../warehouse/engine.ts'
import { trino } from '../../warehouse/trino/dialect.ts'
import { grammarFaults } from './trino_grammar.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const catalog = await readCatalog(defaultSettings)

describe('every model', () => {
  test.each(catalog.models.map(({ model, file }) => ({ name: model.name, model, file })))(
    '$name',
    ({ model, file }) => {
      expect(file).toBe(`models/${model.name.replace('.', '/')}.ts`)
      expect(model.about).toMatch(/\.$/)
      for (const [column, { facts }] of Object.entries(model.columns)) {
        expect(column).toMatch(/^[a-z][a-z0-9_]*$/)
        expect(facts.about, `${model.name}.${column} needs a sentence`).toMatch(/^[\p{Lu}0-9].*\.$/u)
      }
      for (const column of [...model.grain, ...model.load.key])
        expect(Object.keys(model.columns)).toContain(column)
      if (model.published) {
        expect(Object.values(model.columns).filter(({ facts }) => facts.personal)).toEqual([])
      }
    },
  )
})

describe('every feed', () => {
  test.each(catalog.feeds.map((feed) => ({ name: feed.name, feed })))('$name', ({ feed }) => {
    expect(feed.about).toMatch(/\.$/)
    for (const column of [...feed.key, ...feed.happenedAt])
      expect(Object.keys(feed.columns)).toContain(column)
    for (const [column, { facts }] of Object.entries(feed.columns)) {
      expect(facts.about, `${feed.name}.${column} needs a sentence`).toMatch(/^[\p{Lu}0-9].*\.$/u)
    }
  })

  test('is one of the sixteen', () => {
    expect(catalog.feeds.map(({ name }) => name).sort()).toEqual([
      'carrier_claims',
      'claims',
      'contacts',
      'customers',
      'decisions',
      'fx_rates',
      'notifications',
      'order_lines',
      'orders',
      'payouts',
      'products',
      'return_lines',
      'returns',
      'shipment_lines',
      'shipments',
      'tracking_events',
    ])
  })
})

/** Each model's query, and what its pass walks over. */
const queries = catalog.models.flatMap(({ model: { name, query, pass } }) => [
  ...(pass ? [{ name: `${name}, what its pass walks over`, query: pass.from }] : []),
  { name, query },
])

describe('every model can move to Trino', () => {
  test.each(queries)('$name', ({ query }) => {
    const sql = compile(query(defaultSettings), trino)
    expect(grammarFaults(sql)).toEqual([])
  })

  test('and what it compiles to is known', async () => {
    const compiled = queries.map(
      ({ name, query }) => `-- ${name}\n${compile(query(defaultSettings), trino)}\n`,
    )
    await expect(compiled.join('\n')).toMatchFileSnapshot('compiled/trino.sql')
  })
})

test('what every model compiles to in DuckDB is known', async () => {
  const compiled = queries.map(
    ({ name, query }) => `-- ${name}\n${compile(query(defaultSettings), duckDb)}\n`,
  )
  await expect(compiled.join('\n')).toMatchFileSnapshot('compiled/duckdb.sql')
})

test('the dependency graph is known', async () => {
  const graph = catalog.models.map(({ model, reads }) => `${model.name} <- ${reads.join(', ')}\n`)
  await expect(graph.join('')).toMatchFileSnapshot('compiled/graph.txt')
})

test('a change of words rebuilds nothing, a change of a query rebuilds what rests on it', () => {
  const before = new Map(steps(catalog, defaultSettings).map((step) => [step.model.name, step.fingerprint]))
  const changed = (models: typeof catalog.models, settings = defaultSettings) =>
    steps({ ...catalog, models }, settings)
      .filter((step) => before.get(step.model.name) !== step.fingerprint)
      .map(({ model }) => model.name)

  const reworded = catalog.models.map((entry) => ({
    ...entry,
    model: { ...entry.model, about: 'Other words.' },
  }))
  expect(changed(reworded)).toEqual([])

  const priced = changed(catalog.models, { ...defaultSettings, reviewCost: 99 })
  expect(priced).toContain('scores.case_scores')
  expect(priced).toContain('scores.queue')
  expect(priced).not.toContain('marts.orders')
  expect(priced).not.toContain('facts.claim_facts')
})

describe('every signal', () => {
  test.each(signals.map((signal) => ({ name: `${signal.facts.name} ${signal.name}`, signal })))(
    '$name',
    ({ signal }) => {
      expect(signal.name).toMatch(/^[a-z][a-z_]*$/)
      for (const sentence of [signal.means, signal.because, signal.reason, signal.innocent])
        expect(sentence).toMatch(/\.$/)
      const outcomes = new Set(signal.cases.map(({ outcome }) => outcome))
      expect([...outcomes].sort()).toEqual(['clear', 'fired', 'unknown'])
    },
  )
})

const layers = [
  ['warehouse'],
  ['sources'],
  ['models/staging'],
  ['models/marts'],
  ['models/facts'],
  ['models/signals'],
  ['models/scores'],
  ['models/metrics', 'models/actions'],
  ['pipelines'],
] as const
// The declared units stand beside the layers and may be imported by all of them.
const units = ['models/model.ts', 'models/loads.ts', 'models/checks.ts', 'models/settings.ts']

test('imports go one way', () => {
  const faults: string[] = []
  for (const folder of ['warehouse', 'sources', 'models']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!file.name.endsWith('.ts')) continue
      const path = relative(root, join(file.parentPath, file.name))
      for (const [, imported] of readFileSync(join(root, path), 'utf8').matchAll(/from '(\.[^']+)'/g)) {
        const target = relative(root, resolve(root, dirname(path), imported as string))
        if (layerOf(target) > layerOf(path)) faults.push(`${path} imports ${target}; ${lawOf(path)}.`)
        const isEngine = /^warehouse\/(duckdb|trino)\//.test(target) && !path.startsWith('warehouse/')
        if (isEngine) faults.push(`${path} imports ${target}; only pipelines may import an engine.`)
      }
    }
  }
  expect(faults).toEqual([])
})

const layerOf = (path: string) =>
  units.includes(path)
    ? 0.5
    : layers.findIndex((folders) => folders.some((folder) => path.startsWith(`${folder}/`)))

const lawOf = (path: string) => {
  const own = layerOf(path)
  return `${layers[own]?.join(', ') ?? path} may only import what comes before it: ${layers.slice(0, own).flat().join(', ')}`
}
