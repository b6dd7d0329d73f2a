import { existsSync, statSync } from 'node:fs'
import { Command } from 'commander'
import { readBook } from '../alerts.ts'
import { connectionStates } from '../fetch/connection_states.ts'
import { lockHolder } from '../runner/lock.ts'
import { type Places, placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { reading } from '../runner/reading.ts'
import { many, saidOfDrift, saidOfWaiting } from '../runner/said.ts'
import { readSettings } from '../runner/settings.ts'
import { readHealth } from '../schedule/health.ts'
import { readMemory } from '../schedule/memory.ts'
import { pipelinesOf } from '../schedule/pipeline.ts'
import { pipelineStates } from '../schedule/pipeline_state.ts'
import { freshness } from '../status/freshness.ts'
import { saidOfAlerts, saidOfConnections, saidOfFreshness, saidOfSchedule } from '../status/said.ts'
import { readStatus, type Status } from '../status.ts'
import { type Flags, print } from './flags.ts'

export const statusCommand = () =>
  new Command('status')
    .description(
      'Say how the last runs ended and when the next are, what came in, what is late, held back or fails, and how old the snapshot is.',
    )
    .addHelpText('after', '\nExample: recoup status --json')
    .action(async (flags: Flags) => {
      const places = placesOf(flags)
      const settings = await readSettings()
      const holder = lockHolder(places.lock)
      const seen = await statusNow(places, holder !== null)
      const snapshot = existsSync(places.snapshot) ? statSync(places.snapshot).mtime.toISOString() : null
      const now = new Date()
      const pipelines = pipelineStates(pipelinesOf(settings), readMemory(places.schedule), now)
      const isScheduled = lockHolder(places.scheduleLock) !== null
      const fresh = freshness(seen?.status.arrivals ?? [], settings, now)
      const connections = connectionStates(places, settings)
      const { open: alerts } = readBook(places)
      const result = {
        running: holder,
        seen_at: seen?.at ?? null,
        ...seen?.status,
        schedule: { isAtWork: isScheduled, pipelines },
        connections,
        freshness: fresh,
        alerts,
        snapshot,
      }
      print(flags, result, [
        ...(holder
          ? [`\`recoup ${holder.command}\` is at work (process ${holder.pid} since ${holder.since}).`]
          : []),
        ...(holder && seen ? [`As it was at ${seen.at}:`, ''] : []),
        ...(seen ? [...saidOfRuns(seen.status), '', ...saidOfFolders(seen.status), ''] : []),
        ...saidOfSchedule(isScheduled, pipelines),
        '',
        ...paragraph(saidOfConnections(connections)),
        ...paragraph(saidOfFreshness(fresh)),
        ...(seen ? saidOfTurnedAway(seen.status) : []),
        ...paragraph(saidOfAlerts(alerts)),
        saidOfSnapshot(snapshot),
      ])
    })

const paragraph = (said: readonly string[]): readonly string[] => (said.length > 0 ? [...said, ''] : [])

/** The status from the ledger; for as long as a run writes to it, as the schedule saw it last, if it ever did. */
async function statusNow(places: Places, isWritten: boolean): Promise<{ status: Status; at: string } | null> {
  if (!isWritten) return { status: await reading(places, readStatus), at: new Date().toISOString() }
  const { status, ledgerReadAt } = readHealth(places) ?? {}
  return status && ledgerReadAt ? { status, at: ledgerReadAt } : null
}

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
