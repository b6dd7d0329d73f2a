import { printable } from '../runner/printable.ts'
import { many, minuteOf, saidOfDrift } from '../runner/said.ts'
import type { CheckedConnection, CheckedSender } from './check.ts'
import type { ListedConnection, ListedSender, ListedSenders } from './listed.ts'
import type { TriedLoad } from './tried_load.ts'

/** Every sender and connection on a few lines. Times are UTC. */
export const saidOfListed = ({ senders, connections, isWritten }: ListedSenders): string[] => [
  'Senders, whose files are read in their own formats',
  ...senders.flatMap((sender) => saidOfSender(sender, isWritten)),
  '',
  ...(connections.length > 0
    ? ['Connections, by which Recoup fetches', ...connections.flatMap(saidOfConnection)]
    : ['No connection yet: docs/connections.md says how to set one up.']),
  ...(isWritten ? ['', 'A run is writing now: what was loaded can be told once it has ended.'] : []),
]

function saidOfSender({ sender, about, at, files, waiting, loadedAt }: ListedSender, isWritten: boolean) {
  const wait = waiting === null ? '' : `, ${waiting.toLocaleString('en')} not loaded`
  const last = isWritten ? '' : `; ${loadedAt ? `last loaded ${minuteOf(loadedAt)}` : 'never loaded'}`
  return [`  ${sender.padEnd(18)} ${about}`, `${' '.repeat(21)}${at}: ${many(files, 'file')}${wait}${last}`]
}

function saidOfConnection(one: ListedConnection): string[] {
  const fetched = one.succeededAt ? `last fetched ${minuteOf(one.succeededAt)}` : 'never fetched'
  const loaded = one.loadedAt ? `, last loaded ${minuteOf(one.loadedAt)}` : ''
  return [
    `  ${one.connection.padEnd(18)} ${one.feed} from ${one.from}: ${one.where}`,
    `${' '.repeat(21)}${fetched}${loaded}; ${many(one.waiting, 'file')} to be loaded`,
    ...(one.fault === null ? [] : [`${' '.repeat(21)}FAILS: ${one.fault}`]),
  ]
}

/** What a check found. */
export function saidOfCheck(checked: CheckedSender | CheckedConnection): string[] {
  if (checked.is === 'connection')
    return [...checked.found, ...(checked.tried ? saidOfTried(checked.tried) : [])]
  const { files, tried, isWritten } = checked
  return [
    `${many(files, 'file')} in the folder of ${checked.name}, ${isWritten ? 'of which a run that is writing now keeps from telling which were loaded: all are tried' : `${(tried?.files.length ?? 0).toLocaleString('en')} not loaded`}.`,
    ...(tried ? saidOfTried(tried) : []),
    'Nothing was loaded.',
  ]
}

const [mostFiles, mostRules] = [20, 20]

function saidOfTried({ files, rows, held, drift, timesWithoutOffset }: TriedLoad): string[] {
  const failed = files.filter(({ outcome }) => outcome === 'failed' || outcome === 'left')
  return [
    ...files
      .filter(({ outcome }) => outcome === 'loaded')
      .slice(0, mostFiles)
      .map(
        ({ path, rowsRead, rowsAccepted, rowsQuarantined, rowsRepeated }) =>
          `Would load: ${printable(path)}: ${many(rowsRead, 'row')}, ${rowsAccepted.toLocaleString('en')} good, ${rowsQuarantined.toLocaleString('en')} bad, ${rowsRepeated.toLocaleString('en')} repeated.`,
      ),
    ...failed.slice(0, mostFiles).map(({ path, sentence }) => `Would fail: ${printable(path)}: ${sentence}`),
    ...saidOfMore(files.length - failed.length, mostFiles, 'file that would load'),
    ...saidOfMore(failed.length, mostFiles, 'file that would fail'),
    ...(rows.length > 0
      ? [
          `They would become ${rows.map((one) => `${one.rows.toLocaleString('en')} of ${one.feed}`).join(', ')}.`,
        ]
      : []),
    ...held
      .slice(0, mostRules)
      .map(
        (group) =>
          `Bad: ${printable(group.path)}, ${many(group.rows, 'row')} of ${group.feed} from row ${group.firstRow} on: ${group.rule}`,
      ),
    ...saidOfMore(held.length, mostRules, 'fault'),
    ...(timesWithoutOffset > 0
      ? [`${many(timesWithoutOffset, 'time')} without offset, read in the configured time zone.`]
      : []),
    ...drift.map(saidOfDrift),
  ]
}

const saidOfMore = (all: number, most: number, what: string): string[] =>
  all > most ? [`… and ${many(all - most, what)} more: --json tells all.`] : []
