import type { Model } from '../../models/model.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Desk } from '../runner/desk.ts'
import { postJson, webhook } from '../runner/post_json.ts'
import { told } from './rows.ts'
import { listName, workLists } from './work_lists.ts'

/** How many pieces of work the webhook took, and in a sentence why it did not take the others. */
export type Posted = { readonly rows: number; readonly fault: string | null }

const rowsPerPost = 100

type Work = { readonly action_id: string; readonly row_hash: string; readonly row: string }

/**
 * Posts the work that the webhook has not taken as it now is, list by list, what is due first first. At the first
 * fault it stops: what was not taken is tried again by the next run. Nothing where no webhook is set.
 */
export async function post(
  desk: Desk,
  asOf: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Posted | null> {
  const { settings, warehouse, runId, catalog } = desk
  if (!settings.webhook) return null
  let rows = 0
  for (const list of workLists(catalog)) {
    for (;;) {
      const work = await notTaken(warehouse, list, asOf)
      if (work.length === 0) break
      const body = `{"list":"${listName(list)}","run_id":"${runId}","work":[${work.map(({ row }) => row).join(',')}]}`
      const called = webhook(body, environment.RECOUP_WEBHOOK_SECRET)
      const fault = await postJson(settings.webhook.url, body, called)
      if (fault) return { rows, fault }
      await remember(warehouse, work)
      rows += work.length
    }
  }
  return { rows, fault: null }
}

/** The first rows of the list, as JSON, that were handed out and not taken since they last changed. */
const notTaken = (warehouse: Warehouse, list: Model, asOf: string): Promise<Work[]> =>
  warehouse.rows<Work>(
    `select told.action_id, row_hash, cast(to_json(told) as varchar) as row
     from (select ${told(list, 'program', asOf)} from ${quoted(list.name)}) as told
     join ledger.handed_out as handed on handed.action_id = told.action_id and handed.gone_at is null
     where not exists (
       from ledger.posted as posted
       where posted.action_id = handed.action_id and posted.row_hash = handed.row_hash)
     order by due_on, told.action_id limit ${rowsPerPost}`,
  )

async function remember(warehouse: Warehouse, work: readonly Work[]): Promise<void> {
  const now = new Date().toISOString().replace('Z', '')
  const rows = work.map((_, at) => `($${at * 2 + 2}, $${at * 2 + 3}, cast($1 as timestamp))`)
  await warehouse.run(
    `insert into ledger.posted values ${rows.join(', ')}
     on conflict (action_id) do update set row_hash = excluded.row_hash, posted_at = excluded.posted_at`,
    [now, ...work.flatMap(({ action_id, row_hash }) => [action_id, row_hash])],
  )
}
