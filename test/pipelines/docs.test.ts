import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Described } from '../../pipelines/docs/described.ts'
import { recoupHere } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), "Ada's docs "))
const read = (name: string) => readFileSync(join(folder, 'shop', 'docs', name), 'utf8')
let told: Described

beforeAll(async () => {
  told = JSON.parse((await recoupHere(folder, ['docs', '--data', 'shop', '--json'])).out)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tableNamed = (name: string) => told.tables.find((table) => table.name === name)

describe('`recoup docs`', () => {
  test('writes the dictionary and the lineage, where nothing was ever run too', () => {
    expect(readdirSync(join(folder, 'shop', 'docs')).sort()).toEqual([
      'catalog.json',
      'lineage.md',
      'metrics.md',
      'tables.md',
    ])
    expect(read('tables.md')).toContain('`marts.orders`')
    expect(read('metrics.md')).toContain('### Shipped on time')
    expect(JSON.parse(read('catalog.json'))).toEqual(told)
    // Beside no code there is nothing to link to.
    for (const name of ['tables.md', 'metrics.md', 'lineage.md']) expect(read(name)).not.toContain('](')
  })

  test('tells programs of columns, of personal data, of checks and of what a figure needs', () => {
    expect(tableNamed('raw.orders')?.columns.find(({ name }) => name === 'email')).toMatchObject({
      kind: 'text',
      personal: 'email',
    })
    expect(tableNamed('marts.orders')).toMatchObject({ owner: 'finance', grain: ['order_id'] })
    expect(tableNamed('marts.orders')?.checks.length).toBeGreaterThan(0)
    expect(told.metrics.find(({ name }) => name === 'wismo_per_thousand_orders')?.needs).toEqual([
      ['contacts'],
    ])
  })

  test('every parent has its child, and every table is in the lineage', () => {
    const lineage = read('lineage.md')
    for (const { name, parents, children } of told.tables) {
      for (const parent of parents)
        expect(tableNamed(parent)?.children, `${parent} → ${name}`).toContain(name)
      for (const child of children) expect(tableNamed(child)?.parents, `${name} → ${child}`).toContain(name)
      expect(lineage).toContain(`| \`${name}\` |`)
    }
  })

  test('an arrow joins boxes that are drawn, and no graph is a thicket', () => {
    const graphs = [...read('lineage.md').matchAll(/```mermaid\nflowchart LR\n([^`]*)```/g)].map(
      ([, lines = '']) => lines.trimEnd().split('\n'),
    )
    expect(graphs.length).toBeGreaterThan(15)
    for (const lines of graphs) {
      const boxes = lines.flatMap((line) => /^ {2}(\w+)\["[^"]+"\]$/.exec(line)?.[1] ?? [])
      const arrows = lines.flatMap((line) => {
        const [, from, to] = /^ {2}(\w+) -->(?:\|\d+\|)? (\w+)$/.exec(line) ?? []
        return from && to ? [[from, to]] : []
      })
      expect(boxes.length + arrows.length).toBe(lines.length)
      for (const end of arrows.flat()) expect(boxes).toContain(end)
      expect(arrows.length).toBeLessThanOrEqual(30)
    }
  })

  test('goes to the folder that is named', async () => {
    expect((await recoupHere(folder, ['docs', '--out', 'elsewhere/docs'])).out).toMatch(
      /^Told of \d+ tables and \d+ metrics in .*elsewhere\/docs: tables\.md/,
    )
    expect(readdirSync(join(folder, 'elsewhere', 'docs'))).toHaveLength(4)
  })
})
