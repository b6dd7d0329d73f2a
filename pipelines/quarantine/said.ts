import type { RetryReport } from '../quarantine.ts'
import { printable } from '../runner/printable.ts'
import { many } from '../runner/said.ts'
import type { HeldGroup, Listed } from './list.ts'
import type { RetriedRows } from './retry_rows.ts'
import type { Shown, ShownRow } from './show.ts'

const theLine = '(the line)'

/** What was turned away, file by file, at most so many entries of each kind. */
export function saidOfList({ feeds, groups, failing }: Listed, limit: number): string[] {
  if (feeds.length + failing.length === 0) return ['No row is held, and no file fails.']
  const said: string[] = []
  for (const { feed, rows, files, oldest } of feeds)
    said.push(
      `${many(rows, 'row')} of ${feed} held, from ${many(files, 'file')}; the oldest since ${oldest} UTC.`,
    )
  let file = 0
  for (const group of groups.slice(0, limit)) {
    if (group.fileNumber !== file) said.push('', `${printable(group.path)} (file ${group.fileNumber})`)
    file = group.fileNumber
    said.push(`  ${saidOfGroup(group)}`)
  }
  said.push(...saidOfRest(groups.length, limit))
  if (failing.length > 0) said.push('', 'Files that fail, of which nothing is loaded:')
  for (const { fileNumber, path, sentence } of failing.slice(0, limit))
    said.push(`  ${printable(path)} (file ${fileNumber}): ${sentence}`)
  said.push(...saidOfRest(failing.length, limit))
  return [
    ...said,
    '',
    '`recoup quarantine show` shows rows whole; `recoup quarantine retry` tries all of it again.',
  ]
}

function saidOfGroup({ feed, folder, column, rule, rows, firstRow }: HeldGroup): string {
  const place = rows === 1 ? `row ${firstRow}` : `${many(rows, 'row')}, the first is row ${firstRow}`
  const mapped = feed === folder ? '' : ` of ${feed}`
  return `${place}${mapped}: ${rule}${column === theLine ? ' (only a mended file can help)' : ''}`
}

const saidOfRest = (all: number, limit: number): string[] =>
  all > limit ? [`  … and ${(all - limit).toLocaleString('en')} more: --limit ${all} shows them all.`] : []

/** Rows one after another, each with its faults and its cells. */
export function saidOfRows({ rows, total }: Shown, skip: number): string[] {
  if (rows.length === 0)
    return [total === 0 ? 'No such row is held.' : `There are only ${many(total, 'row')}.`]
  const hides = rows.some(({ cells }) => cells.some(({ isHidden }) => isHidden))
  const last = skip + rows.length
  return [
    ...rows.flatMap((row) => [...saidOfRow(row), '']),
    ...(hides ? ['What is hidden is personal, or may be: --reveal shows it.'] : []),
    ...(last < total
      ? [`Rows ${skip + 1} to ${last} of ${total.toLocaleString('en')}: --skip ${last} shows the next.`]
      : []),
  ]
}

function saidOfRow({
  path,
  row,
  fileNumber,
  feed,
  heldSince,
  settledAs,
  settledAt,
  faults,
  cells,
}: ShownRow) {
  const fate = settledAs === null ? '' : `, ${settledAs} ${settledAt} UTC`
  const faulty = new Set(faults.flatMap(({ column }) => column.split(', ')))
  const width = Math.min(30, Math.max(...cells.map(({ name }) => name.length)))
  return [
    `${printable(path)}, row ${row} (file ${fileNumber}, ${feed}), held since ${heldSince} UTC${fate}`,
    ...faults.map(({ rule }) => `  ${rule}`),
    ...cells.map(({ name, value, isHidden }) => {
      const said = isHidden ? '(hidden)' : value === null ? '–' : printable(value)
      return `  ${faulty.has(name.trim().toLowerCase()) ? '✗' : ' '} ${printable(name, 30).padEnd(width)}  ${said}`
    }),
  ]
}

/** What a retry brought, and what to do next. */
export function saidOfRetry({ rows, files }: RetryReport): string[] {
  if (rows.length + files.length === 0)
    return [
      'Nothing could be tried again: no row is held that a contract can mend, and no file in the inbox fails.',
    ]
  const loaded = files.filter(({ outcome }) => outcome === 'loaded')
  const landed = rows.reduce((sum, { landed }) => sum + landed, 0)
  return [
    ...rows.flatMap(saidOfRetried),
    ...(files.length > 0
      ? [`${many(files.length, 'failed file')} tried again: ${loaded.length.toLocaleString('en')} loaded.`]
      : []),
    ...files.map(({ path, sentence, rowsAccepted, rowsQuarantined, rowsRepeated }) =>
      sentence === undefined
        ? `Loaded: ${printable(path)}: ${many(rowsAccepted, 'row')} accepted, ${rowsQuarantined.toLocaleString('en')} quarantined, ${rowsRepeated.toLocaleString('en')} repeated.`
        : `Not loaded: ${printable(path)}: ${sentence}`,
    ),
    ...(landed + loaded.length > 0 ? ['`recoup run` builds what rests on them.'] : []),
  ]
}

function saidOfRetried({ feed, tried, accepted, repeated, replaced, landed }: RetriedRows): string[] {
  const said: string[] = []
  if (tried > 0) {
    const held = tried - accepted - repeated - replaced
    said.push(
      `${many(tried, 'held row')} of ${feed} tried again: ${accepted.toLocaleString('en')} accepted, ${repeated.toLocaleString('en')} repeated, ${replaced.toLocaleString('en')} replaced by a later version, ${held.toLocaleString('en')} still held.`,
    )
  }
  if (landed > accepted)
    said.push(`${many(landed - accepted, 'row')} came to ${feed} from lines that were mapped again.`)
  return said
}
