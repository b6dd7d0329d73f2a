import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { tables } from '../../../pipelines/serve/pages/tables.ts'

const reports = fileURLToPath(new URL('../../../reports/', import.meta.url))
const sources = readdirSync(join(reports, 'sources', 'published'))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.slice(0, -'.sql'.length))
const sqlOf = (table: string) =>
  readFileSync(join(reports, 'sources', 'published', `${table}.sql`), 'utf8').replaceAll(/^--.*$/gm, '')

/** Of single cases, of linked accounts or one account, of what people found or of who they are. */
const ofCases = /\b(case_id|ring_id|customer_id|account|reviewer|finding|is_finding)\b|\b(scores|quality)\.\w/

test('each table of the pages is declared once: for everybody, or for reviewers', () => {
  expect([...tables.everybody, ...tables.reviewers].sort()).toEqual([...sources].sort())
})

test('no table for everybody tells of single cases, accounts or reviewers', () => {
  expect(tables.everybody.filter((table) => ofCases.test(sqlOf(table)))).toEqual([])
})

test('pages that everybody may open read no table that is for reviewers', () => {
  const pages = readdirSync(join(reports, 'pages'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.md') && !file.startsWith('loss-prevention'),
  )
  expect(pages.length).toBeGreaterThan(10)
  const everybodys = new Set<string>(tables.everybody)
  for (const page of pages) {
    const read = [...readFileSync(join(reports, 'pages', page), 'utf8').matchAll(/\bpublished\.(\w+)/g)]
    expect({
      page,
      tables: read.map(([, table]) => table).filter((table) => !everybodys.has(table ?? '')),
    }).toEqual({
      page,
      tables: [],
    })
  }
})
