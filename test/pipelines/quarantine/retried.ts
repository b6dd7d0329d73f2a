import { defaultSettings, type Settings } from '../../../models/settings.ts'
import type { Selection } from '../../../pipelines/quarantine/selection.ts'
import { type RetryReport, retry } from '../../../pipelines/quarantine.ts'
import type { Feed } from '../../../sources/feed.ts'
import type { Sender } from '../../../sources/senders/sender.ts'
import type { MadeInbox } from '../load/made_inbox.ts'

type Given = {
  senders?: readonly Sender[]
  settings?: Partial<Settings>
  selection?: Selection
  runId?: string
}

/** Tries again what the inbox's warehouse holds. */
export const retried = (
  inbox: MadeInbox,
  feeds: readonly Feed[],
  { senders = [], settings = {}, selection = {}, runId = 'retry' }: Given = {},
): Promise<RetryReport> =>
  retry(inbox.warehouse, {
    inbox: inbox.path,
    feeds,
    senders,
    settings: { ...defaultSettings, ...settings },
    runId,
    selection,
  })

/** The law of every file, as a select of those that break it. */
export const unbalanced = `select file_number from ledger.loads l
  where rows_read <> rows_accepted + rows_quarantined + rows_repeated
    or rows_quarantined <> (
      select count(*) from ledger.quarantine q
      where q.file_number = l.file_number and q.settled_as is distinct from 'accepted'
        and q.settled_as is distinct from 'repeated' and q.feed in (l.feed, l.feed || '_lines')
    )`
