import { expect, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { described } from '../../pipelines/docs/described.ts'
import { lineagePage } from '../../pipelines/docs/lineage_page.ts'
import { metricsPage } from '../../pipelines/docs/metrics_page.ts'
import { tablesPage } from '../../pipelines/docs/tables_page.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'

// The files are written anew by `npx vitest run test/docs -u`.
const notice = '<!-- Written from the files by test/docs: change those, not this page. -->'
const told = described(await readCatalog(defaultSettings))

test('docs/metrics.md says every metric as its file does', () =>
  expect(metricsPage(told, notice, '../')).toMatchFileSnapshot('../../docs/metrics.md'))

test('docs/tables.md says every table as its file does', () =>
  expect(tablesPage(told, notice, '../')).toMatchFileSnapshot('../../docs/tables.md'))

test('docs/lineage.md says what is made from what, as the queries do', () =>
  expect(lineagePage(told, notice)).toMatchFileSnapshot('../../docs/lineage.md'))
