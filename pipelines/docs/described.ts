import { metrics } from '../../models/metrics/all.ts'
import type { Metric } from '../../models/metrics/metric.ts'
import { sourcesOf } from '../../models/metrics/needs.ts'
import type { Owner } from '../../models/model.ts'
import type { Feed } from '../../sources/feed.ts'
import { recordsOf } from '../../sources/senders/sender.ts'
import type { Columns, Kind, PersonalKind } from '../../warehouse/columns.ts'
import { qualityTables } from '../quality/all.ts'
import { judgedTables } from '../quality/made_from.ts'
import type { QualityTable } from '../quality/quality_table.ts'
import type { Catalog, CatalogModel } from '../runner/catalog.ts'

export type DescribedColumn = {
  readonly name: string
  readonly about: string
  readonly kind: Kind
  readonly is_required: boolean
  /** Which kind of personal data it holds, if any; outside of `raw` it is a keyed pseudonym. */
  readonly personal: PersonalKind | null
}

/** A table as programs and pages are told of it. */
export type DescribedTable = {
  /** `layer.table`. */
  readonly name: string
  readonly about: string
  /** Nobody answers for what senders send. */
  readonly owner: Owner | null
  readonly grain: readonly string[]
  readonly is_published: boolean
  readonly columns: readonly DescribedColumn[]
  /** The tables that it is made from, and those that are made from it. */
  readonly parents: readonly string[]
  readonly children: readonly string[]
  readonly checks: readonly { readonly sentence: string; readonly severity: 'stop' | 'warn' }[]
}

export type DescribedMetric = ReturnType<typeof describedMetric>

/** Everything that there is, as its files declare it. */
export type Described = {
  readonly tables: readonly DescribedTable[]
  readonly metrics: readonly DescribedMetric[]
}

/** The tables of the catalog, parents before children, those of the queue's quality, and the metrics. */
export function described({ feeds, logged, senders, models }: Catalog): Described {
  const tables = [
    ...[...feeds, ...logged, ...recordsOf(senders)].map(describedFeed),
    ...models.map(describedModel),
    ...qualityTables.map(describedQuality),
  ]
  const childrenOf = (name: string) =>
    tables.filter(({ parents }) => parents.includes(name)).map((table) => table.name)
  return {
    tables: tables.map((table) => ({ ...table, children: childrenOf(table.name) })),
    metrics: metrics.map(describedMetric),
  }
}

type Childless = Omit<DescribedTable, 'children'>

const describedFeed = ({ raw, about, key }: Feed): Childless => ({
  name: raw.name,
  about,
  owner: null,
  grain: [...key, 'version_at', 'file_number', 'row_number'],
  is_published: false,
  columns: describedColumns(raw.columns),
  parents: [],
  checks: [],
})

const describedModel = ({ model, reads }: CatalogModel): Childless => ({
  name: model.name,
  about: model.about,
  owner: model.owner,
  grain: model.grain,
  is_published: model.published,
  columns: describedColumns(model.columns),
  parents: reads,
  checks: model.checks.map(({ sentence, severity }) => ({ sentence, severity })),
})

const describedQuality = ({ name, about, owner, grain, columns }: QualityTable): Childless => ({
  name,
  about,
  owner,
  grain,
  is_published: true,
  columns: describedColumns(columns),
  parents: judgedTables,
  checks: [],
})

const describedColumns = (columns: Columns): DescribedColumn[] =>
  Object.entries(columns).map(([name, { facts }]) => ({
    name,
    about: facts.about,
    kind: facts.kind,
    is_required: facts.required,
    personal: facts.personal ?? null,
  }))

const describedMetric = (metric: Metric) => ({
  name: metric.name,
  title: metric.title,
  pillar: metric.pillar,
  about: metric.sentence,
  unit: metric.unit,
  better: metric.direction,
  owner: metric.owner,
  numerator: metric.numerator.means,
  denominator: metric.denominator?.means ?? null,
  per: metric.per,
  by: [...metric.dimensions, ...metric.parts],
  /** What must have been recorded: of each entry any one. */
  needs: metric.needs.map((need) => [...sourcesOf(need)]),
  reference: metric.reference ?? null,
})
