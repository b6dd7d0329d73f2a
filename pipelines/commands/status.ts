import { existsSync, statSync } from 'node:fs'
import { Command } from 'commander'
import { reading } from '../runner/desk.ts'
import { lockHolder } from '../runner/lock.ts'
import { placesOf } from '../runner/places.ts'
import { type Flags, print } from './flags.ts'

type Feed = {
  feed: string
  files: string
  failed: string
  rows: string
  quarantined: string
  newest: string | null
}
type Run = {
  command: string
  started_at: string
  outcome: string
  as_of: string | null
  message: string | null
}

export const statusCommand = () =>
  new Command('status')
    .description('Say what was loaded, how the last runs ended, and how old the snapshot is.')
    .addHelpText('after', '\nExample: recoup status --json')
    .action(async (flags: Flags) => {
      const places = placesOf(flags)
      const holder = lockHolder(places.lock)
      const snapshot = existsSync(places.snapshot) ? statSync(places.snapshot).mtime.toISOString() : null
      if (holder) {
        print(flags, { running: holder, snapshot }, [
          `\`recoup ${holder.command}\` is at work (process ${holder.pid} since ${holder.since}).`,
          saidOfSnapshot(snapshot),
        ])
        return
      }
      const { runs, feeds } = await reading(places, async (warehouse) => ({
        runs: await warehouse.rows<Run>(
          `select command, strftime(started_at, '%Y-%m-%d %H:%M:%S') as started_at, outcome,
             strftime(as_of, '%Y-%m-%d %H:%M:%S') as as_of, message
           from ledger.runs order by ledger.runs.started_at desc limit 5`,
        ),
        feeds: await warehouse.rows<Feed>(
          `select feed, count(*) filter (outcome = 'loaded') as files, count(*) filter (outcome = 'failed') as failed,
             cast(sum(rows_accepted) as bigint) as rows, cast(sum(rows_quarantined) as bigint) as quarantined,
             strftime(max(newest_event_at), '%Y-%m-%d %H:%M') as newest
           from ledger.loads group by feed order by feed`,
        ),
      }))
      print(flags, { running: null, runs, feeds, snapshot }, [
        'Last runs (UTC)',
        ...runs.map(
          ({ command, started_at, outcome, as_of, message }) =>
            `  ${started_at}  ${command.padEnd(8)} ${outcome.padEnd(12)}${as_of ? `as of ${as_of}` : ''}${message ? ` — ${message}` : ''}`,
        ),
        '',
        `${'Feed'.padEnd(18)} ${'files'.padStart(7)} ${'failed'.padStart(7)} ${'rows'.padStart(11)} ${'quarantined'.padStart(12)}  newest event`,
        ...feeds.map(
          ({ feed, files, failed, rows, quarantined, newest }) =>
            `${feed.padEnd(18)} ${files.padStart(7)} ${failed.padStart(7)} ${rows.padStart(11)} ${quarantined.padStart(12)}  ${newest ?? '—'}`,
        ),
        '',
        saidOfSnapshot(snapshot),
      ])
    })

const saidOfSnapshot = (at: string | null) =>
  at ? `The snapshot was published at ${at}.` : 'Nothing has been published yet.'
