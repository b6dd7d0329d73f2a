import type { BuildReport } from '../build.ts'
import type { Drift, FileOutcome, LoadReport, Waiting } from '../load.ts'
import type { OutboxReport } from '../outbox.ts'
import type { RetentionReport } from '../retention.ts'
import type { Places } from './places.ts'
import { printable } from './printable.ts'

const total = (
  files: readonly FileOutcome[],
  what: 'rowsRead' | 'rowsAccepted' | 'rowsQuarantined' | 'rowsRepeated',
) => files.reduce((sum, file) => sum + file[what], 0)

export const many = (count: number, what: string) =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

/** A time of ISO 8601 to its minute, as people read it. */
export const minuteOf = (time: string): string => time.slice(0, 16).replace('T', ' ')

/** A load in sentences: what came in, and all that somebody may want to look at. */
export function saidOfLoad({ files, waiting, timesWithoutOffset, drift, ignored }: LoadReport): string[] {
  const loaded = files.filter(({ outcome }) => outcome === 'loaded')
  const repeated = files.filter(({ outcome }) => outcome === 'repeated').length
  const said = [
    `Loaded ${many(loaded.length, 'file')}: ${many(total(loaded, 'rowsRead'), 'row')} read, ${total(loaded, 'rowsAccepted').toLocaleString('en')} accepted, ${total(loaded, 'rowsQuarantined').toLocaleString('en')} quarantined, ${total(loaded, 'rowsRepeated').toLocaleString('en')} repeated.`,
  ]
  if (repeated > 0)
    said.push(
      `${many(repeated, 'file')} had been loaded before, and ${repeated === 1 ? 'was' : 'were'} left alone.`,
    )
  for (const { path, outcome, sentence } of files) {
    if (outcome === 'failed') said.push(`Not loaded: ${printable(path)}: ${sentence}`)
    if (outcome === 'left') said.push(`Left for the next run: ${printable(path)}: ${sentence}`)
  }
  for (const one of waiting) said.push(saidOfWaiting(one))
  if (timesWithoutOffset > 0) {
    said.push(`${many(timesWithoutOffset, 'time')} without offset, read in the configured time zone.`)
  }
  for (const one of drift) said.push(saidOfDrift(one))
  if (ignored.length > 0) {
    said.push(
      `Passed over ${many(ignored.length, 'path')} of no feed or sender: ${ignored
        .slice(0, 3)
        .map((path) => printable(path))
        .join(', ')}${ignored.length > 3 ? ', …' : ''}.`,
    )
  }
  return said
}

export function saidOfDrift(drift: Drift): string {
  switch (drift.kind) {
    case 'unknown':
      return `Drift: ${many(drift.files, 'file')} of ${drift.feed} with a column ${printable(drift.column)} that the feed does not know; it was not loaded.`
    case 'vanished':
      return `Drift: ${many(drift.files, 'file')} of ${drift.feed} without the column ${drift.column}, which earlier files had.`
    case 'words':
      return `Drift: ${many(drift.rows, 'row')} of ${drift.feed} with a ${drift.column} that the feed does not know: ${saidOfWords(drift)}.`
    case 'nulls':
      return `Drift: ${drift.feed}: ${drift.column} is missing in ${percent(drift.found)} of the rows of ${printable(drift.path)}; usual in the ${drift.filesBefore} files before is ${percent(drift.usual)}.`
    case 'volume':
      return `Drift: ${drift.feed}: ${printable(drift.path)} has ${many(drift.found, 'good row')}; usual in the ${drift.filesBefore} files before is ${drift.usual.toLocaleString('en')}.`
  }
}

function saidOfWords({ words, others }: Extract<Drift, { kind: 'words' }>): string {
  const named = words.map(({ word, rows }) => `“${word}” (${rows.toLocaleString('en')})`)
  if (named.length === 0) return `${many(others, 'word')} that \`recoup quarantine show\` tells`
  return [...named, ...(others > 0 ? [many(others, 'other')] : [])].join(', ')
}

const percent = (share: number) => `${Math.round(share * 100)}%`

export const saidOfWaiting = ({ feed, column, refersTo, rows }: Waiting) =>
  `Waiting: ${many(rows, 'row')} of ${feed} whose ${column} is not yet among ${refersTo}.`

/** A build in sentences. */
export function saidOfBuild({ built, skipped, warnings }: BuildReport): string[] {
  return [
    `Built ${many(built.length, 'table')}; ${skipped.toLocaleString('en')} were up to date.`,
    ...warnings.map(
      ({ table, sentence, offending }) =>
        `Warning: in ${table}, «${sentence}» does not hold for ${many(offending, 'row')}.`,
    ),
  ]
}

/** What was handed out and posted, in sentences; nothing where nothing was new or changed. */
export function saidOfOutbox({ handedOut, posted }: OutboxReport, places: Places): string[] {
  const lists = handedOut.map(({ list, rows }) => `${rows.toLocaleString('en')} of ${list}`)
  return [
    ...(lists.length > 0
      ? [`Handed out what is new or changed: ${lists.join(', ')}, in ${places.outbox}`]
      : []),
    ...(posted && posted.rows > 0 ? [`Posted ${many(posted.rows, 'piece')} of work to the webhook.`] : []),
    ...(posted?.fault ? [`Warning: ${posted.fault} What it did not take is posted by the next run.`] : []),
  ]
}

/** What went because it was old, in a sentence; nothing where nothing did. */
export function saidOfRetention(retention: RetentionReport | null): string[] {
  const cleared = Object.entries(retention?.rows ?? {}).map(
    ([table, rows]) => `${many(rows, 'row')} of ${table}`,
  )
  if (!retention || cleared.length === 0) return []
  return [
    `Only pseudonyms are kept of what changed before ${retention.before.slice(0, 10)}: ${cleared.join(', ')}.`,
  ]
}
