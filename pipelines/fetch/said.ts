import type { FetchOutcome } from '../fetch.ts'
import { many } from '../runner/said.ts'

/** What was fetched, in sentences; nothing where there is no connection. */
export const saidOfFetch = (outcomes: readonly FetchOutcome[]): string[] =>
  outcomes.flatMap((outcome) => [...saidOfFiles(outcome), ...saidOfFault(outcome)])

function saidOfFiles({ connection, feed, files, rows, fault }: FetchOutcome): string[] {
  if (files > 0)
    return [
      `Fetched by ${connection}: ${rows === null ? '' : `${many(rows, 'row')} of ${feed} in `}${many(files, 'file')}.`,
    ]
  return fault ? [] : [`Fetched by ${connection}: nothing new.`]
}

const saidOfFault = ({ connection, fault }: FetchOutcome): string[] =>
  fault
    ? [`Not fetched: ${connection}: ${fault.message}`, `  where: ${fault.where}`, `  next:  ${fault.next}`]
    : []
