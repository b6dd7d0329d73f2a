import { tidy, writeWhole } from './outbox/files.ts'
import { remember, setAside } from './outbox/handed_out.ts'
import { type Posted, post } from './outbox/webhook.ts'
import { listName, workLists } from './outbox/work_lists.ts'
import type { Desk } from './runner/desk.ts'

export type OutboxReport = {
  readonly handedOut: readonly HandedOut[]
  /** Nothing where no webhook is set. */
  readonly posted: Posted | null
}

/** What was handed out of one list: how many pieces of work, and the files that hold them. */
export type HandedOut = { readonly list: string; readonly rows: number; readonly files: readonly string[] }

/** Hands out new and changed work as files, then posts it. */
export async function outbox(desk: Desk, asOf: string): Promise<OutboxReport> {
  const handedOut = await handOut(desk, asOf)
  return { handedOut, posted: await post(desk, asOf) }
}

/**
 * Hands out what is new or changed on each work list since it was last handed out. The files come first and the
 * ledger second, so that a run killed between the two hands out again rather than never.
 */
async function handOut(desk: Desk, asOf: string): Promise<HandedOut[]> {
  const handed: HandedOut[] = []
  for (const list of workLists(desk.catalog)) {
    tidy(desk.places, list)
    const rows = await setAside(desk.warehouse, list)
    if (rows > 0) handed.push({ list: listName(list), rows, files: await writeWhole(desk, list, asOf) })
    await remember(desk.warehouse, list, desk.runId)
  }
  return handed
}
