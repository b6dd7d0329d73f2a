import { layers } from '../../models/model.ts'
import type { Described, DescribedTable } from './described.ts'
import { code, folder, page, table, title } from './markdown.ts'

/** Every table as its file says it, layer by layer. */
export const tablesPage = ({ tables }: Described, notice: string, root?: string): string =>
  page([
    '# Tables',
    notice,
    `Each table is one file under ${folder('models', root)}, which says its columns too. A run builds them in this order of layers.`,
    ...layers.flatMap((layer) => [`## ${title(layer)}`, told(tables, layer)]),
    '## Quality',
    `Each of these is one file under ${folder('pipelines/quality/tables', root)}. They are made when a snapshot is published, by what \`recoup evaluate\` says of people’s decisions, where scores or decisions have changed.`,
    told(tables, 'quality'),
  ])

const told = (tables: readonly DescribedTable[], layer: string): string =>
  table(
    ['table', 'what it tells', 'one row for each', 'owner'],
    tables
      .filter(({ name }) => name.startsWith(`${layer}.`))
      .map(({ name, about, grain, owner }) => [code(name), about, grain.join(', ') || 'shop', owner ?? ''])
      .sort(),
  )
