import { expect, test } from 'vitest'
import { driftingColumns } from '../../../models/actions/work.ts'
import { defaultSettings } from '../../../models/settings.ts'
import { readCatalog } from '../../../pipelines/runner/catalog.ts'

const lists = (await readCatalog(defaultSettings)).models
  .map(({ model }) => model)
  .filter(({ name }) => name.startsWith('actions.'))

test('there are the five work lists, all published', () => {
  expect(lists.map(({ name }) => name)).toEqual([
    'actions.carrier_claims_to_file',
    'actions.cases_to_decide',
    'actions.parcels_to_warn',
    'actions.payouts_to_recover',
    'actions.stock_to_route',
  ])
  expect(lists.filter(({ published }) => !published)).toEqual([])
})

test.each(lists)('$name begins with the columns that all work lists have', ({ columns }) => {
  const shared = Object.entries(columns).slice(0, 5)
  expect(shared.map(([name, { facts }]) => `${name} ${facts.kind}`)).toEqual([
    'action_id text',
    'to_do text',
    'why text',
    'value money',
    'due_on day',
  ])
  expect(shared.filter(([name, { facts }]) => name !== 'value' && !facts.required)).toEqual([])
})

test('columns that drift are columns of a list, and none says what to do, why or until when', () => {
  for (const [list, drifting] of Object.entries(driftingColumns)) {
    const columns = Object.keys(lists.find(({ name }) => name === list)?.columns ?? {})
    expect(columns).toEqual(expect.arrayContaining([...drifting]))
    expect(drifting).not.toEqual(expect.arrayContaining(['action_id', 'to_do', 'why', 'due_on']))
  }
})
