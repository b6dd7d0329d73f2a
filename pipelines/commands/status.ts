import { existsSync, statSync } from 'node:fs'
import { Command } from 'commander'
import { lockHolder } from '../runner/lock.ts'
import { placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { reading } from '../runner/reading.ts'
import { many, saidOfDrift, saidOfWaiting } from '../runner/said.ts'
import { readStatus, type Status } from '../status.ts'
import { type Flags, print } from './flags.ts'

export const statusCommand = () =>
  new Command('status')
    .description(
      'Say how the last runs ended, what came in, what is held back or fails, and how old the snapshot is.',
    )
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
      const status = await reading(places, readStatus)
      print(flags, { running: null, ...status, snapshot }, [
        ...saidOfRuns(status),
        '',
        ...saidOfFolders(status),
        '',
        ...saidOfTurnedAway(status),
        saidOfSnapshot(snapshot),
      ])
    })

const saidOfRuns = ({ runs }: Status) => [
  'Last runs (UTC)',
  ...runs.map(
    ({ command, started_at, outcome, as_of, message }) =>
      `  ${started_at}  ${command.padEnd(8)} ${outcome.padEnd(12)}${as_of ? `as of ${as_of}` : ''}${message ? ` — ${message}` : ''}`,
  ),
]

const saidOfFolders = ({ feeds }: Status) => [
  `${'Feed'.padEnd(18)} ${'files'.padStart(7)} ${'failing'.padStart(7)} ${'rows'.padStart(11)} ${'held'.padStart(9)}  newest event`,
  ...feeds.map(
    ({ feed, files, failing, rows, held, newest }) =>
      `${feed.padEnd(18)} ${files.padStart(7)} ${failing.padStart(7)} ${rows.padStart(11)} ${held.padStart(9)}  ${newest ?? '—'}`,
  ),
]

const mostFiles = 10

function saidOfTurnedAway({ held, failing, retries, waiting, drift }: Status): string[] {
  const said = [
    ...held.map(
      ({ feed, rows, oldest }) => `Held: ${many(rows, 'row')} of ${feed}, the oldest since ${oldest} UTC.`,
    ),
    ...failing
      .slice(0, mostFiles)
      .map(({ path, fileNumber, sentence }) => `Fails: ${printable(path)} (file ${fileNumber}): ${sentence}`),
    ...(failing.length > mostFiles ? [`Fails: ${many(failing.length - mostFiles, 'other file')}.`] : []),
    ...retries.map(
      ({ retried_at, feed, accepted, repeated, replaced }) =>
        `Retried ${retried_at} UTC: of ${feed} ${accepted} accepted, ${repeated} repeated, ${replaced} replaced.`,
    ),
    ...drift.map(saidOfDrift),
    ...waiting.map(({ rows, ...one }) => saidOfWaiting({ ...one, rows: Number(rows) })),
    ...(held.length + failing.length > 0
      ? [
          '`recoup quarantine list` tells what is held back and why; `recoup quarantine retry` tries it again.',
        ]
      : []),
  ]
  return said.length === 0 ? [] : [...said, '']
}

const saidOfSnapshot = (at: string | null) =>
  at ? `The snapshot was published at ${at}.` : 'Nothing has been published yet.'
