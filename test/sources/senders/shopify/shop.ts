import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { LoadReport } from '../../../../pipelines/load.ts'
import type { Feed } from '../../../../sources/feed.ts'
import { shopify } from '../../../../sources/senders/shopify/shopify.ts'
import { MadeInbox } from '../../../pipelines/load/made_inbox.ts'

export const feeds: readonly Feed[] = [...new Set(shopify.mappings.map(({ feed }) => feed))]

const fixtures = fileURLToPath(new URL('../../../fixtures/shopify/', import.meta.url))
export const fixture = (name: string): Promise<string> => readFile(fixtures + name, 'utf8')

export const loadShop = (inbox: MadeInbox): Promise<LoadReport> => inbox.load(feeds, { senders: [shopify] })

/** An inbox in which each of these contents was loaded as a file of its own, one load a file. */
export async function shopWith(...contents: readonly (string | object)[]): Promise<MadeInbox> {
  const inbox = await MadeInbox.open()
  for (const [place, content] of contents.entries()) {
    const isLines = typeof content === 'string'
    await inbox.put(
      `shopify/${place}.${isLines ? 'jsonl' : 'json'}`,
      isLines ? content : JSON.stringify(content, null, 2),
    )
    await loadShop(inbox)
  }
  return inbox
}

/** The newest version of every record of a feed, without the columns that hold nothing. */
export async function newest(inbox: MadeInbox, feed: string): Promise<Record<string, unknown>[]> {
  const { key, columns, raw } = feeds.find(({ name }) => name === feed) as Feed
  const rows = await inbox.rows(
    `select ${Object.keys(columns).join(', ')} from ${raw.name} qualify row_number() over (
       partition by ${key.join(', ')} order by version_at desc, file_number desc, row_number desc) = 1
     order by ${key.join(', ')}`,
  )
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}

export const held = (inbox: MadeInbox) =>
  inbox.rows('select feed, column_names, faults from ledger.quarantine order by all')
