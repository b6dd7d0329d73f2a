import { expect, test } from 'vitest'
import { emptied, isTheirs, kindsOf } from '../../../pipelines/erase/theirs.ts'
import { runsOfWords } from '../../../pipelines/erase/words.ts'
import { readSources } from '../../../pipelines/runner/catalog.ts'

test('of every kind of record with personal data it can be told whose it is', async () => {
  const kinds = kindsOf(await readSources())
  const personal = kinds.filter(({ feed, customer }) => customer || emptied(feed).length > 0)
  expect(personal.length).toBeGreaterThan(7)
  expect(personal.filter((kind) => isTheirs(kind) === undefined).map(({ feed }) => feed.name)).toEqual([])
})

test('a name is found however its words are parted', () => {
  const plain = (text: string) => runsOfWords(text).map((run) => run.plain)
  for (const text of ['Zoë Quist', 'orders_zoe-quist.csv', 'ZOE  QUIST,', '{"name":"Zoe Quist"}'])
    expect(plain(text)).toContain('zoequist')
})
