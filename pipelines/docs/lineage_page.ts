import { layers } from '../../models/model.ts'
import type { Described, DescribedTable } from './described.ts'
import { code, page, table, title } from './markdown.ts'

/** From what comes in to what is told. */
const order = ['raw', ...layers, 'quality']
const layerOf = (name: string): string => name.slice(0, name.indexOf('.'))

/** What is made from what: the layers at a glance, a graph for each mart, and every table in words. */
export function lineagePage({ tables }: Described, notice: string): string {
  const layers = order.filter((layer) => tables.some(({ name }) => layerOf(name) === layer))
  return page([
    '# Lineage',
    notice,
    'What each table is made from, and what is made from it. It follows from the queries themselves, so it cannot be out of date; in the snapshot it is `health.lineage`.',
    '## Layers',
    'An arrow’s number says how many tables of the one are read by tables of the other, each pair counted once.',
    layersGraph(tables, layers),
    '## Around each mart',
    'What a mart is made from stands left of it, what is made from it right. Where one layer has many, they are counted; the lists below name them.',
    ...tables
      .filter(({ name }) => layerOf(name) === 'marts')
      .toSorted(byName)
      .flatMap((mart) => [`### ${code(mart.name)}`, mart.about, tableGraph(mart)]),
    '## Every table',
    ...layers.flatMap((layer) => [
      `### ${title(layer)}`,
      table(
        ['table', 'made from', 'goes into'],
        tables
          .filter(({ name }) => layerOf(name) === layer)
          .toSorted(byName)
          .map(({ name, parents, children }) => [code(name), names(parents), names(children)]),
      ),
    ]),
  ])
}

const byName = (one: DescribedTable, other: DescribedTable) => (one.name < other.name ? -1 : 1)
const names = (tables: readonly string[]): string => [...tables].sort().map(code).join(', ') || '–'

function layersGraph(tables: readonly DescribedTable[], layers: readonly string[]): string {
  const links = new Map<string, number>()
  for (const { name, parents } of tables)
    for (const parent of parents) {
      const link = `${layerOf(parent)} ${layerOf(name)}`
      links.set(link, (links.get(link) ?? 0) + 1)
    }
  const size = (layer: string) => tables.filter(({ name }) => layerOf(name) === layer).length
  return graph([
    ...layers.map((layer) => node(layer, `${layer}: ${size(layer)} tables`)),
    ...[...links]
      .map(([link, count]) => [...link.split(' '), count] as const)
      .filter(([from, to]) => from !== to)
      .map(([from, to, count]) => `${from} -->|${count}| ${to}`),
  ])
}

/** Most tables of one layer that are drawn each by itself on one side. */
const mostDrawn = 6

function tableGraph({ name, parents, children }: DescribedTable): string {
  const self = idOf(name)
  const [left, right] = [drawn(parents, 'from'), drawn(children, 'into')]
  return graph([
    node(self, name),
    ...left.flatMap(({ id, label }) => [node(id, label), `${id} --> ${self}`]),
    ...right.flatMap(({ id, label }) => [node(id, label), `${self} --> ${id}`]),
  ])
}

const drawn = (tables: readonly string[], side: 'from' | 'into') =>
  order.flatMap((layer) => {
    const ofLayer = tables.filter((name) => layerOf(name) === layer).sort()
    return ofLayer.length > mostDrawn
      ? [{ id: `${side}_${layer}`, label: `${ofLayer.length} tables of ${layer}` }]
      : ofLayer.map((name) => ({ id: idOf(name), label: name }))
  })

const idOf = (name: string): string => name.replace('.', '_')
const node = (id: string, label: string): string => `${id}["${label}"]`

/** A graph as Mermaid writes it. */
const graph = (lines: readonly string[]): string =>
  ['```mermaid', 'flowchart LR', ...lines.map((line) => `  ${line}`), '```'].join('\n')
