import { expect, test } from 'vitest'
import { readSources } from '../../../pipelines/runner/catalog.ts'

const { feeds, logged } = await readSources()

test.each(logged.map((kind) => [kind.name, kind] as const))('%s says what it holds', (name, kind) => {
  expect(feeds.map((feed) => feed.name)).not.toContain(name)
  expect(kind.about).toMatch(/^[A-Z].*\.$/)
  for (const { facts } of Object.values(kind.columns)) expect(facts.about).toMatch(/^[A-Z].*\.$/)
  for (const column of kind.key) expect(kind.columns[column]?.facts.required).toBe(true)
  for (const column of kind.happenedAt) expect(kind.columns[column]?.facts.kind).toBe('instant')
})
