import { expect, onTestFinished, test } from 'vitest'
import { rebuilt } from '../../../models/loads.ts'
import { passedOn } from '../../../models/model.ts'
import { runChecks } from '../../../pipelines/build/checks.ts'
import { integer, text } from '../../../warehouse/columns.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { tables } from '../../../warehouse/tables.ts'

const pairs = passedOn({
  name: 'marts.pairs',
  about: 'A table.',
  owner: 'engineers',
  grain: ['number', 'word'],
  load: rebuilt(),
  columns: { number: integer('Which.'), word: text('What.').required() },
  query: () => tables().selectNoFrom([]),
})

test('rows that share a grain are counted, in all of the table or beside the new rows, and a missing part is one like any other', async () => {
  const warehouse = await Warehouse.open(':memory:')
  onTestFinished(() => warehouse.close())
  await warehouse.run(`create schema marts; create table marts.pairs as select * from (values
    (1, 'a'), (1, 'a'), (1, 'b'), (null, 'c'), (null, 'c'), (2, null)) as r (number, word)`)
  const offending = async (newRows?: string) =>
    (await runChecks(warehouse, pairs, newRows)).map(({ sentence, offending }) => [sentence, offending])

  const [missing, grain] = ['word is never missing', 'no two rows share number, word']
  expect(await offending()).toEqual([
    [missing, 1],
    [grain, 2],
  ])
  expect(await offending(`(select * from marts.pairs where number is null)`)).toEqual([
    [missing, 0],
    [grain, 1],
  ])
  expect(await offending(`(select * from marts.pairs limit 0)`)).toEqual([
    [missing, 0],
    [grain, 0],
  ])
})
