import type { OpenFault } from '../alerts/book.ts'
import type { ConnectionState } from '../fetch/connection_states.ts'
import { many, minuteOf } from '../runner/said.ts'
import type { PipelineState } from '../schedule/pipeline_state.ts'
import type { Freshness } from './freshness.ts'

/** How the schedule stands, in sentences. Times are UTC. */
export const saidOfSchedule = (isAtWork: boolean, pipelines: readonly PipelineState[]): string[] => [
  isAtWork ? 'Schedule (UTC)' : 'Schedule (UTC), which nobody keeps now: start `recoup schedule`',
  ...pipelines.map(({ pipeline, next, lastSuccess, lastEnded, retrying }) => {
    const failed = lastEnded && lastEnded.outcome !== 'succeeded' ? lastEnded : null
    return [
      `  ${pipeline.padEnd(12)} next ${next ? minuteOf(next) : 'never'}, last success ${lastSuccess ? minuteOf(lastSuccess.endedAt) : 'never'}`,
      ...(retrying ? [`failed, and is tried again: ${retrying.fault}`] : []),
      ...(failed
        ? [`${failed.outcome} ${minuteOf(failed.endedAt)}${failed.message ? `: ${failed.message}` : ''}`]
        : []),
    ].join('; ')
  }),
]

/** When each connection was fetched by last, and whether it fails. */
export const saidOfConnections = (connections: readonly ConnectionState[]): string[] =>
  connections.length === 0
    ? []
    : [
        'Connections (UTC)',
        ...connections.map(
          ({ connection, feed, succeededAt, waiting, fault }) =>
            `  ${connection.padEnd(18)} ${feed}, fetched ${succeededAt ? minuteOf(succeededAt) : 'never'}${waiting > 0 ? `, ${many(waiting, 'file')} to be loaded` : ''}${fault === null ? '' : `: FAILS: ${fault}`}`,
        ),
      ]

/** When each feed's records came last, against when they should. */
export const saidOfFreshness = (feeds: readonly Freshness[]): string[] =>
  feeds.length === 0
    ? []
    : [
        'New records (UTC)',
        ...feeds.map(
          ({ feed, lastAt, expectedHours, by, isLate }) =>
            `  ${feed.padEnd(18)} ${minuteOf(lastAt)}  ${expectedHours === null ? 'nothing expected yet' : `expected within ${expectedHours} hours, by ${by === 'habit' ? 'its habit' : 'the settings'}${isLate ? ': LATE' : ''}`}`,
        ),
      ]

export const saidOfAlerts = (open: readonly OpenFault[]): string[] =>
  open.map(({ what, since }) => `Alert since ${minuteOf(since)} UTC: ${what}`)
